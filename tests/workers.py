"""How the tests come to run quickly: a plugin of pytest, named in `addopts`.

pytest-xdist runs each file of tests on one of its workers. For a single file
a second one would have nothing to do, and more of them only start slowly.
"""

import gc
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """Say 0 for a single file; else pytest-xdist counts the cores."""
    files = {argument.partition("::")[0] for argument in config.args}
    here = config.invocation_params.dir
    if len(files) == 1 and Path(here, *files).is_file():
        return 0
    return None


def pytest_collection_finish():
    """Let gc.collect(), of which tests make much use, pass over all of this.

    What is loaded by now stays until the end.
    """
    gc.collect()
    gc.freeze()
