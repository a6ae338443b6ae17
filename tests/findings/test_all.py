"""What holds for every finding, whatever the rule."""

from __future__ import annotations

import inspect
import unicodedata
from functools import cache

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import posts, study
from tests.covering import examples
from threadscope import schema
from threadscope.findings import FINDINGS
from threadscope.settings import Settings
from threadscope.study import Study, inputs_of

_HOSTILE = (
    '<script>alert(1)</script>\u202e=cmd|"x"!A1\x00\u200b“”{{7*7}} {0} %s https://evil.example/\U0001f4a9'
)


def _thread() -> list[str]:
    specs = ["root", "big1>root", "eve1>big1", "root2@root>eve1", "eve2@eve>root2", "root3@root>eve2"]
    specs += [f"x{n}@x{n}>big1" for n in range(8)] + [f"y{n}@y{n}>root" for n in range(14)]
    return [*specs, "q1~root", "late1>gone"]


def _study(**columns: dict) -> Study:
    texts = {
        "big1": "Here is more on this.",
        "eve1": "That's not true.",
        "x1": "Is this confirmed?",
        "y2": "Any source?",
    }
    return study(*_thread(), text=texts | columns.pop("text", {}), **columns)


@cache
def _plain() -> Study:
    return _study()


def test_every_rule_names_only_tables_that_exist():
    """A rule's parameters are tables; a study can always hand them over."""
    known = {*schema.SCHEMAS}

    assert {name for rule in FINDINGS.values() for name in inputs_of(rule)} <= known


def test_evidence_is_archived_counted_and_at_most_twelve():
    """Each finding cites posts that can be opened, none twice, and says how many there are."""
    made = _plain()
    archived = set(made.table("posts")["post_id"])
    for row in made.table("findings").iter_rows(named=True):
        assert 1 <= len(row["evidence"]) <= 12, row
        assert len(set(row["evidence"])) == len(row["evidence"]) <= row["n_evidence"], row
        assert set(row["evidence"]) <= archived, row


def test_ids_are_unique_and_name_the_kind():
    """A finding can be pointed at within its thread."""
    table = _plain().table("findings")

    assert not table.select("thread_id", "finding_id").is_duplicated().any()
    assert table.select((pl.col("finding_id").str.replace(r"-\d+$", "") == pl.col("kind")).all()).item()


def test_a_thread_of_25_posts_gets_five_findings_at_least():
    """Even where nobody denies or asks anything."""
    plain = study("root", *(f"x{n}@x{n}>root" for n in range(24)))

    assert plain.table("findings").height >= 5


def test_the_order_of_posts_changes_nothing():
    """The same posts in any order give the same rows."""
    frame = posts(*_thread())

    assert study(frame).table("findings").equals(study(frame.reverse()).table("findings"))


def test_a_thread_alone_says_what_it_says_among_others():
    """Another thread in the archive adds rows and changes none."""
    alone = _plain().table("findings")
    beside = study(*_thread(), "other", "z1>other", "z2>z1", text={
        "big1": "Here is more on this.", "eve1": "That's not true.", "x1": "Is this confirmed?", "y2": "Any source?",
    }).table("findings")  # fmt: skip

    assert (
        beside.filter(pl.col("thread_id") == "root")
        .sort("finding_id")
        .equals(alone.filter(pl.col("thread_id") == "root").sort("finding_id"))
    )


def test_hostile_texts_and_handles_stay_text():
    """No control or bidi mark, no address, no unclosed quotation, and nothing formatted twice."""
    names = [spec.split(">")[0].split("~")[0].split("@")[0] for spec in _thread()]
    made = _study(text=dict.fromkeys(names, _HOSTILE), handle=dict.fromkeys(names, "a\u202eb\nc{x}"))
    wordings = made.table("findings")["wording"].to_list()

    assert wordings
    for wording in wordings:
        assert not [c for c in wording if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"}], wording
        assert "evil.example" not in wording
        assert wording.count("“") == wording.count("”"), wording


@examples(5)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from("><~")), max_size=12),
    st.text(max_size=30),
)
def test_any_thread_is_worded_without_nulls(links: list[tuple[int, int, str]], text: str):
    """No shape of thread, missing time or odd text breaks a rule or leaves a hole in a sentence."""
    specs = ["root"] + [
        f"p{n}@a{author}{'~' if kind == '~' else '>'}{'root' if to >= n else f'p{to}'}"
        for n, (to, author, kind) in enumerate(links)
    ]
    text = text.encode("utf-8", "ignore").decode()
    table = study(*specs, text={"p0": text, "root": text}, created_at={"p1": None}).table("findings")

    for wording in table["wording"]:
        assert "None" not in wording.replace(text, "")
        assert "nan" not in wording.replace(text, "")


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_an_empty_archive_gives_no_rows(name: str):
    """Nothing is asserted about nothing."""
    rule = FINDINGS[name]
    tables = {table: schema.empty(table) for table in inputs_of(rule)}
    options = {"settings": Settings()} if "settings" in inspect.signature(rule).parameters else {}

    assert schema.check(rule(**tables, **options), "findings").is_empty()
