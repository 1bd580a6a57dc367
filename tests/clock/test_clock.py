"""`run` and the simulated loop: what holds of them in every situation."""

import asyncio
import contextlib
import contextvars
import gc
import itertools
import math
import random
import signal
import threading
import time
import traceback
import types
import weakref

import pytest

from helpers.clock import SimulatedLoop, Stuck, run
from tests.support import LONG, interrupted

# "coroutine ... was never awaited" and its like are errors here.
pytestmark = pytest.mark.filterwarnings("error")


def now():
    return asyncio.get_running_loop().time()


async def give(value):
    return value


async def hang():
    await asyncio.Event().wait()


async def spin():
    while True:
        await asyncio.sleep(0)


async def tick():
    while True:
        await asyncio.sleep(1)


# ---- results and errors are those of asyncio.run


class Odd(BaseException):
    """An error that is no Exception."""


async def fail(error):
    raise error


async def fail_later(error):
    await asyncio.sleep(0.001)
    raise error


async def fail_in_a_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail(ValueError("one")))
        group.create_task(fail(KeyError("two")))


async def fail_in_a_gather():
    await asyncio.gather(give(1), fail_later(ValueError("one")))


async def cancel_itself():
    asyncio.current_task().cancel("enough")
    await asyncio.sleep(0)


async def exit_in_a_task():
    task = asyncio.create_task(fail(SystemExit(3)))
    await asyncio.wait([task])


async def raise_from():
    try:
        raise KeyError("first")
    except KeyError as error:
        raise ValueError("second") from error


async def clean_up_in_vain():
    try:
        await fail(ValueError("first"))
    finally:
        await fail_later(RuntimeError("second"))


async def time_out():
    async with asyncio.timeout(0.001):
        await hang()


MAINS = {
    "nothing": lambda: give(None),
    "a value": lambda: give([1, 2]),
    "ValueError": lambda: fail(ValueError("no", 1)),
    "StopIteration": lambda: fail(StopIteration(3)),
    "StopAsyncIteration": lambda: fail(StopAsyncIteration()),
    "GeneratorExit": lambda: fail(GeneratorExit()),
    "an odd error": lambda: fail(Odd("odd")),
    "SystemExit": lambda: fail(SystemExit(2)),
    "KeyboardInterrupt": lambda: fail(KeyboardInterrupt("stop")),
    "CancelledError": lambda: fail(asyncio.CancelledError("why")),
    "a later error": lambda: fail_later(OSError(5, "disk")),
    "a later exit": lambda: fail_later(SystemExit("bye")),
    "an error in a group": fail_in_a_group,
    "an error in a gather": fail_in_a_gather,
    "itself cancelled": cancel_itself,
    "an exit in a task": exit_in_a_task,
    "one error from another": raise_from,
    "an error while cleaning up": clean_up_in_vain,
    "a time-out": time_out,
}


def shape(error):
    """Everything of an error that can be compared."""
    if error is None:
        return None
    inner = getattr(error, "exceptions", ())
    causes = shape(error.__cause__), shape(error.__context__)
    return type(error), str(error), [shape(e) for e in inner], causes


def outcome(runner, main):
    try:
        return "returned", runner(main())
    except BaseException as error:
        return "raised", shape(error)


@pytest.mark.parametrize("name", MAINS)
def test_run_ends_as_asyncio_run_does(name, capsys):
    expected = outcome(asyncio.run, MAINS[name])
    capsys.readouterr()
    assert outcome(run, MAINS[name]) == expected
    gc.collect()


def test_an_error_comes_with_its_own_traceback():
    with pytest.raises(ValueError) as caught:
        run(fail_later(ValueError("here")))
    assert caught.traceback[-1].name == "fail_later"


def test_time_begins_at_0_and_does_not_wait():
    async def main():
        begun = now()
        await asyncio.sleep(600)
        await asyncio.sleep(86400 * 365)
        return begun, now()

    began = time.monotonic()
    assert run(main()) == (0.0, 600.0 + 86400 * 365)
    assert time.monotonic() - began < LONG


# ---- where it may be called


def stop_by_hand():
    raise KeyboardInterrupt


