"""Sentences by hand: each rule on a thread small enough to count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from tests.builders import START, study
from tests.told import told
from threadscope.findings.questions import questions
from threadscope.settings import Settings
from threadscope.snowflake import id_at


def _said(kind: str, *specs: str, **more) -> list[tuple[str, list[str]]]:
    table = told(study(*specs, **more), kind)
    return table.select("wording", "evidence").rows()


def _crowd(name: str, number: int, target: str) -> list[str]:
    return [f"{name}{n}@{name}{n}>{target}" for n in range(number)]


def test_extent_counts_posts_people_and_minutes():
    """Twelve posts a minute apart: the sixth, after five minutes, makes the half."""
    thread = ["root", *_crowd("x", 11, "root")]

    assert _said("extent", *thread) == [
        ("12 posts by 12 people; half of the posts within 5 minutes.", ["root", "x4", "x10"])
    ]
    assert _said("extent", "root")[0][0] == "1 post by 1 person."


def test_tree_shape_below_a_reply():
    """Of 9 posts 6 sit below big1, 3 of these below ann1; the numbers are n_below."""
    thread = ["root", "big1>root", "ann1>big1", *_crowd("x", 3, "ann1"), *_crowd("y", 2, "big1"), "z1>root"]
    ((said, cited),) = _said("tree_shape", *thread)

    assert said == "6 of 9 posts sit below @big’s “words of big1”, 3 of them below @ann’s reply"
    assert cited[:2] == ["big1", "ann1"]
    assert set(cited[2:]) == {"x0", "x1", "x2", "y0", "y1"}


def test_tree_shape_counts_the_post_and_all_below_it_as_evidence():
    """Behind the sentence stand the post and what is below it; of more than twelve only the first are at hand."""
    (row,) = told(study("root", "big1>root", *_crowd("x", 13, "big1")), "tree_shape").to_dicts()

    assert (row["n_evidence"], len(row["evidence"])) == (14, 12)


def test_tree_shape_says_whose_posts_they_are():
    """Who goes on below a post of their own is not answered by others, and replies to themselves."""
    alone = ["root", "big1>root", "big2@big>big1", "big3@big>big2", "big4@big>big3", "z1>root"]
    among = ["root", "big1>root", "big2@big>big1", *_crowd("x", 3, "big2"), "y1>big1"]

    assert _said("tree_shape", *alone)[0][0] == (
        "3 of 6 posts sit below @big’s “words of big1”, all by the same person"
    )
    assert _said("tree_shape", *among)[0][0] == (
        "5 of 7 posts sit below @big’s “words of big1”, 3 of them below a reply of their own"
    )


def test_tree_shape_straight_to_the_root():
    """No reply holds a fifth of the posts: what counts is who answers the root."""
    ((said, cited),) = _said("tree_shape", "root", *_crowd("x", 10, "root"), "y1>x0")

    assert said == "10 of 11 answers go straight to @root’s “words of root”"
    assert cited[0] == "root"


def test_all_answers_are_called_all():
    """Where every answer goes to the root, the sentence says all, once; one answer is the only one."""
    star = ["root", *_crowd("x", 4, "root")]

    assert _said("tree_shape", *star)[0][0] == "All 4 answers go straight to @root’s “words of root”"
    assert _said("most_answered", *star) == []
    assert _said("tree_shape", "root", "a1>root")[0][0] == (
        "The only answer goes straight to @root’s “words of root”"
    )


def test_most_answered_names_the_root_and_the_reply():
    """Five of eight answers go to the root, three to ann; where a turning point tells ann's, only the root's are told."""
    thread = ("root", "ann1>root", *_crowd("x", 3, "ann1"), *_crowd("y", 4, "root"))
    root = "Of the 8 answers in the archive, 5 go to @root’s opening post"
    ((said, cited),) = _said("most_answered", *thread)
    ((both, all_cited),) = _said("most_answered", *thread, text={"ann1": "🌧️"})

    assert (said, cited) == (f"{root}.", ["root", "ann1", *(f"y{n}" for n in range(4))])
    assert both == f"{root}, and 3 to @ann’s post “🌧️”."
    assert all_cited[:2] == ["root", "ann1"]
    assert {"x0", "x1", "x2"} <= set(all_cited)


def test_a_run_of_posts_by_one_makes_nobody_most_answered():
    """Four answers to ann, all by bob, are an exchange: no finding calls her post the most answered."""
    thread = ("root", "ann1>root", *(f"bob{n}@bob>ann1" for n in range(4)))

    assert _said("most_answered", *thread) == []
    assert _said("most_answered_reply", *thread) == []
    assert "Most answered" not in _said("headline", *thread)[0][0]
    by_three = ("root", "ann1>root", "bob1@bob>ann1", "bob2@bob>ann1", "cat1>ann1", "dan1>ann1")
    assert len(_said("most_answered_reply", *by_three)) == 1


def test_two_answers_make_nobody_most_answered():
    """A thin case gives no row; nor does a root that a reply equals."""
    equal = ("root", "ann1>root", *_crowd("x", 3, "ann1"), *_crowd("y", 2, "root"))
    assert _said("most_answered", *equal) == []
    assert _said("most_answered", "root", "ann1>root", "bob1>root") == []


def test_the_most_liked_replies_are_quoted_with_their_likes():
    """The three with most likes, of equal ones the older; the opener's own replies and those with few likes are left out."""
    likes = {"x1": 120, "x2": 80, "x5": 80, "x7": 75, "own1": 900, "root": 5000}
    known = {f"x{n}": likes.get(f"x{n}", 0) for n in range(10)} | {"own1": 900, "root": 5000}
    thread = ["root", *_crowd("x", 10, "root"), "own1@root>x1"]
    told = _said("most_liked", *thread, like_count=known, text={"x5": "https://t.co/x"})

    assert told == [
        (
            (
                "The most liked replies when captured are @x1’s “words of x1” (120 likes), @x2’s “words of x2” (80)"
                " and @x5’s post without words (80)."
            ),
            ["x1", "x2", "x5"],
        )
    ]
    assert _said("most_liked", *thread, like_count=known | {f"x{n}": 4 for n in range(2, 10)}) == [
        ("The most liked reply when captured is @x1’s “words of x1” (120 likes).", ["x1"])
    ]


