"""How do the lessons stay as they are? Run, and stored in one form.

Read in this order: `notebooks` (runs and refreshes a lesson), `normal`
(the same lesson gives the same bytes everywhere), `exercise_cells` (the
metadata of an exercise's cells). `pre_save` is a part of JupyterLab's server.
"""

from helpers.storing.normal import (
    machine_paths,
    normal_form,
    normal_outputs,
)
from helpers.storing.notebooks import (
    cleared,
    kept_pictures,
    read_notebook,
    refresh,
    run_notebook,
    to_bytes,
)

__all__ = [
    "cleared",
    "kept_pictures",
    "machine_paths",
    "normal_form",
    "normal_outputs",
    "read_notebook",
    "refresh",
    "run_notebook",
    "to_bytes",
]
