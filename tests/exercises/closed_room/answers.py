"""A right answer and a wrong one, and how they are judged here."""

from helpers.exercises.checking import judge_answer
from helpers.exercises.lessons import find

WRONG = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(item)
"""
RIGHT = """\
async def worker(queue, results, work):
    while (item := await queue.get()) is not DONE:
        results.append(await work(item))
    await queue.put(DONE)
"""


def judged(source, name="03.2"):
    return judge_answer(find(name), source, "secret", thorough=True)
