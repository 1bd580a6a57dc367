"""Why can nothing continue? What each task waits for, and the cause.

    scene = scene_of(asyncio.all_tasks(loop), ended, history)
    explain("Stuck at 5.0 s: nobody can go on.", scene).text

Read in this order: `waiting` (what does one task wait for, and on which
line?), `scene` (what is known at that moment of all of them), `causes` (the
patterns, each with its advice), `reports` (all of it in words).
"""

from helpers.diagnosis.reports import (
    deadlock,
    died_unseen,
    endless,
    explain,
    failed_callback,
    interrupted,
    kept_the_thread,
    left_over,
    livelock,
)
from helpers.diagnosis.scene import Ended, History, Scene, ended_now, scene_of
from helpers.diagnosis.waiting import (
    is_own_code,
    name_of,
    place_of_error,
)

__all__ = [
    "Ended",
    "History",
    "Scene",
    "deadlock",
    "died_unseen",
    "ended_now",
    "endless",
    "explain",
    "failed_callback",
    "interrupted",
    "is_own_code",
    "kept_the_thread",
    "left_over",
    "livelock",
    "name_of",
    "place_of_error",
    "scene_of",
]