def test_of_few_known_likes_nothing_is_told():
    """Where the likes of nine replies are known, the rest may have more."""
    thread = ["root", *_crowd("x", 12, "root")]
    assert _said("most_liked", *thread, like_count={f"x{n}": 50 for n in range(9)}) == []


def test_most_prolific_needs_to_be_alone():
    """Three posts are the most, unless somebody else wrote three."""
    assert _said("most_prolific", "root", "ann1>root", "ann2>root", "ann3>root")[0] == (
        "@ann wrote 3 of the 4 posts, more than anybody else.", ["ann1", "ann2", "ann3"],
    )  # fmt: skip
    assert (
        _said("most_prolific", "root", *(f"{name}{n}>root" for n in range(3) for name in ("ann", "bob")))
        == []
    )


def test_explicit_denial_quotes_and_says_to_whom():
    """A reply answers, a quote quotes, and a missing post is said to be missing."""
    no = "That is false."

    assert _said("explicit_denial", "root", "bob1>root", text={"bob1": no}) == [
        ("@bob says “That is false” in answer to @root.", ["bob1", "root"])
    ]
    assert (
        _said("explicit_denial", "root", "bob1~root", text={"bob1": no})[0][0]
        == "@bob says “That is false” quoting @root."
    )
    assert _said("explicit_denial", "bob1>gone", text={"bob1": no}) == [
        ("@bob says “That is false” in answer to a post that is not archived.", ["bob1"])
    ]


def test_who_asks_whether_it_is_so_is_quoted():
    """Three people at most, none of them counted; what is asked of somebody else says so."""
    texts = {"x0": "When does it start?", "x1": "Is this true?", "x2": "Do we have a source for this?"}
    ((said, cited),) = _said("questions", "root", *_crowd("x", 3, "root"), text=texts)
    more = texts | {"y0": "Is that confirmed?", "y1": "Any proof of that?"}
    ((four, _),) = _said("questions", "root", *_crowd("x", 3, "root"), *_crowd("y", 2, "x1"), text=more)

    assert said == "@x1 asks @root: “Is this true?” @x2 (“Do we have a source for this?”) asks too."
    assert cited == ["x1", "x2", "root"]
    assert four == (
        "@x1 asks @root: “Is this true?” @x2 (“Do we have a source for this?”) and @y0 (to @x1: “Is that confirmed?”) ask too."
    )


