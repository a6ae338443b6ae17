"""Who speaks of a Community Note, links to one, or asks for one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.builders import study
from tests.real import labelled_collected
from threadscope.analyze.note_mentions import note_mentions
from threadscope.analyze.words.note_words import MAY_SPEAK_OF_NOTES, note_words
from threadscope.collect import fold, read
from threadscope.snowflake import id_at, time_of

NOTE = "1794301052266459333"


def _kinds(text: str) -> set[str]:
    """Return the kinds that are found in one post; the search over columns must let it through."""
    found = {one.kind for one in note_words(text)}
    may = pl.Series([text]).str.contains(MAY_SPEAK_OF_NOTES)[0]
    assert may or not found
    return found


def _mentions(*specs: str, **columns: Any) -> list[tuple[str, str, str]]:
    table = study(*specs, **columns).table("note_mentions")
    return table.select("post_id", "kind", "words").rows()


# ---- words, by name


@pytest.mark.parametrize(
    "text",
    [
        "Readers added context they thought people might want to know: I am right",
        "readers added context",
        "“Readers added context to this video” lol",
        'They got "Readers added context to this image" under it',
        "背景情報を追加しました",
    ],
)
def test_header_quoted(text: str) -> None:
    """The heading of a note, pasted with or without quotation marks."""
    assert _kinds(text) == {"header_quoted"}


@pytest.mark.parametrize("text", ["Readers added a comment", "Some readers add context", "added context"])
def test_header_near_misses(text: str) -> None:
    """Other words about readers and context are no heading."""
    assert _kinds(text) == set()


@pytest.mark.parametrize("text", ["@CommunityNotes", "hey @communitynotes!", "＠Birdwatch", "(@BirdWatch)"])
def test_official_account(text: str) -> None:
    """The account, named by its author."""
    assert _kinds(text) == {"official_account"}


@pytest.mark.parametrize(
    "text",
    [
        "@CommunityNotesFan said so",
        "@birdwatching is fun",
        "birdwatch at dawn",
        "mail me: me@communitynotes.example",
        "RT @CommunityNotes: we measured something",
        "“@CommunityNotes, please” is what they write",
    ],
)
def test_official_account_near_misses(text: str) -> None:
    """Other handles, birds, mail, and what is only quoted or reposted."""
    assert _kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "You got community noted",
        "he's been noted 😂",
        "This gets Community-Noted every time",
        "getting noted in real time",
        "just  communitynoted, again",
        "Read the community note above",
        "community notes on this are clear",
        "community noted below",
        "The note says otherwise",
        "the note is wrong",
    ],
)
def test_claim(text: str) -> None:
    """Somebody says that there is a note."""
    assert _kinds(text) == {"claim"}


@pytest.mark.parametrize(
    "text",
    [
        "Noted.",
        "duly noted",
        "I noted that yesterday",
        "it has been noted that birds exist",
        "I just noted it down",
        "as has been noted before",
        "she got noted for her songs",
        "the notes say otherwise",
        "a note says hello",
        "community notes are great",
        "“you got community noted” - him",
        "> you got community noted",
        "RT @bob: you got noted",
    ],
)
def test_claim_near_misses(text: str) -> None:
    """Bare "noted" is plain English, and what is quoted is somebody else's."""
    assert _kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "This needs a community note",
        "need a note here",
        "add note",
        "Add a Note please",
        "where's community note?",
        "Where’s the community note",
        "where is a note",
        "I request a community note",
        "This is not true, needs a note",
        "why not add a note",
    ],
)
def test_request(text: str) -> None:
    """Somebody asks for a note."""
    assert _kinds(text) == {"request"}


@pytest.mark.parametrize(
    "text",
    [
        "needs a notebook",
        "add noteworthy facts",
        "needs notes",
        "where's the note he left",
        "needs a new note",
    ],
)
def test_request_near_misses(text: str) -> None:
    """Notebooks and other notes are none."""
    assert _kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "NNN",
        "NNN, this is opinion",
        "No note needed",
        "This doesn't need a note",
        "I don’t think it needs a community note",
        "no need to add a note",
        "should not request a note",
    ],
)
def test_request_against(text: str) -> None:
    """The opposite: no note is needed."""
    assert _kinds(text) == {"request_against"}


@pytest.mark.parametrize(
    "text", ["nnn", "nnnot sure", "annnd", "#NNN", "No notes, perfect", "needed no notes"]
)
def test_request_against_near_misses(text: str) -> None:
    """A stammer, the November hashtag, and praise."""
    assert _kinds(text) == set()


def test_requests_and_claims_are_apart() -> None:
    """A post that does both has both, each with its own words."""
    text = "You got noted last week. @CommunityNotes this needs a note too"
    found = {one.kind: text[one.start : one.end] for one in note_words(text)}

    assert found == {"official_account": "@CommunityNotes", "claim": "got noted", "request": "needs a note"}


def test_words_before_the_text_begins_are_not_the_authors() -> None:
    """What stands in front of an answer is X's."""
    text = "@bob @CommunityNotes hello"

    assert note_words(text, 21) == []
    assert [one.kind for one in note_words(text, 21, named_before=False)] == ["official_account"]