async def exit_by_callback():
    asyncio.get_running_loop().call_soon(stop_by_hand)
    await hang()


ENDINGS = {
    "a value": (lambda: give(3), {}, None),
    "an error": (lambda: fail(ValueError()), {}, ValueError),
    "a group": (fail_in_a_group, {}, ExceptionGroup),
    "stuck": (hang, {}, Stuck),
    "livelock": (spin, {"max_rounds": 50}, Stuck),
    "endless": (tick, {"max_moves": 50}, Stuck),
    "until": (tick, {"until": 7}, None),
    "an interrupt": (lambda: fail(KeyboardInterrupt()), {}, KeyboardInterrupt),
    "a stop": (exit_by_callback, {}, KeyboardInterrupt),
    "an exit": (lambda: fail_later(SystemExit()), {}, SystemExit),
    "wrong": (lambda: 3, {}, TypeError),
    "wrong until": (lambda: give(3), {"until": -1}, ValueError),
}


def test_an_interrupt_has_lines_even_where_python_has_none():
    code = fail.__code__.replace(co_linetable=b"")
    stopped = types.FunctionType(code, fail.__globals__)
    with pytest.raises(KeyboardInterrupt) as error:
        run(stopped(KeyboardInterrupt()))
    lines = [line for _, line in traceback.walk_tb(error.tb)]
    assert code in [f.f_code for f, _ in traceback.walk_tb(error.tb)]
    assert None not in lines


def end_somehow(ending):
    main, options, error = ENDINGS[ending]
    raising = pytest.raises(error) if error else contextlib.nullcontext()
    with raising:
        run(main(), **options)


@pytest.mark.parametrize("ending", ENDINGS)
def test_inside_a_running_loop_it_leaves_everything_as_it_was(ending):
    async def outer():
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        other = asyncio.create_task(asyncio.sleep(0, "other"))
        end_somehow(ending)
        assert asyncio.get_running_loop() is loop
        assert asyncio.current_task() is task
        assert asyncio.all_tasks() == {task, other}
        async with asyncio.timeout(LONG):  # timers and tasks still work
            await asyncio.sleep(0.001)
        assert await other == "other"
        return run(give(4))

    handler = signal.getsignal(signal.SIGINT)
    assert asyncio.run(outer()) == 4
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.mark.parametrize("ending", ENDINGS)
def test_outside_any_loop_it_leaves_everything_as_it_was(ending):
    def handler(*args):
        raise AssertionError

    before = signal.signal(signal.SIGINT, handler)
    try:
        end_somehow(ending)
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
    assert asyncio.run(give(5)) == 5


def test_meanwhile_an_interrupt_has_its_plain_meaning():
    async def main():
        return signal.getsignal(signal.SIGINT)

    assert run(main()) is signal.default_int_handler


def test_it_works_in_another_thread():
    results = []

    async def main():
        await asyncio.sleep(5)
        return now()

    def work():
        results.append(run(main()))
        with pytest.raises(Stuck):
            run(hang())
        results.append(asyncio.run(give(run(main()))))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(LONG)
    assert results == [5.0, 5.0]


def test_threads_do_not_disturb_each_other():
    async def main(seed):
        dice = random.Random(seed)
        for _ in range(500):
            await asyncio.sleep(dice.random())
        return now()

    results = {}
    threads = [
        threading.Thread(target=lambda k=k: results.update({k: run(main(k))}))
        for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert results == {k: run(main(k)) for k in range(4)}


# ---- order


def wake_order(delays, **options):
    order = []

    async def sleeper(number, delay):
        await asyncio.sleep(delay)
        order.append(number)

    async def main():
        await asyncio.gather(*itertools.starmap(sleeper, enumerate(delays)))

    run(main(), **options)
    return order


def test_timers_of_one_time_fire_in_the_order_in_which_they_were_set():
    assert wake_order([1] * 50) == [*range(50)]
    assert wake_order([2, 1, 2, 1, 0]) == [4, 1, 3, 0, 2]


def test_timers_of_every_sort_share_one_order():
    seen = []

    async def sleeper():
        await asyncio.sleep(1)
        seen.append("slept")

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, seen.append, "first")
        task = asyncio.create_task(sleeper())
        await asyncio.sleep(0)
        loop.call_at(1, seen.append, "third")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await hang()
        seen.append("timed out")
        await task

    run(main())
    assert seen == ["first", "third", "slept", "timed out"]