def test_retorts_and_insults_are_no_questions_to_tell():
    """Rhetoric, jibes, questions that answer themselves and hostile posts give no row."""
    texts = {
        "x0": "Are you mental?",
        "x1": "Who said it was a race?",
        "x2": "Is this true, you moron?",
        "x3": "Is that true, or is it said to cover up their mess?",
    }
    assert (
        _said("questions", "root", *_crowd("x", 4, "root"), text=texts, lang=dict.fromkeys(texts, "en")) == []
    )


def test_longest_exchange():
    """Four posts in turn are an exchange, three are not."""
    chain = ["root", "bob1@bob>root", "root2@root>bob1"]

    assert _said("longest_exchange", *chain) == []
    said, cited = _said("longest_exchange", *chain, "bob2@bob>root2")[0]
    assert said == "@bob and @root answer each other in turn in a chain of 4 posts."
    assert cited == ["root", "bob1", "root2", "bob2"]


_CAPTURED = datetime(2024, 6, 7, tzinfo=UTC)


def _note(state: str, **more: object) -> list[dict]:
    return [
        {
            "post_id": "root",
            "evidence_kind": "pivot",
            "state": state,
            "text": "No source says so.",
            "observed_at": _CAPTURED,
            "source": "x",
        }
        | more
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("shown_at_capture", "A Community Note was shown on @root’s post when it was captured on 7 June 2024; the note says “No source says so.”"),
        ("proposed_at_capture", "A proposed Community Note, which only contributors see, came with @root’s post when it was captured on 7 June 2024; the note says “No source says so.”"),
        ("pivot_ambiguous", "A Community Note came with @root’s post when it was captured on 7 June 2024; whether the public saw it is not known; the note says “No source says so.”"),
    ],
)  # fmt: skip
def test_notes_are_worded_by_what_was_captured(state: str, said: str):
    """Shown, proposed and unclear are three different things."""
    assert _said("note_captured", "root", "ann1>root", notes=_note(state)) == [(said, ["root"])]


def test_a_flag_is_no_shown_note_and_none_reported_is_no_finding():
    """On record is not shown; and nobody says that there was no note."""
    flag = _note("notes_exist_not_shown_to_capturer", text=None, evidence_kind="flag")
    none = _note("none_reported_at_capture", text=None, evidence_kind="flag")

    assert _said("note_captured", "root", notes=flag)[0][0] == (
        "At least one Community Note was on record for @root’s post when it was captured on 7 June 2024; none was delivered."
    )
    assert _said("note_captured", "root", notes=none) == []


def test_the_day_of_a_capture_is_that_of_the_zone():
    """Half past eleven at night in London is tomorrow in Tokyo."""
    late = _note("shown_at_capture", text=None, observed_at=datetime(2024, 1, 7, 23, 30, tzinfo=UTC))
    ((said, _),) = _said("note_captured", "root", notes=late, settings=Settings(tz="Asia/Tokyo"))

    assert said == "A Community Note was shown on @root’s post when it was captured on 8 January 2024."


def test_a_note_is_a_turning_point_at_its_writing():
    """Two hours after the post; `at` is then, the evidence is the post."""
    note = _note("shown_at_capture", note_id=id_at(START + timedelta(hours=2)))
    table = study("root", "ann1>root", notes=note).table("findings").filter(pl.col("label") == "Note written")

    assert table.select("wording", "at", "evidence").rows() == [(
        "The Community Note that a capture saw shown on @root’s post was written 2 hours after it; it says “No source says so.”",
        START + timedelta(hours=2), ["root"],
    )]  # fmt: skip


def test_missing_posts_are_counted_both_ways():
    """X counts ten replies, two are here; one reply of three answers a post that is not."""
    ((said, cited),) = _said("missing", "root", "ann1>root", "bob1>root", reply_count={"root": 10})

    assert (said, cited) == (
        "The archive holds 2 of about 10 replies that X counts under these posts (20%).",
        ["root"],
    )
    ((said, cited),) = _said("missing", "bob1>gone")
    assert (said, cited) == ("The only reply answers a post that is not in the archive.", ["bob1"])
    assert _said("missing", "root", "ann1>root") == []


