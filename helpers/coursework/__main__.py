"""Run the commands of `helpers.coursework.commands`."""

import sys


def main() -> int:
    """Run the command; who stops it while it loads is told so in a line."""
    try:
        from helpers.coursework import commands
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted before anything was done.\n")
        return 130
    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
