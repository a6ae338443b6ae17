"""The tone of the words: how many posts could be scored, the mean, and the words behind the scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from threadscope.report.cards import Card
from threadscope.report.formats import number, share, signed

__all__ = ["LEANING", "Discussed", "Disputed", "Group", "Status", "Tone", "most_discussed", "tone"]

#: A score nearer to 0 than this leans nowhere.
LEANING: Final = 0.05
_DISCUSSED: Final = 6
#: Posts shown on which word lists disagree.
MOST_DISPUTED: Final = 3
_TOWARD: Final = {
    "support": "posts read as supporting the claim",
    "deny": "posts read as denying the claim",
    "query": "posts read as asking about it",
    "comment": "posts read as comments on it",
    "unclear": "posts of unclear stance",
}
_LISTS: Final = {"textblob": "TextBlob", "vader": "VADER", "blend": "the blend"}


@dataclass(frozen=True, slots=True)
class Status:
    """One slice of the posts: its name for the style sheet, words, count and share."""

    name: str
    says: str
    count: str
    share: str
    width: float


@dataclass(frozen=True, slots=True)
class Discussed:
    """One much-answered post and the words that its score comes from."""

    card: Card
    answers: str
    score: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of posts that has an interval."""

    says: str
    people: str
    posts: str
    mean: str
    interval: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """One post that two word lists read the other way round."""

    card: Card
    score: str
    other: str
    other_score: str


@dataclass(frozen=True, slots=True)
class Tone:
    """The whole section in numbers."""

    statuses: tuple[Status, ...]
    n_scored: str
    mean: str
    discussed: tuple[Discussed, ...]
    backend: str
    groups: tuple[Group, ...]
    disputed: tuple[Disputed, ...]
    n_disputed: str


def most_discussed(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the archived posts that drew most answers."""
    return (
        posts.filter(pl.col("n_children") > 0)
        .sort(-pl.col("n_children"), "order")
        .head(_DISCUSSED)
        .select("post_id", "n_children")
    )


def tone(
    posts: pl.DataFrame,
    sentiment: pl.DataFrame,
    tone_groups: pl.DataFrame,
    tone_conflicts: pl.DataFrame,
    cards: dict[str, Card],
    camps: tuple[str, str],
) -> Tone:
    """Return shares of negative, neither, positive, no signal and not scored posts, the mean, groups, examples."""
    scored = sentiment.filter(pl.col("status") == "scored")
    mean = scored["polarity"].mean()
    return Tone(
        statuses=_statuses(sentiment),
        n_scored=number(scored.height),
        mean=signed(mean if isinstance(mean, float) else None),
        discussed=_discussed(posts, sentiment, cards),
        backend=", ".join(sorted(sentiment["backend"].drop_nulls().unique())),
        groups=_groups(tone_groups, camps),
        disputed=tuple(
            Disputed(
                card=cards[row["post_id"]],
                score=signed(row["polarity"]),
                other=_LISTS.get(row["backend"], row["backend"]),
                other_score=signed(row["other_polarity"]),
            )
            for row in tone_conflicts.head(MOST_DISPUTED).iter_rows(named=True)
        ),
        n_disputed=number(tone_conflicts.height) if tone_conflicts.height else "",
    )


def _groups(tone_groups: pl.DataFrame, camps: tuple[str, str]) -> tuple[Group, ...]:
    """Groups of people enough for an interval; persons are left to the table."""
    sides = {
        "claim": f"people on the side that {camps[0]}",
        "dispute": f"people on the side that {camps[1]}",
        "none": "people who take no side",
        "undetermined": "people whose side is not known",
    }
    says = {"all": {"all": "all posts"}, "camp": sides, "toward": _TOWARD}
    placed = tone_groups.filter(
        (pl.col("grouped_by") == "camp") & pl.col("group").is_in(["claim", "dispute"])
    ).height
    return tuple(
        Group(
            says=says[row["grouped_by"]].get(row["group"], row["group"]),
            people=number(row["n_people"]),
            posts=number(row["n_posts"] - row["n_not_scored"]),
            mean=signed(row["mean"]),
            interval=f"{signed(row['low'])} to {signed(row['high'])}",
        )
        for row in tone_groups.filter(pl.col("low").is_not_null()).iter_rows(named=True)
        # without a camp everybody is of unknown side: the same row as all posts
        if row["grouped_by"] in says and (row["grouped_by"] != "camp" or placed)
    )


def _statuses(sentiment: pl.DataFrame) -> tuple[Status, ...]:
    score, status = pl.col("polarity"), pl.col("status")
    scored = status == "scored"
    slices = (
        ("negative", f"negative words (score {signed(-LEANING)} or less)", scored & (score <= -LEANING)),
        ("neither", "scored, near zero", scored & (score.abs() < LEANING)),
        ("positive", f"positive words (score {signed(LEANING)} or more)", scored & (score >= LEANING)),
        ("no-signal", "no signal: no word of the lexicon", status == "no_signal"),
        ("not-scored", "not scored: another language, or no text", status == "not_scored"),
    )
    counts = sentiment.select(condition.sum().alias(name) for name, _, condition in slices).row(0, named=True)
    total = max(sentiment.height, 1)
    return tuple(
        Status(
            name,
            says,
            number(counts[name]),
            share(counts[name] / total),
            round(100 * counts[name] / total, 3),
        )
        for name, says, _ in slices
    )


def _discussed(posts: pl.DataFrame, sentiment: pl.DataFrame, cards: dict[str, Card]) -> tuple[Discussed, ...]:
    rows = most_discussed(posts).join(sentiment, on="post_id", how="left", maintain_order="left")
    said = {"scored": "", "no_signal": "no signal", "not_scored": "not scored", None: "not scored"}
    return tuple(
        Discussed(
            card=cards[row["post_id"]],
            answers=number(row["n_children"]),
            score=said[row["status"]] or signed(row["polarity"]),
            words=tuple((entry["word"], signed(entry["polarity"])) for entry in row["words"] or ()),
        )
        for row in rows.iter_rows(named=True)
    )
