"""For instructors: mark what comes back.

The commands:

    python -m helpers.coursework grade SUBMISSIONS --seed-file FILE
"""
