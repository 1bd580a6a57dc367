"""Can I step through it? `replay`: a recording as a stage.

    replay(recording)

Read in this order: `replays` (what a cell shows), `stage` (the steps, and
what stands where at each), `staging` (how a recording becomes steps), with
`playbook` (what is written down meanwhile), `props` (the items), `outside`
(the lines outside of the queues), `tracks` (what changes), `casting` (who
stands where) and `telling` (the words). `filmstrip` is the picture that
stays. In the page: `stepping` and `tape` carry a stage there, `story.js`
reads it, `stage.js` draws it, `stepping.js` has buttons and keys.
"""

from helpers.replaying.replays import replay
from helpers.replaying.stage import Stage

__all__ = [
    "Stage",
    "replay",
]