def test_a_full_count_is_not_called_missing():
    """All that X counts is here: only the missing parent is told."""
    ((said, _),) = _said(
        "missing", "root", "ann1>root", "bob1>gone", reply_count={"root": 1}, conversation_id={"bob1": "root"}
    )

    assert said == "Of the 2 replies, 1 answers a post that is not in the archive."


def test_roles_are_worded_as_what_the_posts_show():
    """Nobody is called anything; what other findings tell (opening, denying, the longest chain) is not told twice."""
    thread = [
        "root",
        "bob1>root",
        *_crowd("x", 5, "root"),
        "root2@root>bob1",
        "bob2@bob>root2",
        "root3@root>bob2",
        "bob3@bob>root3",
    ]
    texts = {"bob1": "That is false.", "x0": "Who said so?", "x1": "Where was that?"}
    said = [wording for wording, _ in _said("role", *thread, text=texts)]

    assert said == [], "who opens the thread draws answers"
    drawn = _said(
        "role", "root", "ann1>root", "ann2@ann>root", *_crowd("x", 4, "ann1"), *_crowd("y", 4, "ann2")
    )
    assert drawn[0][0] == "@ann drew 8 of the 10 answers in the archive, more than anybody else."
    # all of them to one post: the finding on the most answered post says so
    assert _said("role", "root", "ann1>root", *_crowd("x", 6, "ann1"), "y1>x0") == []
    # all of them by one person: an exchange
    by_one = (f"bob{n}@bob>ann{n % 2 + 1}" for n in range(6))
    assert _said("role", "root", "ann1>root", "ann2@ann>root", *by_one) == []


def test_a_duel_is_told_once():
    """Two chains of six posts: the longest is a finding of its own, the other is told once for both people."""
    one = [f"{'ann' if n % 2 else 'bob'}{n}@{'ann' if n % 2 else 'bob'}>{'bob' if n % 2 else 'ann'}{n - 1}" for n in range(1, 8)]  # fmt: skip
    two = [f"{'cat' if n % 2 else 'dan'}{n}@{'cat' if n % 2 else 'dan'}>{'dan' if n % 2 else 'cat'}{n - 1}" for n in range(1, 6)]  # fmt: skip
    thread = ["root", "bob0@bob>root", *one, "dan0@dan>root", *two]

    assert [wording for wording, _ in _said("longest_exchange", *thread)] == [
        "@ann and @bob answer each other in turn in a chain of 8 posts."
    ]
    assert [wording for wording, _ in _said("role", *thread) if "in turn" in wording] == [
        "@dan and @cat answer each other in turn in a chain of 6 posts."
    ]


def test_who_asks_twice_who_brings_a_source_and_who_brings_people():
    """Each with the words, the post answered where there is one, and only where the case is not thin."""
    asks = _said(
        "role",
        "root",
        *_crowd("x", 3, "root"),
        "eve1>root",
        "eve2@eve>root",
        "bob1>root",
        text={"x0": "Is this true?", "x1": "Do you have a source?", "x2": "Can anyone confirm?"}
        | {"eve1": "Is that confirmed?", "eve2": "Where did you hear that?"},
    )
    source = _said(
        "role", "root", "bob1>root", text={"bob1": "Wait. Section 3 of the policy says the opposite. Read it"}, lang={"bob1": "en"}
    )  # fmt: skip
    crowd = _crowd("x", 5, "big1")
    quote = _said("role", "root", "ann1>root", "big1~root", *crowd, text={"big1": "Look at this"})

    assert asks == [("@eve asks “Is that confirmed?” and “Where did you hear that?”", ["eve1", "eve2"])]
    assert source == [
        (
            "@bob names a source in answer to @root: “Section 3 of the policy says the opposite. Read it”.",
            ["bob1", "root"],
        )
    ]
    assert ("5 people write their first posts of this thread below @big’s post quoting @root: “Look at this”.", ["big1", "root", "x0", "x1", "x2", "x3", "x4"]) in quote  # fmt: skip


_CLAIM = "PigeonChat exports user data every night at 02:00"
_AGAIN = "PigeonChat exports your user data every night."