def test_a_shuffle_is_the_same_for_the_same_seed_only():
    orders = [tuple(wake_order([1] * 6, shuffle=k)) for k in range(40)]
    again = [tuple(wake_order([1] * 6, shuffle=k)) for k in range(40)]
    assert orders == again
    assert len(set(orders)) > 30
    assert all(sorted(order) == [*range(6)] for order in orders)


def test_a_shuffle_keeps_times_in_order():
    for seed in range(20):
        order = wake_order([2, 1, 2, 1, 2, 1], shuffle=seed)
        assert {*order[:3]} == {1, 3, 5}


def test_a_shuffle_leaves_call_soon_and_ready_tasks_alone():
    async def main():
        loop, seen = asyncio.get_running_loop(), []

        async def step(number):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number + 10)

        for number in range(10):
            loop.call_soon(seen.append, number)
        await asyncio.gather(*map(step, range(10)))
        return seen

    plain = run(main())
    assert all(run(main(), shuffle=seed) == plain for seed in range(10))


def test_a_shuffle_finds_a_race():
    async def main():
        queue, got = asyncio.Queue(), []

        async def producer(item):
            await asyncio.sleep(1)
            await queue.put(item)

        await asyncio.gather(*map(producer, ["item", None]))
        while (item := await queue.get()) is not None:
            got.append(item)
        return got

    results = [run(main(), shuffle=seed) for seed in range(30)]
    assert run(main()) == ["item"]
    assert [] in results and ["item"] in results


# ---- until


def test_until_stops_before_anything_that_happens_then():
    seen = []

    async def main():
        asyncio.get_running_loop().call_at(3, seen.append, "call")
        while True:
            seen.append(now())
            await asyncio.sleep(1)

    assert run(main(), until=3) is None
    assert seen == [0, 1, 2]


def test_until_is_not_reached_by_a_program_that_ends_before():
    async def main():
        await asyncio.sleep(3)
        return "done"

    assert run(main(), until=3.5) == "done"
    assert run(main(), until=3) is None
    assert run(main(), until=math.inf) == "done"


def test_until_with_nobody_left_stops_as_quietly(capsys):
    assert run(hang(), until=5) is None
    assert capsys.readouterr() == ("", "")


def test_until_infinity_is_as_none():
    with pytest.raises(Stuck, match="nobody can go on"):
        run(hang(), until=math.inf)


def test_until_runs_what_cleans_up(capsys):
    seen = []

    async def main():
        try:
            await tick()
        finally:
            seen.append(now())
            await asyncio.sleep(2)
            seen.append("clean")

    assert run(main(), until=10) is None
    assert seen == [10, "clean"]
    assert capsys.readouterr() == ("", "")


# ---- guards


def stuck_report(main, **options):
    """Run a program that gets stuck; give its report in one line."""
    with pytest.raises(Stuck) as stuck:
        run(main, **options)
    return " ".join(str(stuck.value).split())


def test_a_deadlock_is_told_with_its_time():
    async def main():
        await asyncio.sleep(5)
        await hang()

    with pytest.raises(Stuck) as stuck:
        run(main())
    assert str(stuck.value).startswith("Stuck at 5.0 s: nobody can go on.\n")
    assert stuck.value.time == 5.0
    assert stuck.value.recording is None


def test_a_livelock_is_told_with_its_limit():
    said = stuck_report(spin(), max_rounds=1000)
    assert said.startswith("Stuck at 0.0 s: tasks keep running, but no time")
    assert "(1,000 rounds; max_rounds= sets the limit)" in said
    assert "(200,000 rounds;" in stuck_report(spin())


def test_an_endless_program_is_told_with_its_limit():
    said = stuck_report(tick(), max_moves=1000)
    assert said.startswith("Stuck at 1,000.0 s: still running after 1,000 mov")
    assert "max_moves= sets the limit; until= stops quietly" in said


