"""How copies of a post become one: longest text, newest counts, one parent, one author, one version; and who wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.collect.copies import EARLY as EARLY_TIME
from tests.collect.copies import LATE as LATE_TIME
from tests.collect.copies import SILENT, TELLING, folded_of, medium, observed
from tests.collect.inputs import collect, folded, kinds, lines, post_id, v2_page, v2_post, v2_user, v11_status
from tests.covering import examples
from threadscope import schema
from threadscope.collect import Collected, Folded, fold
from threadscope.collect.fold import POSTS

EARLY, LATE = "2024-06-01T00:00:00+00:00", "2024-06-02T00:00:00+00:00"


def _likes(n: int | None, captured: str | None = None, text: str = "words", **changes: Any) -> dict[str, Any]:
    return v2_page(v2_post(0, text, public_metrics={"like_count": n}, **changes), captured=captured)


def _one(*records: Any) -> dict[str, Any]:
    (row,) = folded(*records).posts.to_dicts()
    return row


def test_the_newest_count_wins_whatever_the_order() -> None:
    """Counts are those of the last capture; a copy without a time is the oldest."""
    for pages in (
        [_likes(9, LATE), _likes(5, EARLY), _likes(1)],
        [_likes(1), _likes(5, EARLY), _likes(9, LATE)],
    ):
        row = _one(*pages)

        assert (row["like_count"], row["n_observations"]) == (9, 3)
        assert row["captured_at"].isoformat() == LATE


def test_a_newer_copy_that_says_nothing_does_not_erase() -> None:
    """Null never replaces a value."""
    assert _one(_likes(5, EARLY), _likes(None, LATE))["like_count"] == 5


def test_the_longest_whole_text_wins() -> None:
    """A whole text stands above a longer cut one, the longer above the shorter, whatever was seen last."""
    cut = "c" * 200 + "… https://t.co/1"
    row = _one(_likes(1, EARLY, "a whole text"), _likes(1, LATE, cut), _likes(1, LATE, "short"))
    assert (row["text"], row["text_truncated"]) == ("a whole text", False)

    row = _one(_likes(1, EARLY, cut), _likes(1, LATE, None))  # type: ignore[arg-type]
    assert (row["text"], row["text_truncated"]) == (cut, True)


def test_two_parents_are_a_problem_and_the_newest_is_taken() -> None:
    """Copies that name different parents contradict each other; it is said."""
    pages = [
        _likes(1, captured, referenced_tweets=[{"type": "replied_to", "id": post_id(minute)}])
        for captured, minute in ((LATE, -1), (EARLY, -2))
    ]
    found = folded(*pages)

    assert found.posts["reply_to_id"].to_list() == [post_id(-1)]
    assert kinds(found) == ["parent_contradiction"]


def test_two_authors_are_a_problem_and_the_newest_is_taken() -> None:
    """One post has one author; two are said."""
    found = folded(_likes(1, EARLY, author_id="501"), _likes(1, LATE, author_id="502"))

    assert found.posts["author_id"].to_list() == ["502"]
    assert kinds(found) == ["author_contradiction"]


def test_an_id_stands_above_a_handle_and_that_above_nothing() -> None:
    """A copy that knows the author's id gives it to those that know only the handle, or nothing; no contradiction."""
    nameless, by_handle = v11_status(0, user=None), v11_status(0, user={"screen_name": "Eve"})
    known = v11_status(0, user={"id_str": "7", "screen_name": "eve"})

    for records in ((known, by_handle, nameless), (nameless, by_handle, known)):
        found = folded(*records)
        assert found.posts["author_id"].to_list() == ["7"]
        assert kinds(found) == []
    assert folded(nameless, by_handle).posts["author_id"].to_list() == ["@eve"]
    assert folded(nameless, nameless).posts["author_id"].to_list() == [f"?{post_id(0)}"]


def test_a_handle_known_elsewhere_gives_its_id() -> None:
    """Another post, or being answered, tells which id a handle has; two ids for one handle tell nothing."""
    by_handle = v11_status(0, user={"screen_name": "Eve"})
    other = v11_status(1, user={"id_str": "7", "screen_name": "eve"})
    answer = v11_status(2, in_reply_to_user_id_str="7", in_reply_to_screen_name="EVE")
    namesake = v11_status(3, user={"id_str": "8", "screen_name": "eve"})

    assert folded(by_handle, other).posts["author_id"].to_list() == ["7", "7"]
    assert folded(by_handle, answer).posts["author_id"].to_list()[0] == "7"
    assert folded(by_handle, other, namesake).posts["author_id"].to_list()[0] == "@eve"


