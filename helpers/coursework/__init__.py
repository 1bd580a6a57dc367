"""For instructors: hand the course out, and mark what comes back.

The commands:

    python -m helpers.coursework bundle course.zip
    python -m helpers.coursework solutions solved/
    python -m helpers.coursework grade SUBMISSIONS --seed-file FILE

Read in this order: `commands` (what is typed), `handing_out` (the zip, the
solutions, nbgrader's sources), `submissions` and `students` (what came back,
and whose it is), `grading` (each answer judged, once: `store` keeps verdicts),
`tables` and `pages` (what is written about it).
"""
