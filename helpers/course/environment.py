"""Is everything here that the course needs?

The first lesson asks it of the learner's own machine:

    self_test()     # says what is missing, and what to type to get it
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from helpers.files import ROOT

_LIST = ROOT / "requirements.txt"


class SelfTest:
    """The result of a self-test; its repr is what a learner reads.

    Attributes:
        missing: a sentence for each thing that is missing or too old.
    """

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing

    def __repr__(self) -> str:
        if not self.missing:
            return (
                "Everything is here: Python 3.11 or newer, and the packages "
                "of requirements.txt."
            )
        advice = (
            "To get what is missing, type this in the course's folder, then "
            "restart the kernel: pip install -r requirements.txt"
        )
        return "\n".join([*self.missing, advice])


def self_test(requirements: Path = _LIST) -> SelfTest:
    """Look for each package that the course needs.

    Args:
        requirements: the list of packages; by default the course's own.

    Returns:
        What is missing, if anything is.
    """
    if not requirements.exists():
        return SelfTest([f"There is no {requirements.name} to go by."])
    wanted = map(Requirement, _lines(requirements))
    faults = (
        _fault(want)
        for want in wanted
        if not want.marker or want.marker.evaluate()
    )
    return SelfTest([fault for fault in faults if fault])


def _lines(requirements: Path) -> list[str]:
    text = requirements.read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def _fault(wanted: Requirement) -> str:
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return f"{wanted.name} is missing in {sys.prefix}."
    if wanted.specifier.contains(version, prereleases=True):
        return ""
    return f"{wanted.name} is {version}; the course needs {wanted.specifier}."
