"""Claims, stance and acts -> the posts that carry a claim to many, deny it, or tell apart what it mixes."""

from __future__ import annotations

import polars as pl

from threadscope.analyze.set_against import MAY_NAME, set_against
from threadscope.analyze.turning.people import LEAST_ANSWERS

__all__ = ["answered_by_many", "big_repeats", "denials", "distinctions", "most_answered_replies"]

#: A reply is big when it drew at least so many answers, and so large a share of all.
_BIG_LEAST, _BIG_SHARE = 10, 0.2
#: The most answered reply is worth a line of its own when so many people answer it.
_ANSWERING_LEAST = 3
#: A distinction that drew no two answers stands out by likes: so many, and among so many most liked replies.
_LIKES_LEAST, _LIKES_PLACE = 10, 5
#: "To be fair", "it depends" make things more exact and turn nothing.
_NOT_APART = ("says_precisely", "says_condition")
#: "Not correct" judges one thing and tells no two apart.
_VERDICT = r"(?i)(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:true|correct|accurate|right|wrong|false|fake|real)\b"


def _first(frame: pl.DataFrame) -> pl.DataFrame:
    """The first row of each thread in the order given."""
    return frame.unique("thread_id", keep="first", maintain_order=True)


def _most_answered_first(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort("thread_id", "n_answers", "at", "post_id", descending=[False, True, False, False])


def most_answered_replies(replies: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The most answered reply to somebody else of each thread, marked where it is a big one."""
    replies = replies.join(answers.select("post_id"), on="post_id", how="semi")
    total = answers.group_by("thread_id").agg(total=pl.len())
    enough = pl.max_horizontal(pl.lit(_BIG_LEAST), _BIG_SHARE * pl.col("total"))
    top = _first(_most_answered_first(replies))
    return top.join(total, on="thread_id").with_columns(big=pl.col("n_answers") >= enough)


def answered_by_many(top: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Those that three people answer: a run of posts by one person is an exchange, and makes no post stand out."""
    people = answers.group_by(post_id="target_id").agg(people=pl.col("author_id").n_unique())
    many = people.filter(pl.col("people") >= _ANSWERING_LEAST)
    return top.join(many, on="post_id", how="semi")


def big_repeats(claims: pl.DataFrame, replies: pl.DataFrame) -> pl.DataFrame:
    """The post of each thread that says the claim again to a far larger audience; of several the most answered."""
    big = replies.join(claims.filter("goes_big"), on="post_id", how="semi")
    return _first(_most_answered_first(big.filter(pl.col("n_answers") >= LEAST_ANSWERS)))


def denials(
    stance: pl.DataFrame, claims: pl.DataFrame, candidates: pl.DataFrame, top: pl.DataFrame
) -> pl.DataFrame:
    """The denial of each thread that drew the most answers; ``is_first`` where nobody denied before.

    Outright denials of the claim count, of a post that says it again, and of the big reply.
    """
    said = stance.filter((pl.col("toward_parent") == "disagree") & pl.col("span").is_not_null()).select(
        "post_id", "toward_claim", detail="span"
    )
    aimed_at = pl.concat([top.filter("big").select("post_id"), claims.select("post_id")]).unique()
    told = candidates.join(said, on="post_id").join(
        aimed_at.select(target_id="post_id", at_claim=pl.lit(value=True)), on="target_id", how="left"
    )
    meant = told.filter((pl.col("toward_claim") == "deny") | pl.col("at_claim").fill_null(value=False))
    dated = meant.sort("thread_id", "at", "post_id").with_columns(
        is_first=pl.int_range(pl.len()).over("thread_id") == 0
    )
    return _first(_most_answered_first(dated.filter(pl.col("n_answers") >= LEAST_ANSWERS)))


def _telling_apart(acts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Of the posts found those that tell things apart, with the words: by an act, or by setting terms against each other."""
    apart = (pl.col("act") == "distinguishes") & ~pl.col("rule").is_in(_NOT_APART)
    # "the claim is not correct" denies: what denies is told as a denial
    denying = acts.filter(pl.col("act") == "denies").select("post_id")
    apart = apart & ~pl.col("span").str.contains(_VERDICT)
    spans = acts.filter(apart).join(denying, on="post_id", how="anti").sort("post_id", "starts_at")
    spans = spans.unique("post_id", keep="first", maintain_order=True)
    naming = found.filter(pl.col("text").str.contains(MAY_NAME).fill_null(value=False))
    named = [
        (post_id, text[begins or 0 :])
        for post_id, text, begins in naming.select("post_id", "text", "display_from").iter_rows()
        if set_against(text, begins or 0)
    ]
    columns = dict.fromkeys(("post_id", "detail"), pl.String)
    told = pl.concat(
        [spans.select("post_id", detail="span"), pl.DataFrame(named, schema=columns, orient="row")]
    )
    return found.join(told.unique("post_id", keep="first", maintain_order=True), on="post_id")


def distinctions(
    acts: pl.DataFrame,
    stance: pl.DataFrame,
    claims: pl.DataFrame,
    posts: pl.DataFrame,
    candidates: pl.DataFrame,
) -> pl.DataFrame:
    """The first post of each thread that says two things are not the same, in answer to what is in dispute.

    That is a post that makes the claim, another post by somebody who does, or a denial. It drew two answers, or is
    among the five most liked replies with ten likes at least.
    """
    claimants = claims.select("thread_id", "author_id").drop_nulls().unique()
    by_claimants = posts.join(claimants, on=["thread_id", "author_id"], how="semi").select("post_id")
    deny = stance.filter((pl.col("toward_parent") == "disagree") & pl.col("span").is_not_null())
    matter = pl.concat([claims.select("post_id"), by_claimants, deny.select("post_id")]).unique()
    # nobody draws a line against oneself
    targets = posts.join(matter, on="post_id", how="semi").select(
        target_id="post_id", target_author_id="author_id"
    )
    liked = posts.filter(pl.col("parent_id").is_not_null() & (pl.col("like_count") >= _LIKES_LEAST)).select(
        "post_id",
        stands_out=pl.col("like_count").rank("min", descending=True).over("thread_id") <= _LIKES_PLACE,
    )
    aimed = (
        candidates.join(targets, on="target_id")
        .filter((pl.col("author_id") != pl.col("target_author_id")).fill_null(value=True))
        .join(liked, on="post_id", how="left")
        .filter((pl.col("n_answers") >= LEAST_ANSWERS) | pl.col("stands_out").fill_null(value=False))
        .join(posts.select("post_id", "text", "display_from"), on="post_id")
    )
    if aimed.is_empty():
        return aimed
    return _first(_telling_apart(acts, aimed).sort("thread_id", "at", "post_id"))
