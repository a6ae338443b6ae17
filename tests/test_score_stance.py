"""The score of stance on labelled threads: any file in the layout, however little it says."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

from tests.command import score
from threadscope.analyze.stance_reader.model import CLASSES, FILE

_ABOUT = {"platform": "reddit", "author": None, "created_at": None, "parent": None, "source": False}


def _thread(name: str, *answers: tuple[str, str | None]) -> dict:
    root = _ABOUT | {
        "id": name,
        "text": "PigeonChat reads your messages.",
        "source": True,
        "label": "support",
    }
    replies = [
        _ABOUT | {"id": f"{name}{n}", "text": text, "parent": name, "label": label, "odd": {"field": [1]}}
        for n, (text, label) in enumerate(answers)
    ]
    return {"thread": name, "source": name, "posts": [root, *replies]}


def _lines(path: Path, *threads: dict) -> list[str]:
    path.write_text("".join(json.dumps(thread) + "\n" for thread in threads), encoding="utf-8")
    return score("stance", path)


def test_a_sparse_file_is_scored(tmp_path, monkeypatch):
    """Null authors, times and labels, fields that nobody knows: the first line is macro-F1, nothing warns."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parent / "accuracy")
    # the pace is measured on copies, which are many where somebody reads the number
    monkeypatch.setattr(importlib.import_module("score_stance"), "_TIMED", 1_000)
    lines = _lines(
        tmp_path / "threads.jsonl",
        _thread(
            "ab1", ("This is not true.", "deny"), ("Is this true?", "query"), ("ok", None), ("lol", "comment")
        ),
        _thread("ab2", ("So sad for all of them", "comment"), ("", "comment")),
    )

    assert lines[0].startswith("macro-F1 0.") or lines[0] == "macro-F1 1.000"
    assert not lines[1].startswith("WARNING")
    assert any("deny          precision 1.000" in line for line in lines)
    assert "posts a second on one core" in lines[-1]


def test_the_weights_say_where_they_come_from():
    """The file names its data, its licence and the threads it has seen, and holds four numbers a word."""
    said = json.loads(FILE.read_text(encoding="utf-8"))

    assert "RumourEval 2019" in said["about"]["learnt_from"]
    assert "CC BY 4.0" in said["about"]["licence"]
    assert len(said["threads"]) == 365
    assert all(len(weights) == len(CLASSES) for weights in said["words"].values())
