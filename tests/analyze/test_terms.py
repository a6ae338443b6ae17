"""Words of each side: log-odds by hand, who counts how often, and words that a post sets against others."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest

from tests import founding
from tests.builders import posts, study
from threadscope import schema
from threadscope.analyze.set_against import set_against
from threadscope.analyze.term_counts import words_of
from threadscope.analyze.terms import terms


def _rows(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema.SCHEMAS[name].dtypes)


def _table(
    *specs: str, sides: dict[str, str], acts: dict[str, str] | None = None, **columns: Any
) -> pl.DataFrame:
    """Return the terms of a thread in which stance says who supports and who denies."""
    base = study(*specs, **columns)
    placed = base.table("posts")
    stance = [
        {"thread_id": "root", "post_id": post_id, "toward_claim": said, "toward_parent": "unclear"}
        for post_id, said in sides.items()
    ]
    does = [
        {"thread_id": "root", "post_id": post_id, "act": act, "span": "", "starts_at": 0, "rule": "x"}
        for post_id, act in (acts or {}).items()
    ]
    return terms(
        placed, base.table("answers"), schema.empty("claims"), _rows("stance", stance), _rows("acts", does), schema.empty("camps")
    )  # fmt: skip


def _two_sides(claim: list[str], dispute: list[str], **more: Any) -> pl.DataFrame:
    specs = [
        "root",
        *(f"c{n}@c{n}>root" for n in range(len(claim))),
        *(f"d{n}@d{n}>root" for n in range(len(dispute))),
    ]
    texts = {f"c{n}": text for n, text in enumerate(claim)} | {
        f"d{n}": text for n, text in enumerate(dispute)
    }
    sides = {name: "support" if name[0] == "c" else "deny" for name in texts}
    return _table(*specs, sides=sides, text={"root": "zzz"} | texts, **more)


def test_log_odds_by_hand():
    """Ten posts a side of one word each: eight of ten against none, with the whole thread as prior."""
    table = _two_sides(["alpha"] * 8 + ["beta"] * 2, ["beta"] * 9 + ["gamma"])
    row = table.filter(term="alpha").row(0, named=True)
    prior = 8 / 21 * 2.5  # 21 words in the thread; a quarter of the ten of the smaller side
    one, other = 8 + prior, 0 + prior
    log_odds = math.log(one / (12.5 - one)) - math.log(other / (12.5 - other))

    assert (row["side"], row["n_claim"], row["n_dispute"], row["n_people"]) == ("claim", 8, 0, 8)
    assert row["log_odds"] == pytest.approx(log_odds)
    assert row["z"] == pytest.approx(log_odds / math.sqrt(1 / one + 1 / other))
    assert table.select("term", "side").rows() == [("beta", "dispute"), ("alpha", "claim")]
    assert table.filter(term="beta")["examples"].to_list() == [[f"d{n}" for n in range(9)]]


def test_a_word_is_used_by_two_people_in_three_posts():
    """What only one person keeps saying is that person's word, and what two posts say is no habit."""
    one_person = ["root", *(f"c{n}@loud>root" for n in range(9)), *(f"d{n}@d{n}>root" for n in range(9))]
    texts = {f"c{n}": f"alpha {'x' * (n + 2)}" for n in range(9)} | {f"d{n}": "beta" for n in range(9)}
    sides = {name: "support" if name[0] == "c" else "deny" for name in texts}
    table = _table(*one_person, sides=sides, text=texts | {"root": "zzz"})

    assert table["term"].to_list() == ["beta"]
    assert _two_sides(["alpha", "alpha"], ["beta", "beta"]).is_empty()


def test_a_text_pasted_by_one_person_counts_once():
    """One person pastes one text 300 times: it is one post with these words."""
    specs = ["root", *(f"c{n}@loud>root" for n in range(300)), *(f"d{n}@d{n}>root" for n in range(9))]
    texts = {f"c{n}": "alpha omega" for n in range(300)} | {f"d{n}": "beta" for n in range(9)}
    words = words_of(study(*specs, text=texts | {"root": "zzz"}).table("posts"))

    assert words.filter(term="alpha").height == 1
    assert words.filter(term="alpha omega").height == 1


def test_what_others_said_addresses_and_idle_words_are_left_out():
    """Quotations, links, mentions and words that say nothing of the matter are no words of a side; pairs stand side by side."""
    text = "@bob You said “secret stuff”. The User’s data, messages of mine: https://t.co/x #Leak"
    frame = study("root", "a1>root", text={"a1": text, "root": "zzz"}).table("posts").filter(post_id="a1")

    assert sorted(words_of(frame)["term"]) == ["data", "leak", "messages", "user", "user data"]