def test_rounds_are_counted_from_each_move_of_the_clock():
    async def main():
        for _ in range(20):
            for _ in range(90):
                await asyncio.sleep(0)
            await asyncio.sleep(1)

    run(main(), max_rounds=100)


def test_honest_work_in_no_time_needs_only_a_higher_limit():
    async def produce(queue, items):
        for item in range(items):
            await queue.put(item)

    async def main(items):
        queue = asyncio.Queue(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(produce(queue, items))
            for item in range(items):
                assert await queue.get() == item
        return now()

    assert run(main(500_000), max_rounds=2_000_000) == 0
    assert "max_rounds= sets the limit" in stuck_report(main(500_000))


@pytest.mark.parametrize("wait", [hang, spin, tick])
def test_an_except_around_everything_cannot_swallow_it(wait):
    caught = []

    async def careless():
        try:
            await wait()
        except Exception as error:
            caught.append(error)

    async def bare():
        while True:
            try:
                await wait()
            except:  # noqa: E722
                caught.append("bare")

    async def main():
        try:
            await asyncio.gather(careless(), bare(), return_exceptions=True)
        except Exception as error:
            caught.append(error)

    with pytest.raises(Stuck):
        run(main(), max_rounds=1000, max_moves=1000)
    assert {*caught} <= {"bare"}  # only when it was cancelled at the end


# ---- the end: who is left, who died


def test_left_tasks_are_named_cancelled_and_may_clean_up(capsys):
    seen = []

    async def worker():
        try:
            await asyncio.sleep(100)
        finally:
            await asyncio.sleep(1)
            seen.append("clean")

    async def main():
        tasks = [asyncio.create_task(worker()) for _ in range(2)]
        await asyncio.sleep(1)
        return tasks

    tasks = run(main())
    assert seen == ["clean", "clean"]
    assert all(task.cancelled() for task in tasks)
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert err.startswith("Left over when main ended, and cancelled: worker-1")
    assert "worker-2" in err and "test_clock.py, line" in err


def test_a_task_already_being_cancelled_is_not_called_left(capsys):
    async def main():
        task = asyncio.create_task(hang())
        await asyncio.sleep(0)
        task.cancel()

    run(main())
    assert capsys.readouterr() == ("", "")


async def deaf(wait):
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await wait()


async def stone_deaf():
    while True:
        with contextlib.suppress(BaseException):
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    "refuse",
    [lambda: deaf(hang), lambda: deaf(tick), lambda: deaf(spin), stone_deaf],
)
def test_a_task_that_refuses_to_end_does_not_hang_the_run(refuse, caplog):
    async def main():
        asyncio.create_task(refuse())  # noqa: RUF006
        for _ in range(10):
            await asyncio.sleep(0)
        return "done"

    assert run(main()) == "done"
    gc.collect()
    assert not caplog.records


def test_a_death_that_nobody_saw_is_told_in_one_line(capsys, caplog):
    async def worker():
        await asyncio.sleep(2)
        raise ValueError("bad line")

    async def main():
        asyncio.create_task(worker())  # noqa: RUF006
        await asyncio.sleep(5)

    run(main())
    gc.collect()
    err = capsys.readouterr().err
    assert err.startswith("worker-1 died at 2.0 s of ValueError: bad line (te")
    assert err.endswith("), and nobody awaited it.\n")
    assert err.count("\n") == 1
    assert not caplog.records


@pytest.mark.parametrize("look", ["await", "gather", "exception", "group"])
def test_a_death_that_somebody_saw_is_not_told(look, capsys):
    async def main():
        if look == "group":
            with contextlib.suppress(ExceptionGroup):
                await fail_in_a_group()
            return
        task = asyncio.create_task(fail_later(ValueError()))
        if look == "await":
            with contextlib.suppress(ValueError):
                await task
        if look == "gather":
            await asyncio.gather(task, return_exceptions=True)
        if look == "exception":
            await asyncio.wait([task])
            task.exception()

    run(main())
    gc.collect()
    assert capsys.readouterr() == ("", "")


