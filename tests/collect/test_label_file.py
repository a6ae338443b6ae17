"""The file that is filled in by hand: safe in a spreadsheet, and read back as it was."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from threadscope.collect import read_scores, write_sample
from threadscope.errors import ReadError

IDS = ["1794114782838900277", "1794114782838900278", "=1+1"]


def sample(*texts: str) -> pl.DataFrame:
    """Return a sample with these texts."""
    ids = IDS[: len(texts)]
    return pl.DataFrame(
        {"post_id": ids, "thread_id": ids, "measure": "stance", "label": "", "by": "", "text": texts}
    )


@pytest.mark.parametrize("name", ["sample.csv", "sample.tsv"])
def test_no_cell_is_a_formula_or_a_number(tmp_path: Path, name: str):
    """What a spreadsheet would execute or round begins with an apostrophe."""
    path = write_sample(sample("=HYPERLINK(1)", '@owl, she said\n"no"', "-1"), tmp_path / name)

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if name.endswith("tsv") else ","))
    assert [row["text"] for row in rows] == ["'=HYPERLINK(1)", '\'@owl, she said\n"no"', "'-1"]
    assert [row["post_id"] for row in rows] == [f"'{post_id}" for post_id in IDS]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_filled_file_is_read_back(tmp_path: Path, delimiter: str):
    """As a spreadsheet saves it: another delimiter, cells in quotes, the ids as they were."""
    path = write_sample(sample("one, two", "three"), tmp_path / "sample.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows({**row, "label": "D", "by": "ann"} for row in rows)

    found = read_scores([], [path])

    assert found.rows.select("post_id", "value", "by", "is_label").rows() == [
        (post_id, "deny", "ann", True) for post_id in IDS[:2]
    ]
    assert found.problems.is_empty()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path):
    """Somebody's labels may stand in it."""
    path = write_sample(sample("one"), tmp_path / "sample.csv")

    with pytest.raises(ReadError, match="may hold labels"):
        write_sample(sample("two"), path)
    with pytest.raises(ReadError, match="cannot be written"):
        write_sample(sample("two"), tmp_path / "no" / "such.csv")
