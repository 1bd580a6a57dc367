"""A notebook as it is, for several tests."""

import nbformat


def notebook(cells):
    """Make a notebook without the mending that nbformat does."""
    nb = nbformat.v4.new_notebook()
    nb.cells = list(cells)
    return nb
