"""The names that users import."""

from __future__ import annotations

import subprocess
import sys

import threadscope


def test_the_public_names_are_pinned():
    """Adding or dropping a public name is a decision, not an accident."""
    assert threadscope.__all__ == [
        "Archive",
        "ReadError",
        "Settings",
        "SeveralThreads",
        "Thread",
        "ThreadscopeError",
        "UnknownName",
        "index_notes",
        "read",
    ]
    assert all(hasattr(threadscope, name) for name in threadscope.__all__)


def _loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_importing_loads_no_heavy_library():
    """`import threadscope` must stay a matter of milliseconds."""
    heavy = {"matplotlib", "polars", "textblob", "nltk", "rich", "jinja2", "click", "numpy", "msgspec"}

    assert not heavy & _loaded_by("import threadscope")


def test_the_command_line_loads_no_heavy_library():
    """`threadscope --help` needs click and nothing else."""
    heavy = {"matplotlib", "polars", "textblob", "nltk", "rich", "jinja2", "numpy", "msgspec"}

    assert not heavy & _loaded_by("import threadscope.cli")
