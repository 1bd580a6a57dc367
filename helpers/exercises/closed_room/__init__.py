"""What happens in the process in which an answer runs?

    python -m helpers.exercises.closed_room

`helpers.exercises.playing` starts it and talks to it, a line of JSON each;
nobody imports it. Read in this order: `answering` (a request, a reply),
`sandbox` (the walls), `endless` (who computes for ever is told where),
`seals` (whether something was changed), `suspicion` and `ownership` (what a
person should look at in an answer's text), `blinding` (programs under test
that do not give themselves away).
"""