def test_a_death_while_being_cleaned_up_is_not_silent(capsys, caplog):
    async def worker():
        try:
            await hang()
        finally:
            raise ValueError("in the end")

    async def main():
        task = asyncio.create_task(worker())
        await asyncio.sleep(1)
        return task

    task = run(main())
    assert isinstance(task.exception(), ValueError)
    del task
    gc.collect()
    assert not caplog.records


def test_a_failing_callback_is_told_in_one_line(capsys, caplog):
    async def main():
        asyncio.get_running_loop().call_soon(int, "x")
        await asyncio.sleep(1)
        return "done"

    assert run(main()) == "done"
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "ValueError: invalid literal" in err
    assert not caplog.records


def test_async_generators_are_closed_at_the_end():
    seen = []

    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(1)
            seen.append(now())

    async def main():
        generator = numbers()
        async for _ in generator:
            break
        return generator

    run(main())
    assert seen == [1]


def test_the_loop_is_freed_after_a_run():
    found = []

    async def main(then):
        found.append(weakref.ref(asyncio.get_running_loop()))
        queue = asyncio.Queue(1)
        await queue.put(1)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(queue.put(2), 3)
        asyncio.get_running_loop().call_later(1000, print)
        await then

    run(main(give(3)))
    with pytest.raises(Stuck):
        run(main(hang()))
    with pytest.raises(ValueError):
        run(main(fail(ValueError())))
    gc.collect()
    assert [ref() for ref in found] == [None] * 3


def test_what_failed_tasks_held_is_freed_during_the_run():
    class Big:
        pass

    async def work():
        big = Big()
        alive.add(big)
        raise ValueError

    async def main():
        for _ in range(50):
            task = asyncio.create_task(work())
            with contextlib.suppress(ValueError):
                await task
            del task
            await asyncio.sleep(1)
        gc.collect()
        return len(alive)

    alive = weakref.WeakSet()
    assert run(main()) <= 1


# ---- what asyncio offers works


def test_context_variables():
    word = contextvars.ContextVar("word", default="none")

    async def child():
        word.set("child")
        return word.get()

    async def main():
        seen = [word.get()]
        word.set("main")
        seen += [await asyncio.create_task(child()), word.get()]
        asyncio.get_running_loop().call_soon(lambda: seen.append(word.get()))
        own = contextvars.copy_context()
        own.run(word.set, "own")
        loop = asyncio.get_running_loop()
        loop.call_later(1, lambda: seen.append(word.get()), context=own)
        loop.call_soon(lambda: seen.append(word.get()), context=own)
        await asyncio.sleep(2)
        task = asyncio.create_task(child(), context=own)
        return [*seen, await task, own[word]]

    word.set("outside")
    expected = ["outside", "child", "main", "main", "own", "own"]
    assert run(main()) == [*expected, "child", "child"]
    assert word.get() == "outside"


def test_timers_and_their_handles():
    async def main():
        loop, seen = asyncio.get_running_loop(), []
        kept = loop.call_later(2, seen.append, "later")
        away = loop.call_later(1, seen.append, "cancelled")
        soon = loop.call_soon(seen.append, "cancelled")
        loop.call_at(3, lambda: seen.append(now()))
        loop.call_later(-5, lambda: seen.append(now()))
        away.cancel()
        soon.cancel()
        assert away.cancelled() and soon.cancelled()
        assert not kept.cancelled()
        await asyncio.sleep(4)
        away.cancel()  # once more does no harm
        return seen

    assert run(main()) == [0, "later", 3]


def test_a_cancelled_timer_does_not_move_the_clock():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(100, print).cancel()
        async with asyncio.timeout(1000):
            await asyncio.sleep(1)
        task = asyncio.create_task(asyncio.sleep(500))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return now()

    assert run(main()) == 1
    with pytest.raises(Stuck) as stuck:
        run(asyncio.wait_for(hang(), None))
    assert stuck.value.time == 0


