"""Which findings stand below the headline."""

from __future__ import annotations

from threadscope.report.story import Sentence, summary


def _sentences(*kinds: str) -> list[Sentence]:
    return [
        Sentence(
            finding_id=f"{kind}-01", kind=kind, label="", wording=f"a {kind}", at="", posts=(), absent=(), n_evidence=0,
            rule="r", confidence=1.0, set_by="rule",
        )
        for kind in kinds
    ]  # fmt: skip


def test_what_a_claim_was_met_with_is_told_first_by_denials():
    """A denial says most; without one the words that many share, then the most liked replies. Only one of these is told."""
    rest = ("most_liked", "words_shared")

    def told(*kinds: str) -> list[str]:
        return [sentence.kind for sentence in summary(_sentences(*kinds))]

    assert told("first_post", *rest, "explicit_denial", "missing") == [
        "first_post",
        "explicit_denial",
        "missing",
    ]
    assert told("first_post", *rest) == ["first_post", "words_shared"]
    assert told("first_post", rest[0], "longest_exchange") == ["first_post", "most_liked", "longest_exchange"]


def test_who_takes_their_words_back_is_told_beside_a_denial():
    """Both are told, in the order in which the summary goes."""
    told = summary(_sentences("takes_back", "denial", "first_post"))

    assert [sentence.kind for sentence in told] == ["first_post", "denial", "takes_back"]
