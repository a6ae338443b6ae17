"""Measure threadscope against people: ``score.py stance FILE``, ``score.py sentiment FILE``, ``score.py findings PATH``.

Each measure is a module beside this file with ``add_arguments`` and ``run``. None needs more than the package and
the file it is given.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

#: measure -> what it does.
MEASURES = {
    "findings": "write the sheet for judging findings",
}


def main() -> None:
    """Run one of the measures."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, says in MEASURES.items():
        module = importlib.import_module(f"score_{name}")
        command = commands.add_parser(name, help=says, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
