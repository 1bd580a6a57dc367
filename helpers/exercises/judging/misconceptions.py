"""What people believe of queues that is not so, in the lessons' words.

Each has a key, which tests and the instructor's summary use, and says what
is true instead and where the lessons treat it:

    COMMON["one-sentinel"].words

Keys of `helpers.diagnosis.causes` are here too, for answers that hang: those
that an exercise can show. What one lesson's exercises add stands in its module
`beliefs`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Belief:
    """A belief behind a wrong answer.

    Attributes:
        words: what is true instead, in a sentence or two.
        lesson: the number of the lesson that treats it.
        section: the heading there.
    """

    words: str
    lesson: str
    section: str


COMMON = {
    "never-lets-go": Belief(
        "All tasks share one thread. Who never waits in an `await` keeps it.",
        lesson="01",
        section="Which await lets go?",
    ),
    "blocks-the-thread": Belief(
        "What waits without `await`, such as `queue.Queue`, which is for "
        "threads, holds up all tasks. `await` an `asyncio.Queue`.",
        lesson="01",
        section="Common mistakes",
    ),
    "time-sleep": Belief(
        "`time.sleep` holds up all tasks. Write `await asyncio.sleep(...)`.",
        lesson="01",
        section="The opposite mistake: no await at all",
    ),
    "real-clock": Belief(
        "Programs are played on a simulated clock, of which the module "
        "`time` knows nothing: ask `asyncio.get_running_loop().time()`.",
        lesson="00",
        section="A clock that does not wait",
    ),
    "no-async": Belief(
        "Only an `async def` function can wait with `await`.",
        lesson="00",
        section="Async code in a cell",
    ),
    "no-await": Belief(
        "Without `await`, a coroutine is made and nobody runs it.",
        lesson="01",
        section="The forgotten await",
    ),
    "left-over": Belief(
        "A task that was started must be awaited in the end.",
        lesson="01",
        section="What is a task?",
    ),
    "assert-unheard": Belief(
        "Nobody hears of an error in a task that nobody awaits: await the "
        "one that asserts.",
        lesson="01",
        section="What is a task?",
    ),
    "assert-caught": Belief(
        "A test says no with the AssertionError itself: let it out. `except "
        "Exception` catches it, too.",
        lesson="00",
        section="A cell that waits for ever",
    ),
    "async-with": Belief(
        "What may wait is entered with `async with`: a time limit, a lock, a "
        "group of tasks.",
        lesson="00",
        section="A cell that waits for ever",
    ),
    "name-from-elsewhere": Belief(
        "An answer is its cell on top of the set-up: it knows nothing of the "
        "other cells. Copy what it needs into it.",
        lesson="00",
        section="How the lessons work",
    ),
    "not-unpacked": Belief(
        "`await` takes one thing that can be awaited, and `gather` several: "
        "a list must be unpacked, `gather(*tasks)`, and an `async def` "
        "function called, with parentheses.",
        lesson="01",
        section="What is a task?",
    ),
    "awaits-plain": Belief(
        "`await` is for what an `async def` function gives. A plain function "
        "is only called.",
        lesson="00",
        section="Async code in a cell",
    ),
    "loop-in-loop": Belief(
        "An event loop is already running, and an `async def` function runs "
        "in it: write `await` there.",
        lesson="00",
        section="Async code in a cell",
    ),
    "needs-no-thread": Belief(
        "An asyncio queue is for the tasks of one event loop: it needs no "
        "thread, and is not safe between threads.",
        lesson="01",
        section="In practice",
    ),
    "gather-results": Belief(
        "`gather` gives a list: one result for each coroutine, in the order "
        "in which you named them.",
        lesson="01",
        section="What is a task?",
    ),
    "made-once": Belief(
        "A default value, or what stands outside the function, is made once "
        "and serves all calls. Make it inside the function.",
        lesson="01",
        section="Without a queue",
    ),
    "class-not-object": Belief(
        "`asyncio.Queue` is a class, and `asyncio.Queue()` makes a queue.",
        lesson="01",
        section="Without a queue",
    ),
    "no-return": Belief(
        "A function without `return` gives `None`.",
        lesson="01",
        section="The same, exactly",
    ),
    "out-of-order": Belief(
        "An `asyncio.Queue` keeps the order: first in, first out. Nothing "
        "else may change it.",
        lesson="01",
        section="Without a queue",
    ),
    "false-is-a-value": Belief(
        '`0`, `None` and `""` are values like others. Ask whether something '
        "is there, not whether it counts as true.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "not-looped": Belief(
        "`async for` loops over an async generator. A queue is none, and to "
        "call one runs nothing.",
        lesson="02",
        section="A loop that reads well",
    ),
    "none-at-all": Belief(
        "There may be none at all: then there is nothing to wait for.",
        lesson="01",
        section="Without a queue",
    ),
    "changed-items": Belief(
        "Hand on the item itself, and nothing in its place.",
        lesson="01",
        section="Without a queue",
    ),
    "adds-a-list": Belief(
        "`+=` adds all that another list holds; `append` adds one item.",
        lesson="02",
        section="The question",
    ),
    "missed-sentinel": Belief(
        "`DONE` is one certain object. Look at each item at once, with "
        "`is DONE`, and take nothing behind it.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "off-by-one": Belief(
        "`range(n)` begins at 0 and ends before `n`. Look once more at the "
        "first and at the last one.",
        lesson="01",
        section="Without a queue",
    ),
    "equal-are-two": Belief(
        "A queue holds items, not different items: two equal ones are two.",
        lesson="03",
        section="Two workers, one sentinel",
    ),
    "kept-sentinel": Belief(
        "The sentinel is no data: look at what you took before you use it.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "ends-in-the-loop": Belief(
        "A `return` or `break` that stands in the loop without a condition "
        "ends it in its first round.",
        lesson="02",
        section="The question",
    ),
    "gave-up-waiting": Belief(
        "A silence is no ending, however long: it can mean *not yet*.",
        lesson="02",
        section="The question",
    ),
    "goes-round": Belief(
        "What you put back you can take again at once. Put an item back only "
        "when you leave, and keep for yourself what you need later.",
        lesson="03",
        section="Hand it on",
    ),
    "assert-in-parentheses": Belief(
        "`assert (condition, words)` asks whether this pair is empty, and it "
        "never is. Write `assert condition, words`.",
        lesson="03",
        section="Exercises",
    ),
    "no-parentheses": Belief(
        "`:=` takes all that follows it. To keep the item and then compare "
        "it, write `(item := await queue.get())`.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "timeout-escapes": Belief(
        "A time limit raises a TimeoutError where its block ends, and no "
        "other error: catch that one, in a `try` around the block.",
        lesson="00",
        section="A cell that waits for ever",
    ),
    "queue-empty": Belief(
        "`get_nowait` never waits: on an empty queue it raises `QueueEmpty`. "
        "Ask `qsize()` first, or wait with `await queue.get()`.",
        lesson="03",
        section="Woken, and too late",
    ),
    "spins": Belief(
        "To ask again and again whether there is an item is not to wait for "
        "one: `await queue.get()` waits.",
        lesson="01",
        section="Which await lets go?",
    ),
    "lost-items": Belief(
        "Whoever takes an item is the only one that has it: what is not "
        "handed on then is lost.",
        lesson="02",
        section="First try: leave when the queue is empty",
    ),
    "extra-items": Belief(
        "An item is handed on once, and a sentinel is none.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "no-ending": Belief(
        "An empty queue can mean *over* or *not yet*: somebody must say it.",
        lesson="02",
        section="The question",
    ),
    "left-early": Belief(
        "`queue.empty()` tells of now, not of later.",
        lesson="02",
        section="First try: leave when the queue is empty",
    ),
    "data-as-sentinel": Belief(
        "A sentinel must be an object that is nothing else: compare with "
        "`is`.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "died-feeding": Belief(
        "A producer that fails must still say that it is over.",
        lesson="02",
        section="If the producer fails",
    ),
    "item-is-no-result": Belief(
        "What `await work(item)` gives is the result: append it as it is, "
        "once.",
        lesson="03",
        section="One worker is too slow",
    ),
    "one-sentinel": Belief(
        "A sentinel is an item like any other: whoever takes it, takes it "
        "away.",
        lesson="03",
        section="A sentinel for each",
    ),
    "died-holding": Belief(
        "A worker that dies between `get` and `task_done` leaves its item "
        "unmarked.",
        lesson="04",
        section="2. The worker died",
    ),
    "nobody-marks": Belief(
        "`join` waits for the marks, and only `task_done` makes them.",
        lesson="04",
        section="What is counted",
    ),
    "last-not-marked": Belief(
        "Each item that was put must be marked, the sentinel too.",
        lesson="04",
        section="1. The sentinel was not marked",
    ),
    "some-not-marked": Belief(
        "Every way through the loop must mark the item, `continue` too.",
        lesson="04",
        section="Common mistakes",
    ),
    "joined-and-forgot": Belief(
        "`join` tells that the items are done; it does not stop the workers.",
        lesson="04",
        section="5. `join` does not stop the workers",
    ),
    "feeds-itself": Belief(
        "Whoever empties a full queue must not wait to put into it.",
        lesson="05",
        section="A deadlock at a full queue",
    ),
    "queue-full": Belief(
        "`put_nowait` never waits: on a full queue it raises `QueueFull`.",
        lesson="05",
        section="What to do when it is full",
    ),
}
