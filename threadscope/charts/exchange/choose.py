"""Which posts the exchange ladder draws: a chain in which two people take turns, and the turning points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from threadscope.errors import UnknownName

__all__ = ["Choice", "chosen_chain", "main_chain", "of_chain", "path_to", "story", "turning_posts"]

#: A chain of fewer posts is a question and an answer.
_LEAST_CHAIN: Final = 3
#: What a turning point in a chain counts, in posts.
_TURNING: Final = 2
#: With fewer rows other much answered posts are drawn too.
_FEWEST_ROWS: Final = 6
#: Rows kept for turning points beside a long chain, and posts drawn of its end.
_KEPT, _TAIL = 4, 3
#: Turning points that are moments of the crowd, or of a note, and no words of one person to another.
_NO_WORDS: Final = ("Peak", "Second burst")
_KEPT_LAST: Final = "Answers back"


@dataclass(frozen=True, slots=True)
class Choice:
    """Posts to draw, in no order; the chain among them, in its own; whether it is the way from the root."""

    posts: tuple[str, ...]
    chain: tuple[str, ...] = ()
    is_path: bool = False

    def left_out(self) -> dict[str, int]:
        """Return, by post of the chain, how many posts of the chain before it are not drawn."""
        drawn, found, skipped = set(self.posts), {}, 0
        for post_id in self.chain:
            if post_id in drawn:
                found[post_id], skipped = skipped, 0
            else:
                skipped += 1
        return found


@dataclass
class _Rows:
    """Posts taken so far, within the numbers of rows and people."""

    authors: dict[str, str]
    most: int
    people: int
    taken: list[str] = field(default_factory=list)

    def add(self, *post_ids: str | None) -> None:
        """Take posts, together or not at all."""
        new = [post_id for post_id in dict.fromkeys(post_ids) if post_id in self.authors]
        new = [post_id for post_id in new if post_id not in self.taken]
        who = {self.authors[post_id] for post_id in [*self.taken, *new]}
        if len(self.taken) + len(new) <= self.most and len(who) <= self.people:
            self.taken += new


def turning_posts(told: pl.DataFrame, mine: pl.DataFrame) -> dict[str, str]:
    """Return the label of each post that is a turning point: those with most posts below first, answers back last."""
    rows = (
        told.filter(
            pl.col("label").is_not_null(),
            ~pl.col("kind").str.starts_with("note"),
            ~pl.col("label").is_in(_NO_WORDS),
        )
        .with_columns(post_id=pl.col("evidence").list.first())
        .join(mine.select("post_id", "n_below"), on="post_id")
        .sort(pl.col("label") == _KEPT_LAST, "n_below", "finding_id", descending=[False, True, False])
    )
    return dict(rows.unique("post_id", keep="first", maintain_order=True).select("post_id", "label").rows())


def main_chain(exchanges: pl.DataFrame, answers: pl.DataFrame, turning: Iterable[str]) -> tuple[str, ...]:
    """Return the alternating chain that carries the quarrel: long, and with turning points in it.

    Of chains that count the same, the one whose posts drew more answers.
    """
    chains = exchanges.filter(pl.col("duel_length") >= _LEAST_CHAIN).with_row_index("chain")
    if chains.is_empty():
        return ()
    drawn = answers.group_by(post_id="target_id").agg(n=pl.len().cast(pl.Int64))
    weighed = (
        chains.select("chain", "duel_length", post_id="duel_posts")
        .explode("post_id", keep_nulls=False, empty_as_null=False)
        .join(drawn, on="post_id", how="left", maintain_order="left")
        .group_by("chain", maintain_order=True)
        .agg(
            weight=pl.col("duel_length").first()
            + _TURNING * pl.col("post_id").is_in(list(turning)).sum().cast(pl.Int64),
            drawn=pl.col("n").sum(),
        )
        .sort("weight", "drawn", "chain", descending=[True, True, False])
    )
    best = chains.filter(pl.col("chain") == weighed.item(0, "chain"))
    return tuple(best["duel_posts"].to_list()[0])


def path_to(every: pl.DataFrame, post_id: str) -> tuple[str, ...]:
    """Return the posts from the root, or the top of a detached part, down to a post.

    In reading order the one above on each level is the last that came before.

    Parameters
    ----------
    every
        Posts and ghosts of one thread: post_id, parent_id, depth, order.
    post_id
        One of them.
    """
    depth, order = every.filter(pl.col("post_id") == post_id).select("depth", "order").row(0)
    above = (
        every.filter((pl.col("order") < order) & (pl.col("depth") < depth) | (pl.col("post_id") == post_id))
        .sort("order")
        .unique("depth", keep="last", maintain_order=True)
        .sort("depth")
    )
    tops = above.with_row_index("row").filter(pl.col("parent_id").is_null())["row"]
    return tuple(above["post_id"].to_list()[int(tops.max() or 0) if len(tops) else 0 :])  # type: ignore[arg-type]


def chosen_chain(every: pl.DataFrame, exchanges: pl.DataFrame, wanted: str) -> tuple[tuple[str, ...], bool]:
    """Return the chain that a post belongs to, else the way from the root to it; and whether it is the way.

    Raises
    ------
    UnknownName
        If the thread holds no such post.
    """
    if wanted not in every["post_id"]:
        raise UnknownName(
            f"no post of this thread has the id {wanted!r}; a chain is chosen by the id of one of its posts, as"
            " table `posts` lists them"
        )
    holding = exchanges.filter(
        (pl.col("duel_length") >= _LEAST_CHAIN) & pl.col("duel_posts").list.contains(wanted)
    ).sort("duel_length", "first_at", "a_id", descending=[True, False, False], nulls_last=True)
    if holding.height:
        return tuple(holding["duel_posts"].to_list()[0]), False
    return path_to(every, wanted), True


def _ends(chain: Sequence[str], most: int) -> Sequence[str]:
    """Return a chain, or its beginning and its end."""
    if len(chain) <= most:
        return chain
    tail = min(_TAIL, most // 2)
    return [*chain[: most - tail], *chain[len(chain) - tail :]]


def of_chain(every: pl.DataFrame, chain: tuple[str, ...], *, is_path: bool, most: int, people: int) -> Choice:
    """Return the rows of a chain that was asked for; of a long way with many people, the end."""
    authors = dict(every.select("post_id", "author_id").rows())
    kept = list(_ends(chain, most))
    if len({authors.get(post_id) for post_id in kept}) > people:
        rows = _Rows({post_id: authors.get(post_id) or "" for post_id in chain}, most, people)
        for post_id in reversed(chain):
            before = len(rows.taken)
            rows.add(post_id)
            if len(rows.taken) == before:
                break
        kept = rows.taken
    return Choice(tuple(kept), chain, is_path)


def story(
    mine: pl.DataFrame,
    answers: pl.DataFrame,
    turning: dict[str, str],
    chain: tuple[str, ...],
    *,
    most: int,
    people: int,
) -> Choice:
    """Return the chain with the turning points around it and what these answer; where that is little, more answered posts.

    Parameters
    ----------
    mine, answers
        Rows of the drawn thread.
    turning
        Turning points, as ``turning_posts`` returns them.
    chain
        As ``main_chain`` returns it.
    most, people
        Most rows and people.
    """
    parents = dict(mine.select("post_id", "parent_id").rows())
    rows = _Rows(dict(mine.select("post_id", "author_id").rows()), most, people)
    besides = [post_id for post_id in turning if post_id not in chain]
    room = max(most - min(_KEPT, len(besides)), most // 2)
    # A chain that nearly fits is drawn whole: a title that counts its posts should be seen to count right.
    if len(chain) <= most - _KEPT // 2:
        room = len(chain)
    rows.add(*_ends(chain, room))
    for post_id in besides:
        rows.add(post_id, parents.get(post_id))
    for post_id in besides:
        rows.add(post_id)
    # Where the chain hangs, if there is room.
    if chain:
        rows.add(parents.get(chain[0]))
    for post_id in _fillers(mine, answers):
        if len(rows.taken) >= min(_FEWEST_ROWS, most):
            break
        rows.add(post_id, parents.get(post_id))
    return Choice(tuple(rows.taken), chain if set(chain) & set(rows.taken) else ())


def _fillers(mine: pl.DataFrame, answers: pl.DataFrame) -> list[str]:
    """Return answers that drew most answers, each with the first of these; then those with most likes."""
    drawn = answers.group_by(post_id="target_id", maintain_order=True).agg(
        n=pl.len().cast(pl.Int64), first=pl.col("post_id").first()
    )
    ranked = (
        answers.select("post_id")
        .join(drawn, on="post_id", how="left", maintain_order="left")
        .join(mine.select("post_id", "like_count", "order"), on="post_id", maintain_order="left")
        .sort(
            pl.col("n").fill_null(0), "like_count", "order", descending=[True, True, False], nulls_last=True
        )
        .head(4 * _FEWEST_ROWS)
    )
    told = ranked.select("post_id", "first").rows()
    return [post_id for pair in told for post_id in pair if post_id is not None]