@pytest.mark.parametrize(
    "said",
    [
        "RT @bob: secret stuff",
        "MT “@bob: secret",
        '"secret stuff',
        "„secret stuff",
        "‘she’s secret stuff’",
        "‘secret",
    ],
)
def test_reposts_by_hand_and_open_quotations_are_left_out(said: str):
    """What is reposted by hand, or quoted and never closed, is somebody else's; what stands before it counts."""
    frame = study("root", "a1>root", text={"a1": f"data {said}", "root": "zzz"}).table("posts")

    assert words_of(frame.filter(post_id="a1"))["term"].to_list() == ["data"]


def test_the_last_word_of_a_post_has_no_neighbour():
    """Two words stand side by side within one post only."""
    frame = study("root", "a1>root", "b1>root", text={"a1": "data", "b1": "leak", "root": "zzz"}).table(
        "posts"
    )

    assert words_of(frame)["term"].to_list() == ["zzz", "data", "leak"]


def test_one_silent_side_gives_no_rows():
    """With supporters alone there is nothing to compare; nor without anybody."""
    assert _two_sides(["alpha"] * 9, []).is_empty()
    assert _table("root", "a1>root", sides={}).is_empty()


def test_a_pair_set_against_each_other_is_contested():
    """Ivy names two words that others use, too few for any z: both are told, with the post that did it and its own z."""
    table = _two_sides(
        ["They export user data", "user data again"], ["Our messages are safe", "messages, they say"]
    )
    assert table.is_empty()

    specs = ["root", "c0>root", "c1@cc>root", "d0>root", "d1@dd>root", "ivy1>d0"]
    texts = {
        "root": "zzz", "c0": "They export user data", "c1": "user data again", "d0": "Our messages are safe", "d1": "messages, they say",
        "ivy1": 'He wrote "user data", you answer "messages".',
    }  # fmt: skip
    sides = {"c0": "support", "c1": "support", "d0": "deny", "d1": "deny"}
    told = _table(*specs, sides=sides, text=texts)

    assert told.select("term", "side", "is_contested", "against", "against_ids", "examples").rows() == [
        ("messages", "dispute", True, ["user data"], ["ivy1"], ["d0", "d1"]),
        ("user data", "claim", True, ["messages"], ["ivy1"], ["c0", "c1"]),
    ]
    assert told["z"].abs().max() < 1.96


def test_a_pair_that_nobody_else_uses_is_not_contested():
    """Ivy's own two words are no matter in dispute; nor is one that a single other person uses."""
    specs = ["root", "c0>root", "d0>root", "ivy1>d0"]
    texts = {"root": "zzz", "c0": "yes indeed", "d0": "wrong", "ivy1": 'Mind "apples" and "pears".'}

    assert _table(*specs, sides={"c0": "support", "d0": "deny"}, text=texts).is_empty()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('He wrote "user data", you answer "messages".', [("messages", "user data")]),
        ("You say „Metadaten“, he says „Nachrichten“.", [("metadaten", "nachrichten")]),
        (
            'Messages are encrypted. Metadata is shared. The word "user data" hides that.',
            [("messages", "metadata"), ("messages", "user data"), ("metadata", "user data")],
        ),
        ('"Exports", "every night" and "sold" are unproven.', []),
        ('She said "I never said that at all" and "fine".', []),
        ('This is false. That is "news".', []),
        ("", []),
    ],
)
def test_what_sets_terms_against_each_other(text: str, pairs: list[tuple[str, str]]):
    """Two named words, or a named word and two things of which something is said; not three, not sentences, not pronouns."""
    assert set_against(text) == pairs


def test_the_founding_story_names_its_three_words():
    """“User data” stands on the side of the claim, “messages” on the other, and both are set against “metadata”."""
    base = founding.study()
    table = terms(
        *(base.table(name) for name in ("posts", "answers", "claims", "stance", "acts")),
        schema.empty("camps"),
    )
    told = {row["term"]: row for row in table.filter("is_contested").iter_rows(named=True)}

    assert told["user data"]["side"] == "claim"
    assert told["messages"]["side"] == told["metadata"]["side"] == "dispute"
    assert set(told["user data"]["against"]) == {"messages", "metadata"}


def test_order_and_names_change_nothing():
    """Rows in another order and other names for people give the same terms."""
    claim, dispute = ["alpha beta"] * 14 + ["gamma"] * 4, ["delta"] * 12 + ["gamma delta"] * 6
    specs = ["root", *(f"c{n}@c{n}>root" for n in range(18)), *(f"d{n}@d{n}>root" for n in range(18))]
    texts = {f"c{n}": text for n, text in enumerate(claim)} | {
        f"d{n}": text for n, text in enumerate(dispute)
    }
    frame = posts(*specs, text=texts | {"root": "zzz"})
    renamed = frame.with_columns(author_id=pl.lit("z") + pl.col("author_id").str.reverse())
    sides = {name: "support" if name[0] == "c" else "deny" for name in texts}
    alone = _table(frame, sides=sides)

    assert alone.height > 2
    assert _table(frame.reverse(), sides=sides).equals(alone)
    assert _table(renamed, sides=sides).equals(alone)
