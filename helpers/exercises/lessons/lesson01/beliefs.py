"""What is believed behind wrong answers to the exercises of lesson 01."""

from __future__ import annotations

from helpers.exercises.judging import Belief

_LETS_GO = "Which await lets go?"
_WITHOUT = "Without a queue"
_TASK = "What is a task?"

BELIEFS = {
    "sum-of-waits": Belief(
        "With a queue, one side works on while the other waits.",
        lesson="01",
        section=_WITHOUT,
    ),
    "slower-side": Belief(
        "The slower side sets the pace.", lesson="01", section=_WITHOUT
    ),
    "faster-side-once": Belief(
        "Of the faster side, the time for one order is added.",
        lesson="01",
        section=_WITHOUT,
    ),
    "sequential-await": Belief(
        "`await` runs a coroutine to its end. What is to run beside others "
        "must be a task of its own.",
        lesson="01",
        section=_TASK,
    ),
    "not-called": Belief(
        "`gather` and `create_task` take coroutines: call the function, as "
        "in `producer(queue)`.",
        lesson="01",
        section=_TASK,
    ),
    "looks-now-and-then": Belief(
        "`await task` goes on as soon as the task has ended. Who sleeps, and "
        "looks now and then, comes late.",
        lesson="01",
        section=_TASK,
    ),
    "timeout-escapes": Belief(
        "Nobody knows how long the others will take: set no time limit, and "
        "wait for them.",
        lesson="01",
        section=_TASK,
    ),
    "only-the-example": Belief(
        "The example is one case. What you return must come from what the "
        "functions give.",
        lesson="01",
        section=_TASK,
    ),
    "own-queue": Belief(
        "Who puts and who takes must share one queue, and both must run.",
        lesson="01",
        section=_WITHOUT,
    ),
    "asks-for-more": Belief(
        "A consumer that asks for more items than were put waits for ever.",
        lesson="01",
        section="How does the consumer know?",
    ),
    "stops-short": Belief(
        "A consumer must ask as often as items are put.",
        lesson="01",
        section="How does the consumer know?",
    ),
    "await-lets-go": Belief(
        "To put into a queue that has room lets nobody else run, with or "
        "without `await`.",
        lesson="01",
        section=_LETS_GO,
    ),
    "turn-for-each": Belief(
        "To let go once gives each other task one turn. So do it between all "
        "puts.",
        lesson="01",
        section=_LETS_GO,
    ),
    "own-result": Belief(
        "What the consumer returns goes on as it is, whatever it is.",
        lesson="01",
        section=_TASK,
    ),
    "waits-for-another": Belief(
        "Each step is a task of its own, and the queue behind it has no "
        "bound: it waits for its own next item, and for no other step.",
        lesson="01",
        section="The same, exactly",
    ),
    "list-as-item": Belief(
        "`put` puts one item. For many, put each by itself, in a loop.",
        lesson="01",
        section="Without a queue",
    ),
    "turn-is-no-wait": Belief(
        "To let others run once is not to wait until they have done "
        "something: `asyncio.sleep(0)` goes on whatever they do.",
        lesson="01",
        section=_LETS_GO,
    ),
    "letting-go-is-free": Belief(
        "`asyncio.sleep(0)` lets go and takes no time.",
        lesson="01",
        section=_LETS_GO,
    ),
    "all-at-once": Belief(
        "A producer or a consumer works on one order at a time; only "
        "different steps overlap.",
        lesson="01",
        section=_WITHOUT,
    ),
    "bound-holds-back": Belief(
        "A queue without a bound always has room. With a bound, whoever puts "
        "must wait for whoever takes.",
        lesson="01",
        section=_WITHOUT,
    ),
    "one-queue-for-two": Belief(
        "Whoever asks first gets the item. Two consumers that need different "
        "items need two queues.",
        lesson="01",
        section=_WITHOUT,
    ),
    "hands-on-the-old": Belief(
        "`await pack(order)` gives something new: that is what goes on.",
        lesson="01",
        section=_WITHOUT,
    ),
}
