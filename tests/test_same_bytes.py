"""Same input, same bytes: a report made twice, on machines that differ in all that must not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import REPO
from threadscope.charts import CHARTS

#: The command line with some of the charts: most of the time goes into pictures.
_WITH = """
import sys
from threadscope import charts, cli
charts.CHARTS = {name: charts.CHARTS[name] for name in sys.argv.pop(1).split(",")}
cli.main()
"""
#: Charts that are written every day, both with dates in their words.
_EVERYDAY = ("captures", "note")
_MACHINES = (
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80"},
    {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4711", "LANG": "tr_TR.UTF-8", "LC_ALL": "", "COLUMNS": "200"},
)


def _started(story: str, drawn: Sequence[str], machine: dict[str, str], at: Path) -> subprocess.Popen[bytes]:
    """Start the command in a folder of its own, in which input and output have the same names as in the other's."""
    at.mkdir()
    (at / "fixtures").symlink_to(REPO / "fixtures")
    environment = os.environ | {"PYTHONPATH": str(REPO), "POLARS_MAX_THREADS": "1"} | machine
    return subprocess.Popen(
        [sys.executable, "-c", _WITH, ",".join(drawn), "report", f"fixtures/{story}", "-o", "out"],
        cwd=at,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("story", "drawn"),
    [
        pytest.param("two_messengers", _EVERYDAY, id="everyday"),
        pytest.param("two_messengers", tuple(CHARTS), marks=pytest.mark.long, id="small"),
        pytest.param("pigeonchat", tuple(CHARTS), marks=pytest.mark.long, id="large"),
    ],
)
def test_a_report_is_the_same_to_the_byte(tmp_path: Path, story: str, drawn: Sequence[str]) -> None:
    """Zone, language and hash seed of the machine change no byte of page, summary, pictures and tables."""
    running = [_started(story, drawn, machine, tmp_path / str(at)) for at, machine in enumerate(_MACHINES)]
    for process in running:
        _, said = process.communicate(timeout=240)
        assert process.returncode == 0, said.decode(errors="replace")
    one, other = (_files(tmp_path / str(at) / "out") for at in range(2))
    assert one.keys() == other.keys()
    assert {"index.html", "summary.json", "charts/note.png", "charts/note.svg"} <= one.keys()
    assert sum(name.endswith(".parquet") for name in one) > 10
    assert [name for name in one if one[name] != other[name]] == []
