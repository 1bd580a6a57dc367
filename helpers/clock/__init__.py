"""How does a program run without waiting? The simulated clock.

    run(main())                     # asyncio.run(main()), in no time

Read in this order: `loop` (an event loop whose clock jumps), `running` (it
speaks to people: `run`, `Stuck`, what is left over), `program` (what cannot
be run, refused with a sentence), `naming` (what tasks and queues are called).
"""

from helpers.clock.loop import MAX_MOVES, MAX_ROUNDS, JumpingLoop
from helpers.clock.naming import TaskNames, frame_of_maker, name_given
from helpers.clock.program import check_program
from helpers.clock.running import SimulatedLoop, Stuck, run, run_on

__all__ = [
    "MAX_MOVES",
    "MAX_ROUNDS",
    "JumpingLoop",
    "SimulatedLoop",
    "Stuck",
    "TaskNames",
    "check_program",
    "frame_of_maker",
    "name_given",
    "run",
    "run_on",
]
