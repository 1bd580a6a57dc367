"""What is believed behind wrong answers to the exercises of lesson 05."""

from __future__ import annotations

from helpers.exercises.judging import Belief

_BOUND = "A bound"
_MORE = "More items than `maxsize`"
_PRACTICE = "In practice"
_FULL = "What to do when it is full"

BELIEFS = {
    "put-never-waits": Belief(
        "On a full queue `await queue.put(...)` waits until there is room.",
        lesson="05",
        section=_BOUND,
    ),
    "one-room-each": Belief(
        "Whenever the consumer takes one, there is room for one more `put`; "
        "before that it waits.",
        lesson="05",
        section=_BOUND,
    ),
    "put-until-done": Belief(
        "`put` waits for room only, not until its item is taken or done.",
        lesson="05",
        section=_BOUND,
    ),
    "other-bound": Belief(
        "The bound of the queue is `maxsize`, as it is given. The item that "
        "waits to be put, and the one in store, come on top of it.",
        lesson="05",
        section=_MORE,
    ),
    "in-hand": Belief(
        "Items are not only in the queue: a producer that waits holds one, "
        "and so does each busy worker.",
        lesson="05",
        section=_MORE,
    ),
    "place-early": Belief(
        "An item exists from `make` to the end of `work`: take one of "
        "`limit` places before `make`, and give it back once, when `work` "
        "has ended.",
        lesson="05",
        section=_MORE,
    ),
    "task-for-each-put": Belief(
        "A task for each put is a second queue, without a bound, in front "
        "of the first.",
        lesson="05",
        section="A task for each put",
    ),
    "no-bound": Belief(
        "Only a `maxsize` above 0 is a bound, and only for what goes "
        "through that queue.",
        lesson="05",
        section="A queue without a bound",
    ),
    "nobody-takes": Belief(
        "Start the consumers before you put into a bounded queue.",
        lesson="05",
        section="Common mistakes",
    ),
    "one-at-a-time": Belief(
        "Where one waits, the others can go on: make the next as long as "
        "there is a place, and work as long as there is an item.",
        lesson="05",
        section="Who waits, and what goes on?",
    ),
    "polls": Belief(
        "Who sleeps, or looks now and then, comes late, and a silence is no "
        "ending. An `await` on a queue goes on as soon as there is room, or "
        "an item.",
        lesson="05",
        section=_BOUND,
    ),
    "place-kept": Belief(
        "Who takes a place must give it back, when the work on its item is "
        "over.",
        lesson="05",
        section=_MORE,
    ),
    "marked-early": Belief(
        "`task_done` says that the work on an item is over: mark after it, or "
        "`join` returns too early.",
        lesson="04",
        section="What is counted",
    ),
    "lost-results": Belief(
        "Each result that `work` returned must reach the list that you "
        "return: several tasks may be done at once.",
        lesson="05",
        section=_MORE,
    ),
    "cut-off": Belief(
        "Who has taken the last item is still at work on it: wait until that "
        "is over before you cancel, or return.",
        lesson="04",
        section="Empty is not finished",
    ),
    "drops-items": Belief(
        "Here nothing may be lost: if the queue is full, wait with `await "
        "queue.put(...)`.",
        lesson="05",
        section=_FULL,
    ),
    "data-as-sentinel": Belief(
        "`0`, `None` and empty texts are items like others. Only `DONE` says "
        "that it is over: compare with `is DONE`.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "equal-results": Belief(
        "Two items may have equal results, and both count: keep them in a "
        "list.",
        lesson="05",
        section=_MORE,
    ),
    "false-result": Belief(
        "A result may be `0`, `None` or empty: append it as it is.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "not-the-result": Belief(
        "The list holds what `work` returned, as it is: not the items, and "
        "nothing made of them.",
        lesson="05",
        section=_MORE,
    ),
    "old-results": Belief(
        "A list outside the function, or in a default argument, is made once "
        "for all calls: make it inside.",
        lesson="05",
        section=_MORE,
    ),
    "wrong-tools": Belief(
        "A policy is called with an `asyncio.Queue`, an item and a list.",
        lesson="05",
        section=_FULL,
    ),
    "no-items": Belief(
        "There may be no items at all, and `asyncio.wait` takes no empty "
        "set: ask first whether there is a task.",
        lesson="05",
        section=_MORE,
    ),
    "not-together": Belief(
        "Who puts and who takes must run at the same time: in one `gather`, "
        "or one of them as a task.",
        lesson="05",
        section="Common mistakes",
    ),
    "no-return": Belief(
        "A function without `return` gives None.",
        lesson="04",
        section="What is counted",
    ),
    "extra-items": Belief(
        "Each item is worked on once; `DONE` says that it is over, and is "
        "none.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "many-stores": Belief(
        "One consumer that awaits each `store` has one item in store at a "
        "time, and keeps the order.",
        lesson="05",
        section="Who comes first?",
    ),
    "many-makers": Belief(
        "Let one task do all the making, or all the putting.",
        lesson="05",
        section="Who comes first?",
    ),
    "order-lost": Belief(
        "An `asyncio.Queue` is first in, first out. The order is kept where "
        "one task puts, and nobody puts items back.",
        lesson="05",
        section="Who comes first?",
    ),
    "policy-waits": Belief(
        "A `put` that waits takes as long as the consumer likes: where that "
        "is too long, `asyncio.timeout` must end it.",
        lesson="05",
        section=_PRACTICE,
    ),
    "many-workers": Belief(
        "As many items are worked on at once as there are workers, or places "
        "if these are fewer: no more, and no less.",
        lesson="05",
        section=_MORE,
    ),
    "late-put": Belief(
        "`await queue.put(...)` goes on as soon as there is room; a sleep "
        "goes on when its time is over.",
        lesson="05",
        section=_BOUND,
    ),
    "drops-too-early": Belief(
        "A policy may drop only what finds no room in the time that it has.",
        lesson="05",
        section=_FULL,
    ),
    "drops-too-many": Belief(
        "For one new item, one place is enough: one item goes, the others "
        "stay.",
        lesson="05",
        section=_FULL,
    ),
    "drops-uncounted": Belief(
        "A policy that drops must count: each item, also `0` or `None`, is as "
        "it is in the queue or in the caller's list `lost`.",
        lesson="05",
        section=_PRACTICE,
    ),
    "in-both": Belief(
        "A `put` that was ended has put nothing; one that was not ended "
        "still puts. An item is in the queue or in `lost`, never in both.",
        lesson="05",
        section=_PRACTICE,
    ),
    "wrong-victim": Belief(
        "*Drop the newest* loses the item that comes, *drop the oldest* the "
        "one that is in the queue longest.",
        lesson="05",
        section=_FULL,
    ),
    "over-bound": Belief(
        "With `maxsize=3` there are never more than three in the queue.",
        lesson="05",
        section=_BOUND,
    ),
    "ignores-cancel": Belief(
        "A wait that is ended has done nothing. Catch `TimeoutError` only, "
        "and let a cancellation pass.",
        lesson="05",
        section=_PRACTICE,
    ),
    "test-hangs": Belief(
        "To look into a queue, call `get_nowait` as often as `qsize()` says: "
        "`await queue.get()` waits for what may never come.",
        lesson="05",
        section=_FULL,
    ),
    "refuses": Belief(
        "To drop is to stay silent: note in `lost` what found no room, and "
        "return. Only *refuse* raises an error.",
        lesson="05",
        section=_FULL,
    ),
    "lost-order": Belief(
        "What was lost first stands first: `lost.append(item)`.",
        lesson="05",
        section=_FULL,
    ),
    "asserts-nothing": Belief(
        "A test finds only what it asserts, where nothing catches or gathers "
        "the error: look into the queue and into `lost`.",
        lesson="05",
        section=_FULL,
    ),
    "asks-too-much": Belief(
        "A test may ask only for what was promised, and must leave time for "
        "it.",
        lesson="05",
        section=_FULL,
    ),
    "not-an-assertion": Belief(
        "A test says with `assert` what is wrong. Any other error says that "
        "the test itself is broken.",
        lesson="05",
        section=_FULL,
    ),
}