def _repeated(*specs: str, kind: str = "claim_repeated", settings: Settings | None = None, **more):
    texts = {"root": _CLAIM, **more.pop("text")}
    return _said(kind, *specs, text=texts, lang=dict.fromkeys(texts, "en"), settings=settings, **more)


def test_who_says_the_claim_again_is_quoted_with_the_time_between():
    """Both posts are cited; without times nothing is said of time; the author's own repetition is not told."""
    again = {"big1": _AGAIN}

    assert _repeated("root", "big1>root", text=again) == [
        (
            "@big repeats it 1 minute after @root: “PigeonChat exports your user data every night.”",
            ["big1", "root"],
        )
    ]
    assert _repeated("root", "big1>root", text=again, created_at={"big1": None}) == [
        ("@big says what @root says too: “PigeonChat exports your user data every night.”", ["big1", "root"])
    ]
    assert _repeated("root", "big1>root", text=again, settings=Settings(claim="big1")) == [
        (
            "@root had said it 1 minute before @big: “PigeonChat exports user data every night at 02:00”",
            ["root", "big1"],
        )
    ]
    assert _repeated("root", "big1@root>root", text=again) == []
    late = _repeated("root", "big1>root", text={"big1": f"Thanks for saying so. {_AGAIN} Sad!"})
    assert late[0][0].endswith("after @root: “PigeonChat exports your user data every night. Sad!”")


def test_a_bare_no_is_quoted_with_what_follows():
    """One word says too little alone: what follows is quoted, and what it denies."""
    rest = _said(
        "explicit_denial", "root", "bob1>root", text={"bob1": "Wrong. We call it rain"}, lang={"bob1": "en"}
    )
    alone = _said("explicit_denial", "root", "bob1>root", text={"bob1": "Wrong!"}, lang={"bob1": "en"})

    assert rest == [
        ("@bob says “Wrong. We call it rain” in answer to @root’s “words of root”.", ["bob1", "root"])
    ]
    assert alone == [("@bob says “Wrong” in answer to @root’s “words of root”.", ["bob1", "root"])]


def test_many_who_say_it_again_are_counted():
    """Three are told one by one, five by three and by their number."""

    def said(number: int, kind: str) -> list[tuple[str, list[str]]]:
        crowd = _crowd("x", number, "root")
        return _repeated("root", *crowd, text={f"x{n}": _AGAIN for n in range(number)}, kind=kind)

    assert len(said(5, "claim_repeated")) == 3
    assert said(3, "claim_repeated_by_many") == []
    assert said(5, "claim_repeated_by_many") == [
        (
            "5 posts by 5 people say again what @root says: “PigeonChat exports user data every night at 02:00”",
            ["root", "x0", "x1", "x2", "x3", "x4"],
        )
    ]


def test_a_question_without_words_to_quote_is_not_counted():
    """Readings by a model, or of somebody else, say that a post asks; what it asks nobody can quote."""
    tables = study("root", "ann1>root", "bob1>root")
    stance = tables.table("stance").with_columns(toward_parent=pl.lit("ask"), span=pl.lit(None, pl.String))

    assert questions(
        tables.table("posts"), tables.table("answers"), stance, tables.table("hostility")
    ).is_empty()


def test_labels_mark_the_turning_points():
    """Charts number what has a label; everything else has none."""
    table = study("root", "big1>root", *_crowd("x", 12, "big1")).table("findings")
    labelled = table.filter(pl.col("label").is_not_null())

    assert labelled.select("label", "at").rows() == [
        ("First post", START),
        ("Most answered", START + timedelta(minutes=1)),
    ]
    assert labelled["evidence"].list.first().to_list() == ["root", "big1"]
    assert labelled["object"].to_list() == [None, "root"]


def test_who_asks_for_calm_is_quoted_below_whose_words():
    """The hostile post is cited beside the one that asks for calm."""
    texts = {"ann1": "@root You are an idiot.", "bob1": "@ann Let's keep it civil, please."}
    ((said, cited),) = _said(
        "role",
        "root",
        "ann1>root",
        "bob1>ann1",
        text=texts,
        lang=dict.fromkeys(texts, "en"),
        display_from={"bob1": 5},
    )

    assert said == "Below hostile words of @ann, @bob says: “Let's keep it civil, please.”"
    assert cited == ["bob1", "ann1"]
