"""An interrupt ends a run at once, whatever it does, and is told once."""

import asyncio
import gc
import signal

import pytest

from helpers.clock import run
from tests.support import interrupted, strict

pytestmark = strict


BODIES = {
    "computing": "while True: pass",
    "turning": "while True: await asyncio.sleep(0)",
    "sleeping": "time.sleep(60)",
    "ticking": "while True: await asyncio.sleep(1)",
}
SCRIPT = """
    import asyncio, signal, time
    from helpers.clock import run

    async def main():
        print("ready")
        {body}

    def interrupt():
        try:
            run(main(), max_rounds=10**15, max_moves=10**15)
        except KeyboardInterrupt:
            print("KeyboardInterrupt")
        handler = signal.getsignal(signal.SIGINT)

    async def outer():
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        handler = signal.getsignal(signal.SIGINT)
        interrupt()
        assert asyncio.get_running_loop() is loop
        assert asyncio.current_task() is task
        assert signal.getsignal(signal.SIGINT) is handler
        await asyncio.sleep(0.01)

    {call}
    print(run(asyncio.sleep(3, "still works")))
"""


@pytest.mark.parametrize("call", ["interrupt()", "asyncio.run(outer())"])
@pytest.mark.parametrize("name", BODIES)
def test_an_interrupt_ends_it_at_once(name, call):
    out, err, took = interrupted(SCRIPT.format(body=BODIES[name], call=call))
    assert out == "KeyboardInterrupt\nstill works\n", err
    assert err.startswith("Interrupted at ")
    assert "Traceback" not in err
    assert took < 10


def test_an_interrupt_is_told_once(capsys):
    async def main():
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        run(main())
    gc.collect()  # when a task goes whose error nobody saw, asyncio says so
    assert "never retrieved" not in capsys.readouterr().err
