"""A stuck cell is stopped by JupyterLab's own buttons, and all goes on."""

import pytest

IMPORTS = "import asyncio\nfrom helpers import record_live, run"
STUCK = {
    "waits in a live recording": (
        "async with record_live() as recording:\n"
        "    print('begun')\n"
        "    await asyncio.Queue().get()"
    ),
    "never ends on the simulated clock": (
        "async def spin():\n"
        "    print('begun')\n"
        "    while True:\n"
        "        await asyncio.sleep(0)\n"
        "run(spin(), max_rounds=10**12)"
    ),
    "never lets go": "print('begun')\nwhile True: pass",
}


@pytest.mark.parametrize("what", STUCK)
def test_the_interrupt_button_stops_a_cell(write, open_notebook, what):
    path = write("stuck.ipynb", IMPORTS, STUCK[what], "6 * 7")
    notebook = open_notebook(path)
    notebook.run(0)
    notebook.begin_run(1)
    notebook.wait_output(1, "begun")
    notebook.press("notebook:interrupt-kernel")
    notebook.wait_settled()
    kinds = [output["output_type"] for output in notebook.outputs(1)]
    assert kinds.count("error") == 1
    (answer,) = notebook.run(2)
    assert answer["data"]["text/plain"] == "42"


def test_a_restarted_kernel_runs_the_notebook_again(write, open_notebook):
    path = write("again.ipynb", "here = 1", "print(here)")
    notebook = open_notebook(path)
    notebook.run_all()
    notebook.restart()
    (error,) = notebook.run(1)
    assert error["ename"] == "NameError"
    notebook.restart()
    notebook.run_all()
    counts = [cell["execution_count"] for cell in notebook.cells()]
    assert counts == [1, 2]
    (printed,) = notebook.outputs(1)
    assert printed["text"] == "1\n"
