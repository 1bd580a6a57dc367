"""What is believed behind wrong answers to the exercises of lesson 02."""

from __future__ import annotations

from helpers.exercises.misconceptions import Belief

BELIEFS = {
    "truth-not-identity": Belief(
        '`0`, `""` and an empty list count as false, and are data: do not '
        "ask whether an item is true, ask `is DONE`.",
        *("02", "Second try: the producer says `None`"),
    ),
    "equal-not-same": Belief(
        "Two objects can be equal without being the same: `==` asks the "
        "item, `is` asks for identity.",
        *("02", "A sentinel of your own"),
    ),
    "yielded-sentinel": Belief(
        "The sentinel stays inside the generator: nobody else shall see it.",
        *("02", "A loop that reads well"),
    ),
    "before-the-end": Belief(
        "All that comes before the item that ends the loop is kept.",
        *("02", "Second try: the producer says `None`"),
    ),
    "no-list": Belief(
        "A list begins as `[]`, and `append` adds to it.",
        *("02", "The question"),
    ),
    "ends-not-skips": Belief(
        "`while` does not skip what fails its test: it ends there.",
        *("02", "Second try: the producer says `None`"),
    ),
    "queue-empty": Belief(
        "`get_nowait` never waits, and an empty queue can mean *not yet*.",
        *("02", "The question"),
    ),
    "dropped-data": Belief(
        'Only the sentinel is no data: `None`, `0` and `""` are handed on '
        "like any other item.",
        *("02", "A sentinel of your own"),
    ),
    "except-not-finally": Belief(
        "An `except` is for the errors that it names. A `finally` runs "
        "however the code before it ends, also at a cancellation.",
        *("02", "If the producer fails"),
    ),
    "sentinel-twice": Belief(
        "A `finally` runs after a good end, too: put the sentinel there, and "
        "nowhere else.",
        *("02", "If the producer fails"),
    ),
    "swallowed-error": Belief(
        "The sentinel says that it is over, not that it went well: the error "
        "must still reach whoever waits for the producer.",
        *("02", "If the producer fails"),
    ),
    "left-early": Belief(
        "Only `DONE` is the end. `queue.empty()` tells of now, not of later.",
        *("02", "First try: leave when the queue is empty"),
    ),
    "sleeps-itself": Belief(
        "`await read(...)` waits as long as it takes. Do not sleep besides.",
        *("02", "The question"),
    ),
    "reads-on": Belief(
        "A `try` inside the loop ends one round, and the loop goes on. Put "
        "the loop inside the `try`.",
        *("02", "If the producer fails"),
    ),
    "another-error": Belief(
        "Whoever waits wants to know what happened: let the same error go "
        "on, and raise no other in its place.",
        *("02", "If the producer fails"),
    ),
    "error-as-item": Belief(
        "Into the queue go readings, and `DONE`. The error goes on by "
        "itself to whoever awaits the producer.",
        *("02", "If the producer fails"),
    ),
    "reads-at-once": Belief(
        "`gather` begins all at once. With `await` in a loop, one reading "
        "comes after the other.",
        *("01", "What is a task?"),
    ),
    "not-the-last": Belief(
        "A sentinel stands in the line like any item: what is put behind it "
        "nobody takes.",
        *("02", "The sentinel waits its turn"),
    ),
    "collected-first": Belief(
        "A queue lets others work while you still read: hand on at once what "
        "is ready.",
        *("01", "In practice"),
    ),
    "not-a-generator": Belief(
        "To loop with `async for`, you need an `async def` function with "
        "`yield`.",
        *("02", "A loop that reads well"),
    ),
    "hands-out-lists": Belief(
        "Collect the readings in a list, and hand out the list.",
        *("02", "A loop that reads well"),
    ),
    "wrong-size": Belief(
        "Look after each reading whether the list has `size` of them; no "
        "more, and before DONE no fewer.",
        *("02", "A loop that reads well"),
    ),
    "put-back": Belief(
        "Whoever takes the sentinel here is the only one: put nothing back.",
        *("02", "The sentinel waits its turn"),
    ),
    "lost-rest": Belief(
        "When the loop ends, what you have collected is still in your hands: "
        "hand it on.",
        *("02", "A loop that reads well"),
    ),
    "empty-batch": Belief(
        "Where the last batch was full, nothing is left to hand on: look "
        "first.",
        *("02", "A loop that reads well"),
    ),
    "same-list": Belief(
        "`yield` hands out the list itself, no copy: make a new list for "
        "the next batch.",
        *("02", "A loop that reads well"),
    ),
}
