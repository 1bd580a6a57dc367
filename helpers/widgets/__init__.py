"""What do the live parts of a page share?

`showing` gives a cell a widget, and a picture for where no page is alive.
`keys.js` is the page's side: the keys that both widgets know.
"""

from helpers.widgets.showing import KEYS, bundle

__all__ = [
    "KEYS",
    "bundle",
]
