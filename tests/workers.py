"""Run a single file in this process: more of them would only start slowly.

pytest-xdist runs each file of tests on one of its workers, so a second one
has nothing to do. This is a plugin of pytest, and `addopts` in pyproject.toml
names it.
"""

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