@pytest.mark.parametrize(
    "text",
    [
        "needs a " * 20_000,
        "“" * 30_000,
        "no " * 20_000 + "add note",
        "@CommunityNotes " * 9_000,
        "note\0noted\ud83d",
    ],
    ids=["requests", "quotations", "negations", "mentions", "odd characters"],
)
def test_hostile_texts_give_places_inside_them(text: str) -> None:
    """Whatever a text repeats, of each kind at most one is found, and it stands in the text."""
    found = note_words(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert len({one.kind for one in found}) == len(found)


# ---- posts


def test_one_row_for_each_way_in_order() -> None:
    """By thread, time and post; of one post first what is exact."""
    said = _mentions(
        "root",
        "ann1>root",
        "bob1>root",
        text={
            "ann1": f"You got noted: x.com/i/communitynotes/n/{NOTE}",
            "bob1": "needs a note",
        },
    )

    assert said == [
        ("ann1", "note_url", f"x.com/i/communitynotes/n/{NOTE}"),
        ("ann1", "claim", "got noted"),
        ("bob1", "request", "needs a note"),
    ]


def test_a_link_names_the_note_and_the_post_it_is_on() -> None:
    """`t` names a post; of a note the post is told where evidence gives exactly one."""
    evidence = [
        {
            "post_id": post,
            "evidence_kind": "pivot",
            "state": "shown_at_capture",
            "note_id": note,
            "source": "x",
        }
        for post, note in (("root", "11"), ("root", "12"), ("ann1", "12"))
    ]
    table = study(
        "root",
        "ann1>root",
        "bob1>root",
        "eve1>root",
        notes=evidence,
        text={
            "ann1": "x.com/i/birdwatch/n/11",
            "bob1": "x.com/i/birdwatch/n/12",
            "eve1": "x.com/i/birdwatch/t/7",
        },
    ).table("note_mentions")

    assert table.select("post_id", "note_id", "about_id").rows() == [
        ("ann1", "11", "root"),
        ("bob1", "12", None),
        ("eve1", None, "7"),
    ]


def test_accounts_that_post_helpful_notes() -> None:
    """What such an account says is about the post that it quotes, or answers; others with like names are nobody."""
    table = study(
        "root",
        "n1@HelpfulNotes~root",
        "n2@notasutiles>root",
        "n3@NotasUtilesES>root",
        handle={"n1": "HelpfulNotes", "n2": "notasutiles", "n3": "notasutilesES"},
    ).table("note_mentions")

    assert table.select("post_id", "kind", "about_id", "words").rows() == [
        ("n1", "helpful_notes_bot", "root", "@HelpfulNotes"),
        ("n3", "helpful_notes_bot", "root", "@notasutilesES"),
    ]


def test_the_account_in_front_of_an_answer_counts_where_somebody_typed_it() -> None:
    """X puts in front of an answer whoever was named above: only the first to name the account did so."""
    text = "@root @CommunityNotes"
    columns: dict[str, Any] = {
        "text": {"ann1": text, "bob1": f"@ann {text}", "eve1": text},
        "display_from": {"ann1": len(text), "bob1": len(text) + 5, "eve1": len(text)},
    }
    said = _mentions("root", "ann1>root", "bob1>ann1", "eve1>gone", **columns)

    assert said == [("ann1", "official_account", "@CommunityNotes")]


def test_an_answer_to_the_account_itself_names_nobody() -> None:
    """Who answers the account of Community Notes has its name in front anyhow."""
    text = "@CommunityNotes hello"
    said = _mentions(
        "n1", "ann1>n1", text={"ann1": text}, display_from={"ann1": 16}, handle={"n1": "CommunityNotes"}
    )

    assert said == []


def test_nobody_spoke_of_notes_before_there_were_any() -> None:
    """The same words of 2020 are about something else; without a time they count."""
    early = datetime(2020, 11, 1, tzinfo=UTC)
    text = {"ann1": "You got noted", "bob1": "You got noted"}

    assert _mentions(
        "root", "ann1>root", "bob1>root", text=text, created_at={"ann1": early, "bob1": None}
    ) == [("bob1", "claim", "got noted")]


def test_no_posts_no_mentions() -> None:
    """An empty study has an empty table."""
    empty = study("root")

    assert note_mentions(empty.table("posts").clear(), empty.table("notes")).is_empty()


# ---- real threads


def _real_texts(shared: Path) -> list[str]:
    """Return the texts of real threads: news of 2014 to 2016, samples of exports, and answers of 2026."""
    labelled = shared / "labelled"
    pheme = (labelled / "pheme_ottawa_germanwings_threads.jsonl").read_text("utf-8").splitlines()
    janitr = (labelled / "janitr_2026_replies.jsonl").read_text("utf-8").splitlines()
    archived = (fold(collected).posts for collected in (read([shared / "samples"]), labelled_collected()))
    return [
        *(json.loads(line)["text"] or "" for line in pheme),
        *(tweet["text"] or "" for line in janitr for tweet in json.loads(line)["tweets"]),
        *(text for posts in archived for text in posts["text"].drop_nulls()),
    ]


@pytest.mark.shared
def test_real_threads_without_notes_give_no_mentions(shared: Path) -> None:
    """Of more than 25,000 real posts none speaks of a note, as reading them by hand confirms: there are no false alarms."""
    texts = _real_texts(shared)
    candidates = pl.Series(texts).filter(pl.Series(texts).str.contains(MAY_SPEAK_OF_NOTES))

    assert len(texts) > 25_000
    assert 20 < len(candidates) < 500
    assert [one for text in [*candidates, *texts[::50]] for one in note_words(text)] == []


@pytest.mark.long
@pytest.mark.shared
def test_no_real_text_is_passed_over_by_the_search(shared: Path) -> None:
    """The same without the search over columns that tells which texts are worth reading."""
    assert [one for text in _real_texts(shared) for one in note_words(text)] == []


def test_ids_in_these_tests_are_those_of_x() -> None:
    """The id of a note is a snowflake (the helper of the stories makes such)."""
    moment = time_of(NOTE)

    assert moment is not None
    assert id_at(moment)[:12] == NOTE[:12]
