"""What is read from oEmbed: the words in a piece of HTML, and never the HTML."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import collect, folded, kinds, lines, only, post_id
from threadscope.collect import Collected, read

_OLD_ID = "20"


def _answer(minutes: float, paragraph: str, *, own: str | None = None, **changes: Any) -> dict[str, Any]:
    own = own or post_id(minutes)
    address = f"https://twitter.com/Cath_Pigeon/status/{own}"
    html = (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{paragraph}</p>&mdash; Cath (@Cath_Pigeon) '
        f'<a href="{address}?ref_src=twsrc%5Etfw">March 21, 2006</a></blockquote>\n'
        '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>\n'
    )
    return {
        "url": address,
        "author_name": "Cath <b>",
        "author_url": "https://twitter.com/Cath_Pigeon",
        "html": html,
        "width": 550,
        "height": None,
        "type": "rich",
        "cache_age": "3153600000",
        "provider_name": "Twitter",
        "provider_url": "https://twitter.com",
        "version": "1.0",
    } | changes


def _read(*answers: dict[str, Any]) -> Collected:
    return collect(lines(*answers))


def test_an_answer_gives_the_columns_of_its_post() -> None:
    """Words with their entities resolved, lines, links as X's text has them; handles and hashtags by their anchors."""
    paragraph = (
        '<a href="https://twitter.com/max?ref_src=twsrc%5Etfw">@max</a> no &amp; never:<br>&lt;1 &quot;a&quot; '
        '<a href="https://twitter.com/hashtag/PigeonGate?src=hash&amp;ref_src=x">#PigeonGate</a> '
        '<a href="https://t.co/1">https://t.co/1</a> <a href="https://t.co/2">pic.twitter.com/abc</a>'
    )
    row = only(_read(_answer(10.00209, paragraph)))

    assert (row["post_id"], row["author_id"], row["handle"]) == (
        post_id(10.00209),
        "@cath_pigeon",
        "Cath_Pigeon",
    )
    assert row["text"] == '@max no & never:\n<1 "a" #PigeonGate https://t.co/1 https://t.co/2'
    assert (row["mentions"], row["hashtags"], row["urls"]) == (["max"], ["PigeonGate"], [])
    assert row["media"] == [{"kind": "other", "alt": None, "url": "https://t.co/2", "file": None}]
    assert (row["lang"], row["text_truncated"], row["like_count"]) == ("en", False, None)
    assert row["created_at"] == datetime(2024, 5, 24, 12, 10, 0, 125000, tzinfo=UTC)


def test_the_name_stands_in_the_answer_and_not_in_the_html() -> None:
    """A name is a name, whatever it looks like."""
    assert folded(_answer(0, "words")).people["name"].to_list() == ["Cath <b>"]


@pytest.mark.parametrize(
    ("day", "created"),
    [("March 21, 2006", datetime(2006, 3, 21, tzinfo=UTC)), ("21 de marzo de 2006", None)],
)
def test_the_date_counts_only_where_the_id_holds_no_time(day: str, created: datetime | None) -> None:
    """It is given to the day; ids of before 2010 hold no time, and the day is all there is."""
    answer = _answer(0, "words", own=_OLD_ID)
    answer["html"] = answer["html"].replace("March 21, 2006", day)

    assert only(_read(answer))["created_at"] == created


def test_a_cut_text_is_marked() -> None:
    """Long posts end in "…" and a link to the whole."""
    assert only(_read(_answer(0, 'and so on… <a href="https://t.co/1">https://t.co/1</a>')))["text_truncated"]


def test_whom_a_post_answers_is_only_said_by_old_html() -> None:
    """`data-conversation` is how the embed is shown and no parent; `data-in-reply-to` was one."""
    new, old = _answer(5, "words"), _answer(6, "words")
    new["html"] = new["html"].replace("<blockquote", '<blockquote data-conversation="none"')
    old["html"] = old["html"].replace("<blockquote", f'<blockquote data-in-reply-to="{post_id(0)}"')
    seen = _read(new, old).observations.sort("post_id")

    assert seen["reply_to_id"].to_list() == [None, post_id(0)]


