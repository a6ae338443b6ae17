"""Measure threadscope against people: ``score.py stance FILE``, ``score.py sentiment FILE``, ``score.py findings PATH``.

Each measure is a module beside this file with ``add_arguments`` and ``run``. None needs more than the package and
the file it is given.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

#: measure -> what it does.
MEASURES = {
    "findings": "write the sheet for judging findings",
    "stance": "score stance on labelled threads",
    "sentiment": "score a sentiment backend on labelled posts",
}


def main() -> None:
    """Run one of the measures."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    if sys.argv[1:2] == ["stance"]:  # which prints posts a second on one core
        for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.setdefault(name, "1")
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