def test_time_outs_come_at_their_time():
    async def main():
        seen = []
        for limit in (1, 2.5, 0):
            try:
                async with asyncio.timeout(limit):
                    await hang()
            except TimeoutError:
                seen.append(now())
            try:
                await asyncio.wait_for(hang(), limit)
            except TimeoutError:
                seen.append(now())
        async with asyncio.timeout(1) as limit:
            limit.reschedule(now() + 50)
            await asyncio.sleep(20)
        done, left = await asyncio.wait(
            [asyncio.create_task(asyncio.sleep(k, k)) for k in (1, 9)],
            timeout=3,
        )
        return [*seen, len(done), len(left), now()]

    assert run(main()) == [1, 2, 4.5, 7, 7, 7, 1, 1, 30]


def test_as_completed_shield_barrier_and_condition():
    async def main():
        seen = []
        work = [asyncio.sleep(delay, delay) for delay in (3, 1, 2)]
        for step in asyncio.as_completed(work):
            seen.append((await step, now()))
        inner = asyncio.create_task(asyncio.sleep(5, "inner"))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(inner), 1)
        seen.append((await inner, now()))
        barrier = asyncio.Barrier(2)
        await asyncio.gather(barrier.wait(), barrier.wait())
        condition = asyncio.Condition()

        async def waiter():
            async with condition:
                await condition.wait_for(lambda: now() > 8)

        task = asyncio.create_task(waiter())
        await asyncio.sleep(1)
        async with condition:
            condition.notify_all()
        await task
        return seen

    assert run(main()) == [(1, 1), (2, 2), (3, 3), ("inner", 8)]


def test_a_runner_can_use_the_loop_again_and_again():
    async def main():
        await asyncio.sleep(2)
        return now()

    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        assert runner.run(main()) == 2
        assert runner.run(main()) == 4
        with pytest.raises(Stuck):
            runner.run(hang())
        assert runner.run(main()) == 6


def test_debug_mode_works():
    with asyncio.Runner(loop_factory=SimulatedLoop, debug=True) as runner:
        assert runner.get_loop().get_debug()
        assert runner.run(asyncio.sleep(2, "x")) == "x"


def test_a_closed_loop_says_so():
    loop = SimulatedLoop()
    loop.close()
    coroutine = give(1)
    with pytest.raises(RuntimeError, match="closed"):
        loop.run_until_complete(coroutine)
    coroutine.close()


def test_tasks_are_named_after_their_coroutines_within_the_run():
    async def main():
        own = asyncio.create_task(give(1), name="own")
        tasks = [asyncio.create_task(give(1)) for _ in range(2)]
        other = asyncio.create_task(asyncio.sleep(1))
        tasks = [asyncio.current_task(), own, *tasks, other]
        await asyncio.wait(tasks[1:])
        return [task.get_name() for task in tasks]

    names = ["main", "own", "give-1", "give-2", "sleep-1"]
    assert run(main()) == names
    assert run(main()) == names


def test_eager_tasks():
    if not hasattr(asyncio, "eager_task_factory"):
        pytest.skip("asyncio has eager tasks from Python 3.12 on")

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_task_factory(asyncio.eager_task_factory)
        seen = [await asyncio.create_task(give(k)) for k in range(3)]
        await asyncio.gather(asyncio.sleep(2), asyncio.sleep(1))
        return seen, now()

    assert run(main()) == ([0, 1, 2], 2)


def test_ten_thousand_tasks():
    async def main():
        await asyncio.gather(*(asyncio.sleep(k % 100) for k in range(10_000)))
        return now()

    assert run(main()) == 99


# ---- times at the edge


def test_short_sleeps_end_at_a_late_time():
    async def main():
        await asyncio.sleep(400 * 86400)
        for _ in range(1000):
            await asyncio.sleep(1e-9)  # too short to be seen at that time
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1e-9):
                await hang()
        return now()

    assert run(main()) == 400 * 86400


def test_a_sleep_without_end_is_a_deadlock():
    with pytest.raises(Stuck, match="nobody can go on"):
        run(asyncio.sleep(math.inf))


def test_a_sleep_of_nan_ends_the_run():
    # From Python 3.13 on asyncio refuses it.
    with pytest.raises((Stuck, ValueError)):
        run(asyncio.sleep(math.nan))


def test_negative_sleeps_take_no_time():
    async def main():
        await asyncio.sleep(-3)
        return now()

    assert run(main()) == 0


