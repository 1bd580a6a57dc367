"""What a page says in the browser's console, and what of it is a fault."""

# What JupyterLab itself says, with no part of ours in it.
KNOWN = (
    "Could not restore the debugger state",  # now and then, at a restart
)


class Console:
    """Collects a page's errors from its first moment on."""

    def __init__(self, page):
        self._said = []
        page.on(
            "pageerror",
            lambda error: self._said.append(error.stack or str(error)),
        )
        page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error":
            where = message.location.get("url", "").split("?")[0]
            self._said.append(f"{message.text} ({where})")

    def errors(self):
        """Give what is none of the known noise."""
        return [
            said
            for said in self._said
            if not any(known in said for known in KNOWN)
        ]
