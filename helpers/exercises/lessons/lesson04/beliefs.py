"""What is believed behind wrong answers to the exercises of lesson 04."""

from __future__ import annotations

from helpers.exercises.judging import Belief

COUNTED = ("04", "What is counted")

BELIEFS = {
    "empty-is-finished": Belief(
        "An empty queue says that all was handed out, not that it is done.",
        lesson="04",
        section="Empty is not finished",
    ),
    "one-in-hand": Belief(
        "A worker takes its first photo at once, and the next one when that "
        "is developed.",
        lesson="04",
        section="Empty is not finished",
    ),
    "works-alone": Belief(
        "Several workers share the items, and work at the same time.",
        lesson="03",
        section="One worker is too slow",
    ),
    "marked-early": Belief(
        "`task_done` says that the work on an item is over: mark after it.",
        *COUNTED,
    ),
    "nobody-marks": Belief(
        "`join` waits until each item is marked: call `task_done()` for each "
        "one, as soon as its work is over.",
        *COUNTED,
    ),
    "cancel-only-asks": Belief(
        "`cancel` only asks. A task has ended when `gather(..., "
        "return_exceptions=True)` returns; without that, `gather` returns at "
        "the first that ends so.",
        *COUNTED,
    ),
    "cancelled-is-no-error": Belief(
        "A task that you cancelled ends with a CancelledError: gather with "
        "`return_exceptions=True`.",
        *COUNTED,
    ),
    "error-unseen": Belief(
        "Whoever gathers errors with `return_exceptions=True`, or catches "
        "them, must look for them and raise them.",
        *COUNTED,
    ),
    "other-error": Belief(
        "Whoever calls `finish` must see of what the worker died: raise that "
        "error itself.",
        lesson="04",
        section="2. The worker died",
    ),
    "worker-died": Belief(
        "An error that nobody catches inside the loop ends the worker.",
        lesson="04",
        section="2. The worker died",
    ),
    "nobody-takes": Belief(
        "`join` waits for items that nobody takes: start the workers first, "
        "and keep them alive.",
        *COUNTED,
    ),
    "worker-left": Belief(
        "A worker that leaves its loop takes no more items, and `join` does "
        "not tell you.",
        lesson="04",
        section="2. The worker died",
    ),
    "left-early": Belief(
        "`queue.empty()` tells of now, not of later: a worker takes until it "
        "is told to end.",
        lesson="02",
        section="First try: leave when the queue is empty",
    ),
    "wrong-tools": Belief(
        "`results` is a list, with `append`; `queue` and `failures` are "
        "queues, with `put` and `get`.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "marked-late": Belief(
        "Mark an item as soon as its work is over, before the next `get`: "
        "the next item may never come.",
        *COUNTED,
    ),
    "joins-itself": Belief(
        "A worker that waits in `join` waits for marks that somebody else "
        "must make. Whoever puts the items joins; a worker only puts.",
        *COUNTED,
    ),
    "one-done-each": Belief(
        "Each worker takes one `DONE`, marks it and leaves. The others need "
        "theirs.",
        lesson="03",
        section="A sentinel for each",
    ),
    "joined-and-forgot": Belief(
        "`join` tells that the items are done; it does not stop the workers: "
        "cancel each of them.",
        lesson="04",
        section="5. `join` does not stop the workers",
    ),
    "died-holding": Belief(
        "A worker that dies between `get` and `task_done` leaves its item "
        "unmarked, and no `join` returns then: watch the workers, and cancel "
        "the join as well.",
        lesson="04",
        section="2. The worker died",
    ),
    "takes-itself": Belief(
        "The workers take the items. Whoever else takes one and marks it has "
        "not worked on it.",
        *COUNTED,
    ),
    "awaits-worker": Belief(
        "A worker loops for ever, so whoever awaits it comes no further: "
        "start each as a task, join, and then cancel them.",
        *COUNTED,
    ),
    "get-in-try": Belief(
        "Whoever is cancelled in `get` has taken nothing, and marks nothing: "
        "first `get`, then `try`.",
        lesson="04",
        section="3. `get` inside the `try`",
    ),
    "join-before-put": Belief(
        "`join` looks only at the count: before the first `put`, that is 0.",
        lesson="04",
        section="4. `join` before anything was put",
    ),
    "marked-not-done": Belief(
        "`join` counts marks and knows nothing of results: keep what failed.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "marks-twice": Belief(
        "One mark for each item taken: a second one counts for an item of "
        "somebody else.",
        lesson="04",
        section="In practice",
    ),
    "ignores-cancel": Belief(
        "A CancelledError ends a task. It is no `Exception`: let it pass.",
        *COUNTED,
    ),
    "asserts-nothing": Belief(
        "A test finds only what it says with `assert`: look at the results, "
        "at the failures, and at how the worker ends.",
        *COUNTED,
    ),
    "test-hangs": Belief(
        "Give what may wait for ever a time limit: `asyncio.timeout`.",
        lesson="00",
        section="A cell that waits for ever",
    ),
    "no-verdict": Belief(
        "A test says no with an AssertionError: catch the TimeoutError, "
        "gather the errors of workers, and `assert`.",
        lesson="00",
        section="A cell that waits for ever",
    ),
    "fails-on-good": Belief(
        "A test may want only what was promised: items are worked on, and "
        "results come, in any order.",
        lesson="03",
        section="In which order do results come?",
    ),
    "test-tools": Belief(
        "A worker is called with two queues, a list and an `async def` "
        "function: `worker(queue, results, failures, work)`.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "rejects-good": Belief(
        "Your test says no to a good worker. Does its time limit leave room "
        "for all the work? What failed is in `failures`, in pairs. After "
        "`cancel`, gather: only then has it ended, with a `CancelledError`, "
        "which must not get out of your test.",
        lesson="04",
        section="3. `get` inside the `try`",
    ),
    "worker-count": Belief(
        "`workers` says how many to start: one task each, all before the "
        "join.",
        *COUNTED,
    ),
    "other-queue": Belief(
        "Use the queue that is given: who gave it may look at it, or put "
        "into it.",
        *COUNTED,
    ),
    "one-coroutine": Belief(
        "A call of `worker(queue)` makes one coroutine, for one task: call "
        "it anew for each worker.",
        lesson="01",
        section="What is a task?",
    ),
    "wait-takes-tasks": Belief(
        "`asyncio.wait` takes tasks: make one of each coroutine, with "
        "`create_task`.",
        lesson="04",
        section="2. The worker died",
    ),
    "waits-for-all": Belief(
        "`asyncio.wait` waits for all, and these workers never end by "
        "themselves: with `FIRST_COMPLETED` it waits for the first.",
        lesson="04",
        section="2. The worker died",
    ),
    "no-sentinel-here": Belief(
        "These workers loop for ever and know no sentinel: to them it is an "
        "item. Cancel them.",
        lesson="04",
        section="5. `join` does not stop the workers",
    ),
    "false-item": Belief(
        "An item may be `0`, `None` or empty: it is an item all the same. To "
        "find one that is meant, compare with `is`.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "skipped-item": Belief(
        "What is skipped gets its mark and nothing else: no work, no result.",
        lesson="04",
        section="Common mistakes",
    ),
    "extra-items": Belief(
        "Each item is worked on once, and gives one result.",
        *COUNTED,
    ),
    "equal-results": Belief(
        "Several items may have equal results, and all of them count.",
        *COUNTED,
    ),
    "not-failed": Belief(
        "Each item has an end of its own: when its work returns it has not "
        "failed, whatever it returns and whatever failed before.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "left-at-error": Belief(
        "An error in one task does not end the others: cancel and gather "
        "them all, and then raise it.",
        lesson="04",
        section="2. The worker died",
    ),
    "polls": Belief(
        "Who sleeps, or looks now and then, comes late: `await queue.get()` "
        "goes on as soon as there is an item.",
        lesson="01",
        section="Which await lets go?",
    ),
    "awaits-a-call": Belief(
        "`queue.task_done()` does its work at once, as `append` does, and "
        "only counts: call it without `await`, and with empty parentheses.",
        *COUNTED,
    ),
    "equal-items": Belief(
        "Equal items are several items: each wants its own work.",
        *COUNTED,
    ),
    "not-kept": Belief(
        "`results` is a list of the caller: append to that list, before the "
        "mark. Nobody sees another one.",
        *COUNTED,
    ),
    "not-the-result": Belief(
        "`results` holds what `work` returned, as it is: not the item, and "
        "nothing made of it.",
        *COUNTED,
    ),
    "not-put": Belief(
        "Each of the `items` is put by itself, from the first to the last.",
        *COUNTED,
    ),
    "not-joined": Belief(
        "What was put is not yet done: wait with `await queue.join()`, and "
        "then cancel.",
        *COUNTED,
    ),
    "kept-twice": Belief(
        "What failed is kept once: one pair for each failure.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "works-twice": Belief(
        "An item is worked on once. What failed is kept, for somebody to "
        "look at: whether to try again is for them to say.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "failure-as-result": Belief(
        "What failed belongs into `failures` and nowhere else: `results` "
        "holds what `work` returned.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "cuts-work": Belief(
        "Work takes as long as it takes: whoever ends it earlier has no "
        "result and no failure of it.",
        lesson="04",
        section="What is counted",
    ),
    "puts-back": Belief(
        "Here each worker gets a `DONE` of its own, and an item that failed "
        "is kept elsewhere: what is put back must be taken and marked anew.",
        lesson="04",
        section="What is counted",
    ),
    "false-result": Belief(
        "A result may be `0`, `None` or empty: append it as it is.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "not-its-text": Belief(
        "`str(error)` is the text of an error. The error itself, and its "
        "`repr`, are something else.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "not-the-pair": Belief(
        "Whoever looks at a failure later must see which item it was, and "
        "why it failed: the pair `(item, str(error))`.",
        lesson="04",
        section="6. Marked, and yet not done",
    ),
    "ends-late": Belief(
        "Neither a time limit nor a look now and then tells when all is "
        "done, or a worker dead: wait for the join and for the workers at "
        "once, with `asyncio.wait`.",
        lesson="04",
        section="2. The worker died",
    ),
}