def test_versions_of_an_edited_post_are_one_post() -> None:
    """The newest archived version stands; the others are aliases, also one that was not archived."""
    versions = [post_id(0), post_id(1), post_id(2)]
    first = v2_post(
        0,
        "first",
        edit_history_tweet_ids=versions[:1],
        referenced_tweets=[{"type": "replied_to", "id": post_id(-5)}],
    )
    second = v2_post(1, "second", edit_history_tweet_ids=versions)
    found = folded(v2_page(first), v2_page(second))

    assert found.posts.select("post_id", "text", "reply_to_id").rows() == [
        (post_id(1), "second", post_id(-5))
    ]
    assert found.posts["edit_ids"].to_list() == [versions]
    assert found.aliases.rows() == [(post_id(0), post_id(1)), (post_id(2), post_id(1))]
    assert found.posts.schema == pl.Schema(POSTS)


def test_the_newest_version_takes_its_place_from_the_newest_that_knows_it() -> None:
    """Of several older versions the newest that names a parent gives it, whatever the order."""
    chain: dict[str, Any] = {"edit_ids": ["20", "21", "22"]}
    versions = [
        chain | {"post_id": str(20 + n), "reply_to_id": parent} for n, parent in enumerate(("8", "9", None))
    ]

    for order in (versions, versions[::-1]):
        assert folded_of(*order).posts.select("post_id", "reply_to_id").rows() == [("22", "9")]


def test_a_version_in_two_chains_goes_to_the_newest() -> None:
    """Broken chains that share a version give it one newest version, the same whatever the order."""
    chains = [{"post_id": "23", "edit_ids": ["20", "21", "23"]}, {"post_id": "22", "edit_ids": ["21", "22"]}]

    for order in (chains, chains[::-1]):
        assert folded_of(*order).aliases.rows() == [("20", "23"), ("21", "23")]


def test_a_handle_in_two_spellings_is_one() -> None:
    """Case makes no other handle: where an id is known under one, the spelling does not hide it."""
    found = folded_of(
        {"author_id": "7", "handle": "Eve"},
        {"post_id": "21", "author_id": "7", "handle": "eve"},
        {"post_id": "22", "author_id": "7"},
        {"post_id": "23", "author_id": "@eve", "handle": "EVE"},
    )

    assert found.posts["author_id"].to_list() == ["7"] * 4
    assert found.posts["handle"].to_list() == ["Eve", "eve", "Eve", "EVE"]


def _person(**says: Any) -> dict[str, Any]:
    return {"author_id": "7", "captured_at": None} | says


def _seen(*people: dict[str, Any], **post: Any) -> dict[str, Any]:
    (person,) = folded_of({"author_id": "7"} | post, people=people).people.to_dicts()
    return person


def test_what_is_newest_of_a_person_stands_and_what_has_no_time_is_oldest() -> None:
    """A sighting without capture time never overwrites one with; column by column."""
    early = _person(handle="Eve", name="Eve", follower_count=5, captured_at=EARLY_TIME)
    late = _person(name="Eve the Late", follower_count=9, captured_at=LATE_TIME)
    timeless = _person(handle="Old", name="Old", follower_count=1, following_count=2)

    for order in ((early, late, timeless), (timeless, late, early)):
        person = _seen(*order)
        assert (person["handle"], person["name"]) == ("Eve", "Eve the Late")
        assert (person["follower_count"], person["following_count"]) == (9, 2)


def test_a_badge_that_a_dialect_does_not_know_is_not_erased() -> None:
    """A sighting without the kind of badge says nothing about it."""
    blue = _person(verified=True, verified_type="blue", captured_at=EARLY_TIME)

    assert _seen(blue, _person(verified=True, captured_at=LATE_TIME))["verified_type"] == "blue"


def test_an_old_handle_in_a_copy_without_time_does_not_get_the_time_of_another_copy() -> None:
    """A folded post has its handle from one copy and its capture from another; people are told from the copies."""
    old = {"author_id": "7", "handle": "Old"}
    bare = {"author_id": "7", "captured_at": LATE_TIME}
    newer = _person(handle="New", captured_at=EARLY_TIME)
    found = folded_of(old, bare, {"post_id": "21", "author_id": "7", "handle": "Other"}, people=[newer])

    assert found.people["handle"].to_list() == ["New"]


