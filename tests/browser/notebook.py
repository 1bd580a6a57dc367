"""A notebook that is open in a tab of the browser."""

import json
from contextlib import contextmanager

from playwright.sync_api import expect

OPEN = 120  # seconds after which a notebook that does not open is given up
RUN = 300  # the same for a whole lesson
SOON = 60  # and for everything else

HEIGHT = 1000  # of the window

# JupyterLab hides itself while it starts and while a theme is loaded.
SHOWN = "document.getElementById('jupyterlab-splash') === null"
PANEL = """
const app = window.jupyterapp;
const panel = Array.from(app?.shell.widgets('main') ?? [])
    .find(widget => widget.context?.path === path);
const kernel = panel?.sessionContext?.session?.kernel;
"""


class Notebook:
    """What a learner does with an open notebook.

    Attributes:
        page: Playwright's page.
        path: the notebook's path in the folder of JupyterLab.
    """

    def __init__(self, page, path, artefacts):
        self.page, self.path = page, path
        self._artefacts = artefacts

    # ---- JupyterLab's own objects

    def ask(self, body, **names):
        """Give what JavaScript returns that knows app, panel and kernel."""
        return self.page.evaluate("async " + self._function(body, names))

    def wait(self, condition, seconds=SOON, **names):
        """Wait until an expression that knows app, panel, kernel is true."""
        function = self._function(f"return ({condition});", names)
        self.page.wait_for_function(function, timeout=1000 * seconds)

    def command(self, name, seconds=SOON, **arguments):
        """Run one of JupyterLab's commands to its end; give its result."""
        self.begin(name, **arguments)
        self.wait("window.commandEnded !== null", seconds)
        ended = self.page.evaluate("window.commandEnded")
        assert "error" not in ended, ended
        return ended.get("result")

    def begin(self, name, **arguments):
        """Begin one of JupyterLab's commands on this notebook."""
        self.ask(
            """
            app.shell.activateById(panel.id);
            window.commandEnded = null;
            app.commands.execute(name, options).then(
                result => window.commandEnded = {result},
                error => window.commandEnded = {error: String(error)});
            """,
            name=name,
            options=arguments,
        )

    def _function(self, body, names):
        known = {"path": self.path, **names}
        said = "".join(
            f"const {name} = {json.dumps(value)};"
            for name, value in known.items()
        )
        return f"() => {{ {said} {PANEL} {body} }}"

    # ---- kernel and cells

    def wait_ready(self):
        """Wait until the notebook is shown and its kernel does nothing."""
        self.wait(f"panel?.context.isReady && {SHOWN}", OPEN)
        self.wait_kernel("idle", OPEN)

    def wait_kernel(self, status, seconds=SOON):
        """Wait for a state of the kernel: idle, busy, ..."""
        self.wait(
            "kernel?.connectionStatus === 'connected'"
            " && panel.sessionContext.isReady && kernel.status === status",
            seconds,
            status=status,
        )

    def run_all(self, seconds=RUN):
        """Run all cells to the end, or to the first that may not fail.

        JupyterLab's command ends at the first error, also where the kernel
        goes on, as it does at a cell with the tag `raises-exception`.
        """
        self.command("notebook:run-all-cells", seconds)
        self.wait_settled(seconds)

    def wait_settled(self, seconds=SOON):
        """Wait until the kernel has done all that it was asked for."""
        self.ask(
            """
            window.settled = false;
            const last = {code: '', silent: true, store_history: false};
            kernel.requestExecute(last).done.then(
                () => window.settled = true);
            """
        )
        self.wait("window.settled", seconds)

    def run(self, index, seconds=SOON):
        """Run a cell and wait for its end; give its outputs."""
        self.select(index)
        self.command("notebook:run-cell", seconds)
        return self.outputs(index)

    def begin_run(self, index):
        """Run a cell that may not end by itself."""
        self.select(index)
        self.begin("notebook:run-cell")

    def select(self, index):
        """Make a cell the active one."""
        self.ask("panel.content.activeCellIndex = index;", index=index)

    def add_cell(self, source):
        """Add a code cell at the end, and give its index."""
        return self.ask(
            """
            const cells = panel.content.model.sharedModel;
            cells.insertCell(cells.cells.length,
                             {cell_type: 'code', source, metadata: {}});
            return cells.cells.length - 1;
            """,
            source=source,
        )

    def cells(self):
        """Give every cell as it would be stored, outputs and all."""
        return self.ask("return panel.content.model.toJSON().cells;")

    def outputs(self, index):
        """Give the outputs of one cell as they would be stored."""
        return self.cells()[index]["outputs"]

    def wait_output(self, index, words, seconds=SOON):
        """Wait until a cell's outputs hold these words."""
        self.wait(
            "JSON.stringify(panel.content.model.cells.get(index)"
            ".outputs?.toJSON() ?? []).includes(words)",
            seconds,
            index=index,
            words=words,
        )

    # ---- what is seen

    def cell(self, index):
        """Scroll a cell into view and give its place on the page."""
        self.ask(
            "await panel.content.scrollToItem(index, 'start');", index=index
        )
        place = self.page.locator(
            f".jp-NotebookPanel:not(.lm-mod-hidden) "
            f".jp-Notebook-cell[data-windowed-list-index='{index}']"
        )
        expect(place).to_be_visible()
        return place

    def output(self, index):
        """Scroll a cell into view and give the place of its outputs."""
        return self.cell(index).locator(".jp-Cell-outputWrapper")

    def press(self, command):
        """Click the button of the notebook's toolbar for a command."""
        self.page.locator(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-NotebookPanel-toolbar"
            f" [data-command='{command}']"
        ).click()

    def accept(self):
        """Say yes to JupyterLab's question."""
        question = self.page.locator(".jp-Dialog")
        question.locator("button.jp-mod-accept").click()
        expect(question).to_have_count(0)

    def restart(self):
        """Restart the kernel by its button, as JupyterLab asks."""
        self.ask(
            """
            window.restarted = false;
            kernel.statusChanged.connect((_, status) => {
                window.restarted ||= status === 'restarting'; });
            """
        )
        self.press("notebook:restart-kernel")
        self.accept()
        self.wait("window.restarted")
        self.wait_kernel("idle", OPEN)

    # ---- files

    def save(self):
        """Save the notebook."""
        self.command("docmanager:save")

    def close(self):
        """Close the notebook's tab; its kernel goes on."""
        self.command("application:close")
        self.wait("panel === undefined")

    # ---- pictures

    @contextmanager
    def look(self, theme="Light", width=1440, zoom=1):
        """Show JupyterLab in a theme, in a window so wide, zoomed.

        In a zoomed window a page has so much less room.
        """
        size = {"width": width // zoom, "height": HEIGHT // zoom}
        self.page.set_viewport_size(size)
        self._set_theme(theme)
        try:
            yield
        finally:  # the server would remember it for other tests
            self._set_theme("Light")

    def _set_theme(self, theme):
        name = f"JupyterLab {theme}"
        self.command("apputils:change-theme", theme=name)
        self.wait(
            f"document.body.dataset.jpThemeName === name && {SHOWN}", name=name
        )

    def screenshot(self, name, place=None):
        """Keep a picture of the page, or of a place on it."""
        shown = self.page if place is None else place
        shown.screenshot(path=self._artefacts / f"{name}.png")
