"""Small patterns of who answers whom: against counts by hand and against listing them all."""

from __future__ import annotations

import itertools

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import posts, study
from tests.covering import examples


def _row(*specs: str, **columns: object) -> tuple:
    return study(*specs, **columns).table("motifs").drop("thread_id").row(0)


def test_motifs_of_a_small_quarrel() -> None:
    """Ties: bob to ann, ann to bob, eve to bob, dan to ann, eve to ann.

    Of the answers, bob1 was answered by ann (whom it answered: reciprocal) and by eve (a third: external).
    Ann and bob answered each other: one pair. Ann was answered by three people (3 pairs of them), bob by two
    (1): 4 incoming. Eve answered two people (1), the others one: 1 outgoing.
    """
    assert _row("ann1", "bob1>ann1", "ann2>bob1", "eve1>bob1", "dan1>ann1", "eve2>ann1") == (1, 1, 1, 4, 1)


def test_the_same_post_answered_twice_is_one_motif() -> None:
    """Ann came back to bob1 twice, eve answered it twice: still one of each; ann and eve both answered bob."""
    assert _row("ann1", "bob1>ann1", "ann2>bob1", "ann3>bob1", "eve1>bob1", "eve2>bob1") == (1, 1, 1, 1, 0)


def test_answering_back_elsewhere_is_dyadic_only() -> None:
    """Ann answers another post of bob than the one that answered her: a pair, no reciprocity under a post."""
    assert _row("ann1", "bob1>ann1", "eve1>ann1", "bob2>eve1", "ann2>bob2")[:3] == (0, 2, 1)


def test_going_on_under_oneself_is_no_motif() -> None:
    """A thread of one's own posts has none."""
    assert _row("ann1", "ann2>ann1", "ann3>ann2") == (0, 0, 0, 0, 0)


def test_answers_to_nobody_known_make_no_motif() -> None:
    """Bob answered a lost post of somebody unknown: whether ann, who answers him, is that person is not known."""
    assert _row("bob1>gone", "ann1>bob1") == (0, 0, 0, 0, 0)
    assert _row("bob1>gone", "ann1>bob1", reply_to_author_id={"bob1": "ann"}) == (1, 0, 1, 0, 0)


def test_a_crowd_does_not_overflow() -> None:
    """Of 70,000 people who answered ann there are more pairs than 31 bits hold: 70,000 * 69,999 / 2."""
    n = 70_000
    fan = posts("ann1", "fan1>ann1")[[1] * n]
    fans = fan.with_columns(
        post_id=pl.Series(range(n)).cast(pl.String), author_id=pl.Series(range(n)).cast(pl.String)
    )

    assert (
        study(pl.concat([posts("ann1"), fans])).table("motifs")["n_incoming_triads"].item()
        == n * (n - 1) // 2
    )


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 4)), min_size=1, max_size=16))
@examples(20)
def test_counts_equal_lists(draws: list[tuple[int, int]]) -> None:
    """Counting gives as many as listing every motif after its definition."""
    parent = {i: draw % i for i, (draw, _) in enumerate(draws, 1)}
    author = {0: 0} | {i: who for i, (_, who) in enumerate(draws, 1)}
    people = set(author.values())
    answers = {(i, up) for i, up in parent.items() if author[i] != author[up]}
    ties = {(author[i], author[up]) for i, up in answers}
    chains = {(author[c], b, author[a]) for c, b in answers for b_, a in answers if b == b_}
    pairs = list(itertools.combinations(sorted(people), 2))

    assert _row("p0@u0", *(f"p{i}@u{author[i]}>p{up}" for i, up in parent.items())) == (
        sum(c == a for c, _, a in chains),
        sum(c != a for c, _, a in chains),
        sum((x, y) in ties and (y, x) in ties for x, y in pairs),
        sum((x, z) in ties and (y, z) in ties for x, y in pairs for z in people),
        sum((z, x) in ties and (z, y) in ties for x, y in pairs for z in people),
    )