@pytest.mark.parametrize("written", ["one", "array", "lines"])
def test_containers(written: str) -> None:
    """One answer, an array of them, one a line."""
    answers = [_answer(0, "a"), _answer(1, "b")]
    raw = {
        "one": json.dumps(answers[0], indent=2).encode(),
        "array": json.dumps(answers).encode(),
        "lines": lines(*answers),
    }[written]

    wanted = ["a"] if written == "one" else ["a", "b"]
    assert collect(raw).observations["text"].to_list() == wanted


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<blockquote class="twitter-tweet"><p>a <script>alert(1)</script><b>c</b></p>', "a c"),
        ('<blockquote class="twitter-tweet"><p>a</p><p>b</p></blockquote>', "a"),
        ('<blockquote class="twitter-tweet"><p>a <a href="https://t.co/1">open', "a "),
        ('<blockquote class="twitter-tweet">', None),
        ('<blockquote class="twitter-tweet"><p>a <![bad[ ]]> b</p>', "a "),
        ('<blockquote class="twitter-tweet"><p>a < b <a <a </p>', "a < b <a <a "),
    ],
)
def test_no_markup_becomes_text(html: str, text: str | None) -> None:
    """Whatever stands in the HTML, only words come out, and broken HTML costs words and not the post."""
    row = only(_read(_answer(0, "", html=html)))

    assert row["post_id"] == post_id(0)
    assert row["text"] == text


def test_html_without_end_is_not_read_to_its_end() -> None:
    """No post has so much of it: what is read is bounded, also where tags are opened and never closed."""
    row = only(_read(_answer(0, "", html='<p class="twitter-tweet">' + "<a " * 99_000)))

    assert row["text"].startswith("<a <a ")
    assert len(row["text"]) < 20_000


def test_an_error_names_the_post_that_was_asked_for() -> None:
    """The error repeats the request, and with it the address of the post."""
    asked = f"/oembed?url=https%3A%2F%2Ftwitter.com%2FCath_Pigeon%2Fstatus%2F{post_id(0)}"
    errors = [
        {"error": "Sorry, that page does not exist", "request": asked},
        {"error": "Sorry", "request": "/oembed?id=1"},
    ]
    found = _read(*errors)

    assert found.absences.select("post_id", "reason").rows() == [(post_id(0), "unavailable")]
    assert kinds(found) == ["absence_without_id"]


def test_other_embeds_are_not_taken() -> None:
    """Other sites answer in the same form; X's profiles and timelines are embeds of no post."""
    from threadscope.collect.dialects import oembed

    video = {"html": "<iframe></iframe>", "author_url": "https://video.example/c", "provider_name": "Video"}
    assert oembed.marks(video | {"url": "https://video.example/1"}) is None
    timeline = _answer(
        0, "", html='<a class="twitter-timeline" href="x"></a>', url="https://twitter.com/cath"
    )
    found = _read(_answer(1, "words"), timeline)
    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert kinds(found) == ["no_post_id"]


def test_the_id_may_stand_in_the_html_alone() -> None:
    """Who keeps only the HTML and the author has the address behind the date."""
    answer = _answer(0, "words")
    row = only(_read({"html": answer["html"], "author_url": None, "author_name": "Cath"}))

    assert (row["post_id"], row["handle"]) == (post_id(0), "Cath_Pigeon")


@pytest.mark.shared
def test_samples(shared: Path) -> None:
    """A real answer of 2014: no language, links by http."""
    (path,) = (shared / "samples" / "5_oembed").glob("*.json")
    row = only(read([path]))

    assert row["text"].startswith("Powerful cartoon by @BillBramhall: http://t.co/")
    assert (row["lang"], row["handle"], len(row["media"])) == (None, "sferik", 1)
