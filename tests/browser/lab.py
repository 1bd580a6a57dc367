"""A real JupyterLab, begun as a learner begins it, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.support import ROOT

START = 120  # seconds after which a server that does not start is given up
END = 60

# Without an answer JupyterLab asks whether it may fetch its news.
NEWS = "lab/user-settings/@jupyterlab/apputils-extension/notification"
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


class Lab:
    """A running JupyterLab.

    Attributes:
        url: where it answers, without a slash at the end.
        token: what opens it.
        work: the learner's folder, which it shows.
    """

    def __init__(self, url, token, work):
        self.url, self.token, self.work = url.rstrip("/"), token, work

    def ask(self, path, method="GET"):
        """Ask its interface, `/api/...`, and give what it answers."""
        request = urllib.request.Request(
            f"{self.url}/api/{path}",
            method=method,
            headers={"Authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=END) as answer:
            return json.loads(answer.read() or "null")

    def end_kernels(self):
        """End every kernel and forget which notebook it belonged to."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")
        for kernel in self.ask("kernels"):
            self.ask(f"kernels/{kernel['id']}", "DELETE")


@contextmanager
def started(folder, log):
    """Begin the course in a folder, and end JupyterLab surely.

    Args:
        folder: an empty folder, which gets a copy of the course.
        log: the file to which JupyterLab's words go.
    """
    root, settings = folder / "course", folder / "settings"
    copy_course(root)
    env = own_settings(root, settings)
    with log.open("wb") as words:
        guard = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("guard.py"), *START_IT],
            cwd=root,
            env=env,
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
            start_new_session=True,  # Ctrl-C is for the tests alone
        )
    try:
        there = wait_for_server(guard, Path(env["JUPYTER_RUNTIME_DIR"]), log)
        yield Lab(there["url"], there["token"], root / "work")
    finally:
        guard.stdin.close()
        guard.wait(END)


START_IT = [
    *(sys.executable, "-m", "helpers", "start"),
    *("--no-browser", "--ip=127.0.0.1", "--port=0"),
    # so that `window.jupyterapp` exists
    "--LabApp.expose_app_in_browser=True",
]


def copy_course(root):
    """Copy what a clone has and the course needs to run."""
    caches = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("helpers", "notebooks"):
        shutil.copytree(ROOT / name, root / name, ignore=caches)


def own_settings(root, settings):
    """Give an environment that knows nobody's personal settings."""
    news = settings / "config" / f"{NEWS}.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text(json.dumps(NO_NEWS), encoding="utf-8")
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(settings / "config"),
        "JUPYTER_DATA_DIR": str(settings / "data"),
        "JUPYTER_RUNTIME_DIR": str(settings / "runtime"),
        "IPYTHONDIR": str(settings / "ipython"),
        "PYTHONPATH": os.pathsep.join(
            [str(root), os.environ.get("PYTHONPATH", "")]
        ),
    }


def wait_for_server(guard, runtime, log):
    """Wait for the file in which a server says where it is."""
    end = time.monotonic() + START
    while time.monotonic() < end and guard.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            if text := path.read_text("utf-8"):
                return json.loads(text)
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text('utf-8')}")
