"""The commands of the course: `python -m helpers start` and others.

Example:
    $ python -m helpers
    python -m helpers start [...]     open the course; ...
"""

import sys


def main() -> int:
    """Run the command, or say in a sentence what is missing for it."""
    try:
        from helpers import course

        return course.main(sys.argv[1:])
    except ModuleNotFoundError as error:
        return _refuse(
            f"{error.name} is missing: run `pip install -r requirements.txt` "
            "in the course's folder, then the same command again."
        )
    except KeyboardInterrupt:  # while it loads
        return _refuse("Stopped. What you wrote is untouched.")


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
