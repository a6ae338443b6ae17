"""Scoring a sentiment backend on labelled posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.score_sentiment import read
from tests.command import score

ROWS = [
    ("1", "positive", "what a wonderful day"),
    ("2", "negative", "what a terrible day"),
    ("3", "neutral", "the train leaves at nine"),
    ("4", "negative", "the train leaves at ten"),
]


def _scored(path: Path, *more: str) -> list[str]:
    return score("sentiment", path, *more)


def _file(tmp_path: Path, rows: list[tuple[str, str, str]]) -> Path:
    path = tmp_path / "posts.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("backend", ["textblob", "vader", "blend"])
def test_the_headline_stands_first(tmp_path: Path, backend: str):
    """Recalls of 1/2, 1 and 1 give a macro-recall of .833; counts, silence and pace follow."""
    lines = _scored(_file(tmp_path, ROWS), "--backend", backend)

    assert lines[0] == "macro-recall 0.833"
    assert lines[1:3] == ["macro-F1     0.778", "accuracy     0.750"]
    assert "4 posts; without signal 50.0%, not scored 0.0%" in lines
    assert lines[-1].endswith("posts a second (one core, processor time)")


def test_a_file_without_neutral_posts_is_scored_over_the_other_two(tmp_path: Path):
    """The mean is over the labels that occur; a silent post is then an error."""
    lines = _scored(_file(tmp_path, [row for row in ROWS if row[1] != "neutral"]))

    assert lines[0] == "macro-recall 0.750"
    assert not any(line.startswith("recall neutral") for line in lines)


def test_other_names_tabs_headings_and_entities_are_read(tmp_path: Path):
    """Labels by other names, a heading, a text with tabs and HTML entities."""
    path = _file(tmp_path, [("id", "label", "text"), ("1", "Neg", "a\tb &amp; c"), ("2", "1", "d")])

    assert read(path) == [("1", "negative", "a\tb & c"), ("2", "positive", "d")]


@pytest.mark.parametrize(
    ("line", "says"), [("1\tangry\ttext", "line 1: the label 'angry'"), ("1 x y", "line 1: expected")]
)
def test_what_cannot_be_told_is_refused(tmp_path: Path, line: str, says: str):
    """The message names the line and what was expected."""
    path = tmp_path / "posts.tsv"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(SystemExit, match=says):
        read(path)