def test_the_newest_handle_beside_a_post_stands() -> None:
    """Without profiles the posts tell: the last captured handle, and of one capture that of the author."""
    early = {"author_id": "7", "handle": "Zoe", "captured_at": EARLY_TIME}
    late = {"post_id": "21", "author_id": "7", "handle": "Ann", "captured_at": LATE_TIME}
    answer: dict[str, Any] = {"post_id": "22", "author_id": "8", "reply_to_author_id": "7"}
    answer |= {"reply_to_handle": "Max", "captured_at": LATE_TIME}

    assert folded_of(early, late, answer).people["handle"].to_list() == ["Ann", None]
    assert folded_of(early, late, answer, late).people["handle"].to_list() == ["Ann", None]
    assert folded_of(early, answer).people["handle"].to_list() == ["Max", None]


def test_sightings_of_one_time_have_no_other_order() -> None:
    """Of two sightings without time the one with more followers stands, whichever was read first."""
    one, two = _person(name="One", follower_count=5), _person(name="Two", follower_count=4)

    assert _seen(one, two) == _seen(two, one)


def test_people_are_everybody_who_wrote_or_was_answered() -> None:
    """One row a person, the newest sighting; people only mentioned are no participants."""
    users = [v2_user(), v2_user("502", "Max"), v2_user("503", "Mentioned")]
    later = [v2_user("501", "Cath_New")]
    post = v2_post(0, in_reply_to_user_id="502")
    found = folded(
        v2_page(post, captured=LATE, includes={"users": later}),
        v2_page(post, captured=EARLY, includes={"users": users}),
    )

    assert found.people["author_id"].to_list() == ["501", "502"]
    assert found.people["handle"].to_list() == ["Cath_New", "Max"]
    schema.check(found.people, "people")


def test_every_author_stands_in_people() -> None:
    """A join with people loses no post, also where only a handle or nothing is known."""
    found = folded(v11_status(0, user=None), v11_status(1, user={"screen_name": "Eve"}), v11_status(2))

    assert found.posts.join(found.people, on="author_id", how="anti").is_empty()


def test_the_fold_is_a_fixed_point() -> None:
    """Reading the same file twice changes nothing but how often posts were seen."""
    content = lines(v2_page(v2_post(0), v2_post(1)), _likes(7, LATE))
    once, twice = fold(collect(content)), fold(collect([content, content]))

    assert once.posts.drop("n_observations").equals(twice.posts.drop("n_observations"))
    assert (twice.posts["n_observations"] == 2 * once.posts["n_observations"]).all()
    assert once.people.equals(twice.people)


