"""Denials and questions against labels: the promise in docs/findings.md."""

from __future__ import annotations

import html
import json
import re

import pytest

from threadscope.analyze.denial import denial
from threadscope.analyze.question import question

_MENTIONS = re.compile(r"\s*(?:\.?@\w+\s+)*")


@pytest.mark.shared
def test_what_is_called_a_denial_is_one(shared):
    """Of direct answers on X, every outright denial is labelled so, and three of four questions whether it is so."""
    said: dict[str, list[str]] = {"deny": [], "asks_whether_so": []}
    lines = (shared / "labelled" / "rumoureval_traindev.jsonl").read_text(encoding="utf-8").split("\n")
    for thread in (json.loads(line) for line in lines if line):
        for post in thread["posts"]:
            if post["platform"] != "twitter" or post["parent"] != thread["source"] or post["source"]:
                continue
            text = html.unescape(post["text"])
            begins = _MENTIONS.match(text).end()
            if denial(text, begins):
                said["deny"].append(post["label"])
            elif (asked := question(text, begins)) and asked.rule == "asks_whether_so":
                said["asks_whether_so"].append(post["label"])

    assert len(said["deny"]) >= 12
    assert said["deny"].count("deny") == len(said["deny"])
    assert said["asks_whether_so"].count("query") / len(said["asks_whether_so"]) >= 0.72
