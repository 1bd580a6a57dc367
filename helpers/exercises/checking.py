"""The checks that answer a learner in a lesson: `check` and `progress`.

    check("03.2", worker)

plays the answer in many situations, in a process of its own, and says what
goes wrong in the simplest of them. It never hangs and never raises.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from typing import Any

from helpers.exercises import LESSONS, find, of_lesson
from helpers.exercises.exercise import Exercise
from helpers.exercises.judging import Judged, judge_answer
from helpers.exercises.sources import cell_of, is_attempted, stub_of
from helpers.recorded import Recording
from helpers.wording import counted

SEED = 0  # what is checked here may be known; marks use a secret one
_solved: dict[str, bool] = {}  # by the id; False: tried, and not yet right


class Checked:
    """What a check says; shown as text.

    Attributes:
        right: whether the answer is right.
        attempted: whether there was anything to check.
        misconception: the key of the belief behind a wrong one, or "".
    """

    def __init__(
        self, words: str, judged: Judged | None = None, attempted: bool = True
    ) -> None:
        self.words, self.attempted = words, attempted
        self.right = bool(judged and judged.right)
        self.misconception = judged.misconception if judged else ""
        self._recording = judged.recording if judged else ""

    def __repr__(self) -> str:
        return self.words

    @property
    def recording(self) -> Recording | None:
        """What the answer did where it went wrong, for `plot_timeline`."""
        if not self._recording:
            return None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer.rec"
            path.write_bytes(base64.b64decode(self._recording))
            return Recording.load(path)


def check(name: str, answer: Any = None) -> Checked:
    """Check the answer to an exercise.

    Args:
        name: the exercise's id, as in "03.2".
        answer: the function, or the value, that your cell defines.

    Returns:
        The verdict: right, or what goes wrong in the simplest situation.
    """
    try:
        return _checked(find(name), answer)
    except LookupError as error:
        return Checked(str(error.args[0]), attempted=False)
    except Exception as error:
        return Checked(
            f"{name}: this cannot be checked here: {error!r:.200}. What you "
            "wrote is as it was.",
            attempted=False,
        )


def _checked(exercise: Exercise, answer: Any) -> Checked:
    source = _source(exercise, answer)
    if answer is None or not is_attempted(source, stub_of(exercise)):
        words = f"{exercise.id} {exercise.title}: not attempted yet."
        return Checked(words, attempted=False)
    judged = judge_answer(exercise, source, SEED)
    _solved[exercise.id] = judged.right or _solved.get(exercise.id, False)
    return Checked(_words(exercise, judged), judged)


def _source(exercise: Exercise, answer: Any) -> str:
    if exercise.form == "value":
        return f"{exercise.name} = {answer!r}"
    return cell_of(answer) or f"{exercise.name} = {answer!r}"


def _words(exercise: Exercise, judged: Judged) -> str:
    if not judged.right:
        return f"{exercise.id} {exercise.title}: not yet.\n{judged.words}"
    tried = f", in {judged.cases} situations" if judged.cases > 1 else ""
    points = counted(exercise.points, "point")
    return f"{exercise.id} {exercise.title}: right{tried}. {points}."


class Progress:
    """What is solved so far; shown as text, a line a lesson."""

    def __init__(self, solved: dict[str, bool]) -> None:
        self.solved = {name for name, right in solved.items() if right}
        self.tried = {*solved} - self.solved

    def __repr__(self) -> str:
        return "\n".join(map(self._line, LESSONS))

    def _line(self, lesson: str) -> str:
        exercises = of_lesson(lesson)
        done = [e for e in exercises if e.id in self.solved]
        open_ = [e.id for e in exercises if e.id not in self.solved]
        points = sum(e.points for e in done), sum(e.points for e in exercises)
        line = (
            f"{lesson}: {len(done)} of {len(exercises)} solved, "
            f"{points[0]} of {points[1]} points"
        )
        return f"{line}; still open: {', '.join(open_)}" if open_ else line


def progress() -> Progress:
    """Show which exercises were solved since the kernel was started."""
    return Progress(_solved)
