"""What is believed behind wrong answers to the exercises of lesson 03."""

from __future__ import annotations

from helpers.exercises.judging import Belief

BELIEFS = {
    "each-producer": Belief(
        "Sentinels are taken by workers: as many workers, as many sentinels. "
        "They come behind the last item of the last producer.",
        lesson="03",
        section="Several producers",
    ),
    "sentinel-overtakes": Belief(
        "`gather` leaves at the first error, and a TaskGroup cancels the "
        "others. Let all producers end, then put the sentinels; await the "
        "workers, and only then raise.",
        lesson="03",
        section="Several producers",
    ),
    "raised-too-early": Belief(
        "Raise at the very end: first put the sentinels, then await the "
        "workers, then raise the error.",
        lesson="03",
        section="Several producers",
    ),
    "another-sentinel": Belief(
        "The others wait for the object `DONE` itself: put that back, and "
        "nothing in its place.",
        lesson="03",
        section="Hand it on",
    ),
    "sentinel-early": Belief(
        "Only who has taken the sentinel puts it back. In front of items "
        "that are still to come, it sends workers home too early.",
        lesson="03",
        section="Hand it on",
    ),
    "takes-ahead": Belief(
        "Whoever has taken an item keeps it from the others: take one only "
        "when you are free, and work on it at once.",
        lesson="03",
        section="Who gets which item?",
    ),
    "another-list": Belief(
        "`results = results + [...]` makes another list, which nobody else "
        "has: append to the one that you were given.",
        lesson="03",
        section="One worker is too slow",
    ),
    "shared-list": Belief(
        "While you wait for your work, the others change `results`. Change "
        "it only when the result is there, by one `append`.",
        lesson="03",
        section="Two workers, one sentinel",
    ),
    "guesses-the-time": Belief(
        "Nobody knows how long the work takes: do not sleep, await what you "
        "wait for.",
        lesson="03",
        section="Several producers",
    ),
    "equal-not-same": Belief(
        "Two objects can be equal without being the same: `==` asks the "
        "item, `is` asks for identity.",
        lesson="02",
        section="A sentinel of your own",
    ),
    "as-many-as-told": Belief(
        "Start as many workers as you are told, and put as many sentinels.",
        lesson="03",
        section="A sentinel for each",
    ),
    "another-error": Belief(
        "Whoever waits wants to know what happened: raise the error that "
        "you were given, no other.",
        lesson="03",
        section="Several producers",
    ),
    "put-is-not-done": Belief(
        "What was put must still be worked on: send the workers home with "
        "sentinels, await them, and do not cancel them.",
        lesson="03",
        section="Several producers",
    ),
    "error-dropped": Belief(
        "`return_exceptions=True` only keeps the error: raise it at the end, "
        "where no `return` in a `finally` swallows it.",
        lesson="03",
        section="Several producers",
    ),
    "left-early": Belief(
        "An empty queue, or a silence, tells of now, not of later: agree on "
        "a sentinel.",
        lesson="02",
        section="First try: leave when the queue is empty",
    ),
    "work-overlaps": Belief(
        "Workers help only where their waits overlap: nothing may hold up "
        "the others while one works. A list needs no lock.",
        lesson="03",
        section="Who gets which item?",
    ),
    "one-after-other": Belief(
        "An `await` in a loop waits for one before it begins the next: hand "
        "all of them to one `gather`.",
        lesson="03",
        section="A sentinel for each",
    ),
    "producers-first": Belief(
        "Start the workers before you await the producers.",
        lesson="03",
        section="Several producers",
    ),
    "too-many-workers": Belief(
        "Each worker works on one item at a time: N workers, N items at most.",
        lesson="03",
        section="How much faster?",
    ),
    "order-promised": Belief(
        "The queue keeps the order, the work does not: short work overtakes "
        "long work.",
        lesson="03",
        section="In which order do results come?",
    ),
    "sorts-at-end": Belief(
        "What is next may go on at once. Only what came too early waits.",
        lesson="03",
        section="In which order do results come?",
    ),
    "skips-gaps": Belief(
        "A number that has not come yet holds back all that are behind it.",
        lesson="03",
        section="In which order do results come?",
    ),
    "looks-too-soon": Belief(
        "Keep the pair that has come first, and then look what can go on.",
        lesson="03",
        section="In which order do results come?",
    ),
    "emits-later": Belief(
        "`emit` takes no time: call it at once, without a sleep before.",
        lesson="03",
        section="In which order do results come?",
    ),
    "first-is-one": Belief(
        "The first number is 1. What you expect begins there, and grows by "
        "one with each value that goes on.",
        lesson="03",
        section="In which order do results come?",
    ),
    "emits-the-pair": Belief(
        "The number is for you. Only the value goes on.",
        lesson="03",
        section="In which order do results come?",
    ),
    "emits-a-list": Belief(
        "`emit` takes one value: call it once for each.",
        lesson="03",
        section="In which order do results come?",
    ),
    "returned-not-emitted": Belief(
        "A value goes on when you call `emit` with it, not when you return "
        "or print it.",
        lesson="03",
        section="In which order do results come?",
    ),
    "one-for-one": Belief(
        "One number that comes may let none go on, or one, or several.",
        lesson="03",
        section="In which order do results come?",
    ),
    "error-swallowed": Belief(
        "An error that you catch and do not raise again is seen by nobody.",
        lesson="02",
        section="If the producer fails",
    ),
    "returns-no-error": Belief(
        "A test fails by an AssertionError, which `assert` raises. Nobody "
        "reads what it returns or prints.",
        lesson="03",
        section="Exercises",
    ),
    "test-breaks": Belief(
        "An AssertionError says that the program is wrong. Any other error "
        "says that the test is.",
        lesson="03",
        section="Exercises",
    ),
    "not-promised": Belief(
        "A test must pass on a good program: ask only for what is promised.",
        lesson="03",
        section="Exercises",
    ),
    "loss-unseen": Belief(
        "Lost items make no error and no hang: a test sees only what it "
        "compares.",
        lesson="03",
        section="Several producers",
    ),
    "length-is-not-content": Belief(
        "As many results as items are not yet the right results.",
        lesson="03",
        section="Several producers",
    ),
    "twice-unseen": Belief(
        "Each item goes to exactly one worker. A set does not show what is "
        "there twice.",
        lesson="03",
        section="Two workers, one sentinel",
    ),
    "sharing-untried": Belief(
        "Sharing shows only with two workers or more, and with more items "
        "than workers.",
        lesson="03",
        section="Two workers, one sentinel",
    ),
    "false-untried": Belief(
        "A sentinel that is also data loses data: a test must try such items.",
        lesson="02",
        section="Second try: the producer says `None`",
    ),
    "equal-untried": Belief(
        "A queue holds items, not different items: two equal ones are two.",
        lesson="03",
        section="Two workers, one sentinel",
    ),
    "time-unseen": Belief(
        "The right results do not show how many worked at the same time. The "
        "clock shows it.",
        lesson="03",
        section="How much faster?",
    ),
}
