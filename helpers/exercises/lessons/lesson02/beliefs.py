"""What is believed behind wrong answers to the exercises of lesson 02."""

from __future__ import annotations

from helpers.exercises.judging import Belief

BELIEFS = {
    "truth-not-identity": Belief(
        '`0`, `""` and an empty list count as false, and are data: do not '
        "ask whether an item is true, ask `is DONE`.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "equal-not-same": Belief(
        "Two objects can be equal without being the same: `==` asks the "
        "item, `is` asks for identity.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "yielded-sentinel": Belief(
        "The sentinel stays inside the generator: nobody else shall see it.",
        lesson="02",
        section="A loop that reads well",
    ),
    "before-the-end": Belief(
        "All that comes before the item that ends the loop is kept.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "no-list": Belief(
        "A list begins as `[]`, and `append` adds to it.",
        lesson="02",
        section="The question",
    ),
    "ends-not-skips": Belief(
        "`while` does not skip what fails its test: it ends there.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "queue-empty": Belief(
        "`get_nowait` never waits, and an empty queue can mean *not yet*.",
        lesson="02",
        section="The question",
    ),
    "dropped-data": Belief(
        'Only the sentinel is no data: `None`, `0` and `""` are handed on '
        "like any other item.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "except-not-finally": Belief(
        "An `except` is for the errors that it names. A `finally` runs "
        "however the code before it ends, also at a cancellation.",
        lesson="02",
        section="If the producer fails",
    ),
    "sentinel-twice": Belief(
        "A `finally` runs after a good end, too: put the sentinel there, and "
        "nowhere else.",
        lesson="02",
        section="If the producer fails",
    ),
    "swallowed-error": Belief(
        "The sentinel says that it is over, not that it went well: the error "
        "must still reach whoever waits for the producer.",
        lesson="02",
        section="If the producer fails",
    ),
    "left-early": Belief(
        "Only `DONE` is the end. `queue.empty()` tells of now, not of later.",
        lesson="02",
        section="First try: leave when the queue is empty",
    ),
    "sleeps-itself": Belief(
        "`await read(...)` waits as long as it takes. Do not sleep besides.",
        lesson="02",
        section="The question",
    ),
    "reads-on": Belief(
        "A `try` inside the loop ends one round, and the loop goes on. Put "
        "the loop inside the `try`.",
        lesson="02",
        section="If the producer fails",
    ),
    "another-error": Belief(
        "Whoever waits wants to know what happened: let the same error go "
        "on, and raise no other in its place.",
        lesson="02",
        section="If the producer fails",
    ),
    "error-as-item": Belief(
        "Into the queue go readings, and `DONE`. The error goes on by "
        "itself to whoever awaits the producer.",
        lesson="02",
        section="If the producer fails",
    ),
    "reads-at-once": Belief(
        "`gather` begins all at once. With `await` in a loop, one reading "
        "comes after the other.",
        lesson="01",
        section="What is a task?",
    ),
    "not-the-last": Belief(
        "A sentinel stands in the line like any item: what is put behind it "
        "nobody takes.",
        lesson="02",
        section="The sentinel waits its turn",
    ),
    "collected-first": Belief(
        "A queue lets others work while you still read: hand on at once what "
        "is ready.",
        lesson="01",
        section="In practice",
    ),
    "not-a-generator": Belief(
        "To loop with `async for`, you need an `async def` function with "
        "`yield`.",
        lesson="02",
        section="A loop that reads well",
    ),
    "hands-out-lists": Belief(
        "Collect the readings in a list, and hand out the list.",
        lesson="02",
        section="A loop that reads well",
    ),
    "wrong-size": Belief(
        "Look after each reading whether the list has `size` of them; no "
        "more, and before DONE no fewer.",
        lesson="02",
        section="A loop that reads well",
    ),
    "put-back": Belief(
        "Whoever takes the sentinel here is the only one: put nothing back.",
        lesson="02",
        section="The sentinel waits its turn",
    ),
    "lost-rest": Belief(
        "When the loop ends, what you have collected is still in your hands: "
        "hand it on.",
        lesson="02",
        section="A loop that reads well",
    ),
    "empty-batch": Belief(
        "Where the last batch was full, nothing is left to hand on: look "
        "first.",
        lesson="02",
        section="A loop that reads well",
    ),
    "same-list": Belief(
        "`yield` hands out the list itself, no copy: make a new list for "
        "the next batch.",
        lesson="02",
        section="A loop that reads well",
    ),
}
