"""Compare pictures as pictures wherever nbval compares a cell's outputs.

nbval compares texts and leaves pictures out. This is a plugin of pytest, and
`addopts` in pyproject.toml names it, so it holds for any selection of tests.
"""

import base64
import io
import tempfile

import pytest
from nbval.plugin import IPyNbCell

from helpers.storing import normal_outputs

TOLERANCE = 2.0  # RMS of 255; one wrong point gives 9.5
PNG = "image/png"

compare_texts = IPyNbCell.compare_outputs


def pytest_configure(config):
    """Add the comparison of pictures, and keep personal settings out."""
    settings = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    patch = pytest.MonkeyPatch()
    patch.setattr(IPyNbCell, "compare_outputs", compare_outputs)
    patch.setenv("IPYTHONDIR", settings.name)
    config.add_cleanup(settings.cleanup)
    config.add_cleanup(patch.undo)


def compare_outputs(cell, test, ref, skip_compare=None):
    """Compare texts as nbval does, then pictures; say how to store anew."""
    fresh, stored = normal_outputs(test), normal_outputs(ref)
    same = compare_texts(cell, fresh, stored, skip_compare)
    if same and (difference := picture_difference(stored, fresh)):
        cell.comparison_traceback.append(difference)
        same = False
    if not same:
        cell.comparison_traceback.append(
            "If the new output is right, `python -m helpers refresh "
            f"{cell.path.name[:2]}` stores it."
        )
    return same


def picture_difference(stored, fresh):
    """Say in a sentence how two cells' pictures differ, or give ''."""
    olds, news = pictures(stored), pictures(fresh)
    if len(olds) != len(news):
        return f"{len(olds)} pictures are stored, the cell shows {len(news)}."
    pairs = enumerate(zip(olds, news, strict=True), start=1)
    said = [f"Picture {n}: {d}." for n, (a, b) in pairs if (d := differ(a, b))]
    return " ".join(said)


def pictures(outputs):
    """Give each picture among the outputs with its metadata (alt text)."""
    shown = [output for output in outputs if PNG in output.get("data", {})]
    return [(output.data[PNG], output.metadata) for output in shown]


def differ(old, new):
    """Say how two pictures differ, or give ''."""
    if old[1] != new[1]:
        return f"its metadata were {old[1]}, now {new[1]}"
    if old[0].strip() == new[0].strip():
        return ""
    before, after = decoded(old[0]), decoded(new[0])
    if before.shape != after.shape:
        return f"its shape was {before.shape}, now {after.shape}"
    rms = 255 * float(((before - after) ** 2).mean()) ** 0.5
    return f"it differs by an RMS of {rms:.1f}" if rms > TOLERANCE else ""


def decoded(png):
    """Decode a base64 PNG into floats from 0 to 1: rows, columns, colours."""
    from matplotlib.image import imread

    return imread(io.BytesIO(base64.b64decode(png)), format="png")
