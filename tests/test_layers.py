"""Who may import whom."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent


def test_the_import_contracts_hold():
    """Stages never import each other, and only their owner imports a heavy library."""
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "import-linter is a development dependency"

    done = subprocess.run([command], cwd=REPO, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
