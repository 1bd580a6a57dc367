"""For instructors: hand the course out, and mark what comes back.

The commands:

    python -m helpers.coursework bundle course.zip
    python -m helpers.coursework solutions solved/
    python -m helpers.coursework grade SUBMISSIONS --seed-file FILE
"""
