"""After each test in this folder, asyncio is as it was."""

import asyncio

import pytest

from helpers.recording import tracing

METHODS = {
    (kind, name): vars(kind)[name]
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)
    for name in vars(kind)
    if callable(vars(kind)[name])
}


@pytest.fixture(autouse=True)
def asyncio_is_left_as_it_was():
    """After every ending of every program here."""
    yield
    for (kind, name), method in METHODS.items():
        assert vars(kind)[name] is method, name
    assert tracing._opened == []