# ---- what has no place on a simulated clock


async def run_in_executor():
    await asyncio.get_running_loop().run_in_executor(None, print)


async def add_signal_handler():
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print)


async def serve():
    await asyncio.start_server(print, port=0)


async def subprocess_shell():
    await asyncio.create_subprocess_shell("true")


OUTSIDE = {
    "to_thread": lambda: asyncio.to_thread(print),
    "executor": run_in_executor,
    "connection": lambda: asyncio.open_connection("localhost", 1),
    "server": serve,
    "process": lambda: asyncio.create_subprocess_exec("true"),
    "shell": subprocess_shell,
    "signal": add_signal_handler,
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_threads_sockets_and_processes_are_refused(name):
    with pytest.raises(RuntimeError) as refused:
        run(OUTSIDE[name]())
    said = str(refused.value)
    assert "cannot work on the simulated clock" in said
    assert "`await main()` in a cell" in said and "record_live" in said
    gc.collect()


def test_a_call_from_another_thread_is_refused():
    said = []

    def elsewhere(loop):
        try:
            loop.call_soon_threadsafe(print)
        except RuntimeError as error:
            said.append(str(error))

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(said.append, "from here")
        thread = threading.Thread(target=elsewhere, args=(loop,))
        thread.start()
        thread.join(LONG)
        await asyncio.sleep(1)

    run(main())
    assert said[0].startswith("A call from another thread cannot work on the")
    assert said[1:] == ["from here"]


def test_who_keeps_the_thread_is_named(capsys):
    async def greedy():
        time.sleep(0.6)

    async def main():
        await asyncio.create_task(greedy())
        return now()

    assert run(main()) == 0
    err = capsys.readouterr().err
    assert err.startswith("greedy-1 ") and "thread" in err and "0.5 s" in err
    assert err.count("\n") == 1


# ---- wrong arguments


async def numbers():
    yield 1


class Waitable:
    def __await__(self):
        yield


WRONG = {
    "a function": (lambda: hang, "the function hang itself: call it, hang()"),
    "a plain function": (lambda: len, "len, which is no async def function"),
    "nothing": (lambda: None, "None (is `async` missing before its def?)"),
    "a value": (lambda: 3, "3 (is `async` missing before its def?)"),
    "an async generator": (numbers, "the async generator numbers: loop over"),
    "an awaitable": (Waitable, "a Waitable: write an async def that awaits"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_coroutine_is_refused_with_a_sentence(name):
    make, words = WRONG[name]
    with pytest.raises(TypeError) as refused:
        run(make())
    said = str(refused.value)
    assert said.startswith("run() expects a coroutine, as in run(main()), and")
    assert words in said
    gc.collect()


def test_a_task_or_future_is_refused_with_a_sentence():
    async def outer():
        task = asyncio.create_task(give(1))
        future = asyncio.get_running_loop().create_future()
        for wrong in (task, future):
            with pytest.raises(TypeError, match="an async def that awaits it"):
                run(wrong)
        return await task

    assert asyncio.run(outer()) == 1


def test_a_coroutine_that_has_run_is_refused_with_a_sentence():
    coroutine = give(1)
    run(coroutine)
    with pytest.raises(RuntimeError, match=r"Call the function again: run\(g"):
        run(coroutine)


@pytest.mark.parametrize("until", ["5", True, [5], 1j])
def test_an_until_that_is_no_number_is_refused(until):
    with pytest.raises(TypeError, match="until= expects a number of simulat"):
        run(hang(), until=until)


@pytest.mark.parametrize("until", [0, -1, -math.inf, math.nan])
def test_an_until_that_is_not_above_0_is_refused(until):
    with pytest.raises(ValueError, match="until= expects simulated seconds a"):
        run(hang(), until=until)


def test_a_run_in_a_run_is_refused_with_a_sentence():
    async def main():
        await asyncio.sleep(1)
        with pytest.raises(RuntimeError, match=r"write `await other\(\)`"):
            run(give(1))
        await asyncio.sleep(1)
        return now()

    assert run(main()) == 2


# ---- interrupts


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
