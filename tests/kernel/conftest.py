"""Kernels for the tests in this folder."""

import pytest

from tests.kernel.kernels import IMPORTS, PROGRAMS, started


@pytest.fixture(scope="module")
def shared():
    """One kernel for the tests of a file."""
    with started() as kernel:
        yield kernel


@pytest.fixture
def kernel(shared):
    """The kernel of most tests, which knows the programs of `kernels`."""
    ran = shared.run(IMPORTS + PROGRAMS)
    assert ran.ename == "", ran
    return shared


@pytest.fixture
def fresh():
    """A kernel that has run nothing yet."""
    with started() as kernel:
        yield kernel
