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
    "raised-too-early": Belief(
        "Raise at the very end: first put the sentinels, then await the "
        "workers, then raise the error.",
        *("03", "Several producers"),
    ),
    "another-sentinel": Belief(
        "The others wait for the object `DONE` itself: put that back, and "
        "nothing in its place.",
        *("03", "Hand it on"),
    ),
    "sentinel-early": Belief(
        "Only who has taken the sentinel puts it back. In front of items "
        "that are still to come, it sends workers home too early.",
        *("03", "Hand it on"),
    ),
    "takes-ahead": Belief(
        "Whoever has taken an item keeps it from the others: take one only "
        "when you are free, and work on it at once.",
        *("03", "Who gets which item?"),
    ),
    "another-list": Belief(
        "`results = results + [...]` makes another list, which nobody else "
        "has: append to the one that you were given.",
        *("03", "One worker is too slow"),
    ),
    "shared-list": Belief(
        "While you wait for your work, the others change `results`. Change "
        "it only when the result is there, by one `append`.",
        *("03", "Two workers, one sentinel"),
    ),
    "guesses-the-time": Belief(
        "Nobody knows how long the work takes: do not sleep, await what you "
        "wait for.",
        *("03", "Several producers"),
    ),
    "item-is-no-result": Belief(
        "What `await work(item)` gives is the result: append it as it is, "
        "once.",
        *("03", "One worker is too slow"),
    ),
    "equal-not-same": Belief(
        "Two objects can be equal without being the same: `==` asks the "
        "item, `is` asks for identity.",
        *("02", "A sentinel of your own"),
    ),
    "as-many-as-told": Belief(
        "Start as many workers as you are told, and put as many sentinels.",
        *("03", "A sentinel for each"),
    ),
    "another-error": Belief(
        "Whoever waits wants to know what happened: raise the error that "
        "you were given, no other.",
        *("03", "Several producers"),
    ),
    "put-is-not-done": Belief(
        "What was put must still be worked on: send the workers home with "
        "sentinels, await them, and do not cancel them.",
        *("03", "Several producers"),
    ),
    "error-dropped": Belief(
        "`return_exceptions=True` only keeps the error: raise it at the end, "
        "where no `return` in a `finally` swallows it.",
        *("03", "Several producers"),
    ),
    "left-early": Belief(
        "An empty queue, or a silence, tells of now, not of later: agree on "
        "a sentinel.",
        *("02", "First try: leave when the queue is empty"),
    ),
    "work-overlaps": Belief(
        "Workers help only where their waits overlap: nothing may hold up "
        "the others while one works. A list needs no lock.",
        *("03", "Who gets which item?"),
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
    "skips-gaps": Belief(
        "A number that has not come yet holds back all that are behind it.",
        *("03", "In which order do results come?"),
    ),
    "looks-too-soon": Belief(
        "Keep the pair that has come first, and then look what can go on.",
        *("03", "In which order do results come?"),
    ),
    "emits-later": Belief(
        "`emit` takes no time: call it at once, without a sleep before.",
        *("03", "In which order do results come?"),
    ),
    "first-is-one": Belief(
        "The first number is 1. What you expect begins there, and grows by "
        "one with each value that goes on.",
        *("03", "In which order do results come?"),
    ),
    "emits-the-pair": Belief(
        "The number is for you. Only the value goes on.",
        *("03", "In which order do results come?"),
    ),
    "emits-a-list": Belief(
        "`emit` takes one value: call it once for each.",
        *("03", "In which order do results come?"),
    ),
    "returned-not-emitted": Belief(
        "A value goes on when you call `emit` with it, not when you return "
        "or print it.",
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
        "reads what it returns or prints.",
        *("03", "Exercises"),
    ),
    "test-breaks": Belief(
        "An AssertionError says that the program is wrong. Any other error "
        "says that the test is.",
        *("03", "Exercises"),
    ),
    "not-promised": Belief(
        "A test must pass on a good program: ask only for what is promised.",
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
