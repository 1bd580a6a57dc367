"""Run the commands of `helpers.coursework.commands`."""

import sys

from helpers.coursework.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