def _known(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


_IDS = st.sampled_from(["18", "19", "20", "21"])
_COUNTS = _known(st.integers(0, 3))
_WORDS = st.sampled_from(
    ["no", "no, and", "@max no", "RT @max: no", "no https://t.co/a", "no https://a.example", "yes"]
)
_LIST = st.lists(st.sampled_from(["a", "b", "https://t.co/a", "https://a.example"]), max_size=2)
_MEDIUM = st.builds(
    lambda kind, said: medium(kind, **said),
    st.sampled_from(["photo", "video"]),
    st.dictionaries(
        st.sampled_from(["alt", "url", "file"]),
        st.sampled_from(["https://a.example/1.jpg", "https://b.example/2"]),
    ),
)
_TIMES = _known(st.sampled_from([EARLY_TIME, LATE_TIME]))


def _as_read(copy: dict[str, Any]) -> dict[str, Any]:
    """Return a copy as dialects give it: no counts of a repost, no cut without text, where a reply's own words begin."""
    is_reply = any(copy[name] for name in ("reply_to_id", "reply_to_author_id", "reply_to_handle"))
    begins = 5 if is_reply and (copy["text"] or "").startswith("@max ") else 0
    counts = dict.fromkeys(("like_count", "view_count")) if copy["repost_of_id"] else {}
    is_cut = copy["text_truncated"] and copy["text"] is not None
    return copy | counts | {"display_from": begins, "text_truncated": is_cut}


_COPY = st.fixed_dictionaries(
    {
        "post_id": st.sampled_from(["20", "21", post_id(0)]),
        "captured_at": _TIMES,
        "source_row": st.integers(0, 1),
        "dialect": st.sampled_from([TELLING, SILENT]),
        "place": st.sampled_from(["main", "quoted"]),
        "author_id": st.sampled_from(["7", "8", "@eve", "@max"]),
        "handle": _known(st.sampled_from(["eve", "Eve", "max"])),
        "reply_to_author_id": _known(st.sampled_from(["7", "8"])),
        "reply_to_handle": _known(st.sampled_from(["Eve", "max"])),
        "created_at": _TIMES,
        "text": _known(_WORDS),
        "text_truncated": st.booleans(),
        "lang": _known(st.sampled_from(["en", "fr"])),
        "media": st.lists(_MEDIUM, max_size=2),
        "edit_ids": st.sampled_from([[], [], ["20", "21"]]),
        "availability": st.sampled_from(["available", "limited"]),
        **{name: _known(_IDS) for name in ("conversation_id", "reply_to_id", "quoted_id", "repost_of_id")},
        **dict.fromkeys(("like_count", "view_count"), _COUNTS),
        **dict.fromkeys(("urls", "mentions", "hashtags"), _LIST),
    }
).map(_as_read)
_PERSON = st.fixed_dictionaries(
    {
        "author_id": st.sampled_from(["7", "8"]),
        "captured_at": _TIMES,
        "handle": _known(st.sampled_from(["eve", "Eve", "max"])),
        "follower_count": _COUNTS,
        "verified": _known(st.booleans()),
    }
)


def _shuffled(collected: Collected, seed: int) -> Collected:
    observations = collected.observations.sample(fraction=1, shuffle=True, seed=seed)
    people = collected.people.sample(fraction=1, shuffle=True, seed=seed)
    return replace(collected, observations=observations, people=people)


def _equal(one: Folded, other: Folded) -> bool:
    return all(
        getattr(one, name).equals(getattr(other, name)) for name in ("posts", "people", "aliases", "problems")
    )


@given(st.lists(_COPY, min_size=1, max_size=8), st.lists(_PERSON, max_size=4), st.integers(0, 9))
@examples(8)
def test_the_order_of_the_inputs_decides_nothing(
    copies: list[dict[str, Any]], people: list[dict[str, Any]], seed: int
) -> None:
    """Shuffled observations and sightings give the same posts, people, aliases and problems, also where times are equal."""
    collected = observed(*copies, people=people)

    assert _equal(fold(collected), fold(_shuffled(collected, seed)))


@given(st.lists(_COPY, min_size=1, max_size=6))
@examples(8)
def test_reading_twice_changes_nothing_but_how_often(copies: list[dict[str, Any]]) -> None:
    """A second reading of the same files gives the same posts, seen twice as often."""
    collected = observed(*copies)
    once = fold(collected)
    twice = fold(replace(collected, observations=pl.concat([collected.observations] * 2)))

    doubled = once.posts.with_columns(pl.col("n_observations") * 2)
    assert twice.posts.equals(doubled)
    assert _equal(replace(once, posts=doubled), twice)


@given(st.lists(_COPY, min_size=1, max_size=6))
@examples(15)
def test_nothing_that_a_copy_knows_is_lost(copies: list[dict[str, Any]]) -> None:
    """A column of a post is empty only if it is empty in all its copies, but for the counts of reposts."""
    collected = observed(*(copy | {"edit_ids": []} for copy in copies))
    posts = {post["post_id"]: post for post in fold(collected).posts.to_dicts()}

    for row in collected.observations.to_dicts():
        post = posts[row["post_id"]]
        counts = {"like_count", "view_count"} if post["repost_of_id"] else set()
        for name in POSTS.keys() & row.keys() - counts:
            assert row[name] in (None, [], "") or post[name] not in (None, [], ""), name
        for name in ("media", "mentions", "hashtags"):
            assert len(post[name]) >= len(row[name])


def test_the_fold_does_not_change_its_input_and_keeps_its_promise() -> None:
    """The observations stay as they were; the columns are those that the tree is given."""
    collected = collect(lines(v2_page(v2_post(1), v2_post(0))))
    before = collected.observations.clone()
    found = fold(collected)

    assert collected.observations.equals(before)
    assert found.posts.schema == pl.Schema(POSTS)
    assert found.posts["post_id"].to_list() == [post_id(0), post_id(1)]
