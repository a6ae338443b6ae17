"""Parts that people play, with the posts that show them."""

from __future__ import annotations

from typing import Any

import polars as pl

from tests.builders import study
from threadscope import schema
from threadscope.analyze.parts import place as role_place
from threadscope.analyze.parts import words as role_words

_NO = "This is not true."
_CLAIM = "PigeonChat exports user data every night at 02:00"
_AGAIN = "PigeonChat exports your user data every night"


def _roles(*specs: str, **columns: Any) -> dict[tuple[str, str], dict[str, Any]]:
    rows = study(*specs, **columns).table("roles").to_dicts()
    return {(row["author_id"], row["role"]): row for row in rows}


def _table(name: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Return a table with these values and the thread of the root."""
    dtypes = schema.SCHEMAS[name].dtypes
    frame = (
        pl.DataFrame([{"thread_id": "root"} | row for row in rows], schema_overrides=dtypes) if rows else None
    )
    return schema.empty(name) if frame is None else schema.conform(frame, name)


def _by(frame: pl.DataFrame) -> dict[str, list[str]]:
    return dict(schema.conform(frame, "roles").select("author_id", "evidence").iter_rows())


def test_who_wrote_the_root_is_the_originator():
    """The evidence is the root itself."""
    assert _roles("root", "ann1>root")["root", "originator"]["evidence"] == ["root"]


def test_a_missing_root_has_no_originator():
    """Nobody is named whose post is not there."""
    assert not [role for _, role in _roles("ann1>gone", "bob1>gone") if role in ("originator", "claimant")]


def test_the_root_makes_the_claim_and_who_says_it_again_too():
    """A claimant says it; a picture without words claims nothing."""
    roles = _roles(
        "root", "big1>root", text={"root": _CLAIM, "big1": _AGAIN}, lang={"root": "en", "big1": "en"}
    )

    assert (roles["root", "claimant"]["rule"], roles["root", "claimant"]["weight"]) == (
        "makes_the_claim",
        1.0,
    )
    assert (roles["big", "claimant"]["rule"], roles["big", "claimant"]["evidence"]) == (
        "says_it_again",
        ["big1"],
    )
    assert ("root", "claimant") not in _roles("root", "ann1>root", text={"root": "😀 https://a.example"})


def test_what_went_big_is_cited_first():
    """Somebody who said it twice is cited with the post that many answered."""
    crowd = [f"x{n}@x{n}>big2" for n in range(6)]
    texts = {"root": _CLAIM, "big1": _AGAIN, "big2": _AGAIN}
    roles = _roles("root", "big1>root", "big2>root", *crowd, text=texts, lang=dict.fromkeys(texts, "en"))

    claimant = roles["big", "claimant"]
    assert (claimant["rule"], claimant["evidence"]) == ("carries_the_claim_far", ["big2", "big1"])
    assert roles["big", "amplifier"]["evidence"] == ["big2", *(f"x{n}" for n in range(6))]


def test_denier_and_questioner_with_their_posts():
    """A denier denies the claim directly; three posts are full weight."""
    roles = _roles(
        "root", "bob1>root", "eve1>root", "eve2>bob1", "zoe1>bob1",
        text={"bob1": _NO, "eve1": "Who said so?", "eve2": "When was that?", "zoe1": _NO},
    )  # fmt: skip

    assert roles["bob", "denier"]["evidence"] == ["bob1"]
    assert (roles["eve", "questioner"]["evidence"], roles["eve", "questioner"]["weight"]) == (
        ["eve1", "eve2"],
        2 / 3,
    )
    assert ("zoe", "denier") not in roles


def test_whoever_denies_what_says_the_claim_again_is_a_denier():
    """So is who denies the post that drew more answers than any other."""
    again = {"root": _CLAIM, "big1": _AGAIN, "bob1": _NO}
    repeated = _roles("root", "big1>root", "bob1>big1", text=again, lang=dict.fromkeys(again, "en"))
    crowd = [f"x{n}@x{n}>big1" for n in range(5)]
    answered = _roles("root", "big1>root", "bob1>big1", *crowd, text={"bob1": _NO})

    assert repeated["bob", "denier"]["evidence"] == ["bob1"]
    assert answered["bob", "denier"]["rule"] == "disagrees_with_the_most_answered"
    assert ("bob", "denier") not in _roles("root", "big1>root", "bob1>big1", text={"bob1": _NO})


def test_no_denier_without_words_to_quote():
    """A reading of a model, or of somebody else, has no words and makes nobody a denier."""
    tables = study("root", "bob1>root", "eve1>root")
    sure = {"claim_id": "root", "toward_claim": "deny", "toward_parent": "disagree", "claim_confidence": 0.9, "parent_confidence": 0.9}  # fmt: skip
    stance = _table(
        "stance", {"post_id": "bob1", **sure, "span": None}, {"post_id": "eve1", **sure, "span": "no"}
    )

    assert _by(
        role_words.deniers(tables.table("posts"), tables.table("answers"), tables.table("claims"), stance)
    ) == {"eve": ["eve1"]}


def test_side_takers_are_placed_by_their_own_words():
    """Not who is placed by whom they answer, not who makes the claim, not by posts that say nothing on it."""
    tables = study("root", "ann1>root", "ann2>root", "bob1>root", "eve1>root")
    stance = _table(
        "stance",
        {"post_id": "ann1", "toward_claim": "unclear", "toward_parent": "comment"},
        *(
            {"post_id": post, "toward_claim": "deny", "toward_parent": "disagree"}
            for post in ("ann2", "bob1", "root")
        ),
    )
    camp = {"camp": "dispute", "said": "dispute", "in_core": False, "confidence": 0.8}
    camps = _table(
        "camps",
        {"author_id": "ann", **camp, "rule": "own_stance", "evidence": ["ann1", "ann2"], "n_evidence": 2},
        {
            "author_id": "bob",
            **camp,
            "said": None,
            "rule": "who_they_answer",
            "evidence": ["bob1"],
            "n_evidence": 1,
        },
        {"author_id": "root", **camp, "rule": "own_stance", "evidence": ["root"], "n_evidence": 1},
    )

    found = role_words.side_takers(tables.table("posts"), stance, tables.table("claims"), camps)
    assert _by(found) == {"ann": ["ann2"]}


_ACT = {"starts_at": 0, "span": "words"}


def _clarifiers(*acts: dict[str, Any], hostile: tuple[str, ...] = ()) -> dict[str, list[str]]:
    tables = study("root", "ann1>root", "bob1>ann1", "eve1>ann1", "eve2>bob1", "eve3>root")
    hostility = _table(
        "hostility",
        *({"post_id": post, "kind": "insult", "rule": "x", "confidence": 1.0} for post in hostile),
    )
    return _by(
        role_words.clarifiers(
            tables.table("posts"), tables.table("answers"), _table("acts", *({**_ACT, **act} for act in acts)),
            tables.table("claims"), hostility,
        )
    )  # fmt: skip


def test_clarifiers_answer_a_claim_a_denial_or_a_question():
    """A distinction in answer to a plain comment clarifies nothing that anybody asked or said; nor does a hostile one."""
    tells = {"act": "distinguishes", "rule": "says_not_the_same"}
    asks, denies = ({"post_id": "ann1", "act": act, "rule": "x"} for act in ("asks", "denies"))

    assert _clarifiers({"post_id": "eve1", **tells}) == {}
    assert _clarifiers({"post_id": "eve1", **tells}, asks) == {"eve": ["eve1"]}
    assert _clarifiers({"post_id": "eve1", **tells}, denies) == {"eve": ["eve1"]}
    assert _clarifiers({"post_id": "eve3", **tells}) == {"eve": ["eve3"]}
    assert _clarifiers({"post_id": "eve3", **tells}, hostile=("eve3",)) == {}


def test_a_turn_of_phrase_clarifies_only_if_somebody_reacts():
    """“Not a fan, but …” is found by a weak rule: it takes two answers."""
    weak = {"act": "distinguishes", "rule": "says_not_but"}

    assert _clarifiers({"post_id": "eve3", **weak}) == {}
    assert _clarifiers({"post_id": "ann1", **weak}) == {"ann": ["ann1"]}


def test_a_link_clarifies_only_where_somebody_asked():
    """Links below a claim are mostly copies and advertisements; a named document counts in any case."""
    link, page = ({"act": "cites", "rule": rule} for rule in ("links_with_words", "names_document"))
    asks = {"post_id": "ann1", "act": "asks", "rule": "x"}

    assert _clarifiers({"post_id": "eve3", **link}) == {}
    assert _clarifiers({"post_id": "eve1", **link}, asks) == {"eve": ["eve1"]}
    assert _clarifiers({"post_id": "eve3", **page}) == {"eve": ["eve3"]}


def test_duelists_alternate_over_six_posts():
    """Five posts in turn are no duel, six are; both sides cite the chain."""
    chain = ["root", "bob1@bob>root", "root2@root>bob1", "bob2@bob>root2", "root3@root>bob2"]

    assert ("bob", "duelist") not in _roles(*chain)
    roles = _roles(*chain, "bob3@bob>root3")
    assert roles["bob", "duelist"]["n_evidence"] == roles["root", "duelist"]["n_evidence"] == 6


def test_the_target_drew_more_answers_than_anybody():
    """Five answers of six make a target; two people with equally many make none."""
    alone = _roles("root", *(f"p{n}@q{n}>root" for n in range(5)), "x1>p0")
    both = _roles("root", *(f"p{n}@q{n}>root" for n in range(5)), *(f"x{n}@y{n}>p0" for n in range(5)))

    assert (alone["root", "target"]["n_evidence"], round(alone["root", "target"]["weight"], 3)) == (5, 0.833)
    assert not [key for key in both if key[1] == "target"]


def test_an_amplifier_quotes_and_brings_people():
    """Five whose first post stands below the quote; four, people who wrote before, or a plain reply bring nobody."""

    def amplifier(*specs: str) -> dict[str, Any] | None:
        return _roles("root", *specs).get(("eve", "amplifier"))

    crowd = [f"x{n}@x{n}>eve1" for n in range(5)]
    found = amplifier("eve1~root", *crowd)
    assert (found["evidence"], found["n_evidence"], found["weight"]) == (
        ["eve1", *(c[:2] for c in crowd)],
        6,
        0.25,
    )
    assert amplifier("eve1~root", *crowd[:4], "x0b@x0>x0") is None
    assert amplifier("eve1>root", *crowd) is None
    assert amplifier("p1@x0>root", "eve1~root", *crowd) is None
    # nested: a crowd below an answer to the quote counts, one beside it does not
    assert amplifier("eve1~root", "y1>eve1", *(f"x{n}@x{n}>y1" for n in range(4)))
    assert amplifier("eve1~root", "y1>gone", *(f"x{n}@x{n}>y1" for n in range(5))) is None


def test_accusers_and_instigators_need_words():
    """An insult accuses nobody of lying; a first hostile post below which nobody else is hostile starts nothing."""
    tables = study("root", "ann1>root", "bob1>root", "bob2>bob1")
    said = {"rule": "x", "confidence": 0.9}
    hostility = _table(
        "hostility",
        {"post_id": "ann1", "kind": "accusation_of_lying", "words": "you are lying", **said},
        {"post_id": "bob1", "kind": "insult", "words": "you clown", **said},
        {"post_id": "root", "kind": "external", "words": None, **said},
    )
    both = {"evidence": ["bob1", "ann1"], "n_evidence": 2}
    words = {"post_id": "bob1", "author_id": "bob", "answer": "first_hostile", "words": "you clown"}

    def instigators(**more: Any) -> dict[str, list[str]]:
        starts = _table("starts", {"n_hostile": 2, "n_below": 3} | both | words | more)
        return _by(role_words.instigators(tables.table("posts"), starts, hostility))

    assert _by(role_words.accusers(tables.table("posts"), hostility)) == {"ann": ["ann1"]}
    assert instigators() == {"bob": ["bob1", "ann1"]}
    assert instigators(answer="ignition") == {"bob": ["bob1", "ann1"]}
    assert instigators(answer="root") == instigators(words=None) == {}
    assert instigators(evidence=["bob1", "bob2"]) == instigators(n_hostile=1) == {}
    assert instigators(post_id="root", author_id="root", words="you") == {}


def test_commentators_and_bystanders_take_no_side():
    """Two posts comment, one that nobody answers stands by; who was answered, or whose language is not read, is undetermined."""
    tables = study(
        "root", "ann1>root", "ann2>root", "bob1>root", "eve1>root", "lars1>root", "zoe1>eve1", "sid1>root"
    )
    plain = {"toward_claim": "unclear", "toward_parent": "comment"}
    stance = _table(
        "stance",
        *({"post_id": post, **plain} for post in ("ann1", "ann2", "bob1", "eve1", "zoe1")),
        {"post_id": "lars1", "toward_claim": "not_scored", "toward_parent": "not_scored"},
        {"post_id": "sid1", "toward_claim": "support", "toward_parent": "agree"},
    )
    known = pl.DataFrame({"thread_id": ["root"], "author_id": ["zoe"]})
    found = role_place.lookers_on(tables.table("posts"), tables.table("answers"), stance, known)

    assert dict(found.select("author_id", "role").iter_rows()) == {"ann": "commentator", "bob": "bystander"}


def test_everybody_has_a_row_and_twelve_posts_are_cited_at_most():
    """Who plays no part that can be shown is undetermined, not forgotten."""
    roles = _roles("root", *(f"bob{n}>root" for n in range(20)), text={"bob3": None})
    bob = roles["bob", "commentator"] if ("bob", "commentator") in roles else roles["bob", "undetermined"]

    assert (len(bob["evidence"]), bob["n_evidence"], bob["weight"]) == (12, 20, 0.0)


def test_who_answers_oneself_a_thousand_times_plays_no_part_but_her_own():
    """One author, one long chain: originator and claimant, nothing else."""
    chain = [f"ann{n}>ann{n - 1}" if n else "ann0" for n in range(1000)]

    assert sorted(role for _, role in _roles(*chain)) == ["claimant", "originator"]


def test_who_asks_for_calm_below_hostile_words_makes_peace():
    """Only below hostile words, by somebody without any, and only if the answer to it is not hostile either."""
    specs = ("root", "ann1>root", "bob1>ann1", "cat1>root", "dan1>ann1", "ann2>dan1", "ann3>ann1")
    calm = "Let's keep it civil, please."
    texts = {
        "ann1": "@root You are an idiot.", "bob1": "@ann " + calm, "cat1": "@root " + calm, "dan1": "@ann " + calm,
        "ann2": "@dan You are an idiot.", "ann3": calm,
    }  # fmt: skip
    roles = _roles(*specs, text=texts, lang=dict.fromkeys(texts, "en"))

    assert [who for who, role in roles if role == "peacemaker"] == ["bob"]
    assert roles["bob", "peacemaker"]["evidence"] == ["bob1"]
