"""Parts that people play, with the posts that show them."""

from __future__ import annotations

from tests.builders import study

_NO = "This is not true."


def _roles(*specs: str, **columns: dict) -> dict[tuple[str, str], dict]:
    rows = study(*specs, **columns).table("roles").to_dicts()
    return {(row["author_id"], row["role"]): row for row in rows}


def test_who_wrote_the_root_is_the_originator():
    """The evidence is the root itself."""
    assert _roles("root", "ann1>root")["root", "originator"]["evidence"] == ["root"]


def test_a_missing_root_has_no_originator():
    """Nobody is named whose post is not there."""
    assert [role for _, role in _roles("ann1>gone", "bob1>gone")] == ["undetermined", "undetermined"]


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
    assert ("zoe", "undetermined") in roles


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


def test_everybody_has_a_row_and_twelve_posts_are_cited_at_most():
    """Who plays no part that can be shown is undetermined, not forgotten."""
    roles = _roles("root", *(f"bob{n}>root" for n in range(20)))
    bob = roles["bob", "undetermined"]

    assert (len(bob["evidence"]), bob["n_evidence"], bob["confidence"], bob["weight"]) == (12, 20, None, 0.0)
