"""What is believed behind wrong answers to the exercises of lesson 03."""

from __future__ import annotations

from helpers.exercises.misconceptions import Belief

BELIEFS = {
    "each-producer": Belief(
        "Sentinels are taken by workers: as many workers, as many sentinels. "
        "They come behind the last item of the last producer.",
        *("03", "Several producers"),
    ),
    "sentinel-overtakes": Belief(
        "`gather` leaves at the first error, and a TaskGroup cancels the "
        "others. Let all producers end, then put the sentinels; await the "
        "workers, and only then raise.",
        *("03", "Several producers"),
    ),
    "put-is-not-done": Belief(
        "What was put must still be worked on: send the workers home with "
        "sentinels, await them, and do not cancel them.",
        *("03", "Several producers"),
    ),
    "error-dropped": Belief(
        "`return_exceptions=True` only keeps the error: raise it at the end.",
        *("03", "Several producers"),
    ),
    "one-after-other": Belief(
        "An `await` in a loop waits for one before it begins the next: hand "
        "all of them to one `gather`.",
        *("03", "A sentinel for each"),
    ),
    "producers-first": Belief(
        "Start the workers before you await the producers.",
        *("03", "Several producers"),
    ),
    "too-many-workers": Belief(
        "Each worker works on one item at a time: N workers, N items at most.",
        *("03", "How much faster?"),
    ),
    "order-promised": Belief(
        "The queue keeps the order, the work does not: short work overtakes "
        "long work.",
        *("03", "In which order do results come?"),
    ),
    "sorts-at-end": Belief(
        "What is next may go on at once. Only what came too early waits.",
        *("03", "In which order do results come?"),
    ),
    "one-for-one": Belief(
        "One number that comes may let none go on, or one, or several.",
        *("03", "In which order do results come?"),
    ),
    "error-swallowed": Belief(
        "An error that you catch and do not raise again is seen by nobody.",
        *("02", "If the producer fails"),
    ),
    "returns-no-error": Belief(
        "A test fails by an AssertionError, which `assert` raises. Nobody "
        "reads what it returns.",
        *("03", "Exercises"),
    ),
    "test-breaks": Belief(
        "An AssertionError says that the program is wrong. Any other error "
        "says that the test is.",
        *("03", "Exercises"),
    ),
    "loss-unseen": Belief(
        "Lost items make no error and no hang: a test sees only what it "
        "compares.",
        *("03", "Several producers"),
    ),
    "length-is-not-content": Belief(
        "As many results as items are not yet the right results.",
        *("03", "Several producers"),
    ),
    "twice-unseen": Belief(
        "Each item goes to exactly one worker. A set does not show what is "
        "there twice.",
        *("03", "Two workers, one sentinel"),
    ),
    "sharing-untried": Belief(
        "Sharing shows only with two workers or more, and with more items "
        "than workers.",
        *("03", "Two workers, one sentinel"),
    ),
    "false-untried": Belief(
        "A sentinel that is also data loses data: a test must try such items.",
        *("02", "Second try: the producer says `None`"),
    ),
    "equal-untried": Belief(
        "A queue holds items, not different items: two equal ones are two.",
        *("03", "Two workers, one sentinel"),
    ),
    "time-unseen": Belief(
        "The right results do not show how many worked at the same time. The "
        "clock shows it.",
        *("03", "How much faster?"),
    ),
}
