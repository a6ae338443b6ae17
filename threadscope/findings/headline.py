"""The one sentence that titles a thread: the claim, and what stood out among the answers."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.answered import FEWEST_ANSWERING, answered_posts, counted_answers
from threadscope.findings.explicit_denials import denying_words
from threadscope.findings.quotation import ended, passed_on
from threadscope.findings.rows import Row, findings, quoted, unite
from threadscope.settings import Settings

__all__ = ["headline"]

#: Titles are short: most characters of the claim and of the denial …
_CLAIM, _DENIAL = 66, 46
#: … and of a claim of which no whole sentence is that short: half a claim may say another thing.
_CLAIM_REACH = 110
#: A reply stands out when it drew at least so many answers, and so large a share of all.
_LEAST, _SHARE = 3, 0.03
#: Below this share of answers to replies the archive holds hardly any. Whether anyone wrote some, it cannot say.
_HARDLY = 0.1
#: … which says something only of many.
_MANY = 10


def _opening(row: Row) -> str:
    media = row["claim_media"]
    if row["claim_says"]:
        return f"{row['claim_who']}: {ended(row['claim_says'])}"
    if row["passed_on"]:
        return f"{row['claim_who']} passes on {ended(row['passed_on'])}"
    what = {"photo": "a picture", "video": "a video", "gif": "an animation"}.get(
        media or "", "no words of their own"
    )
    return f"{row['claim_who']} posts {what}"


def _answered(row: Row) -> str:
    n_all, n_people = row["n_all"] or 0, row["n_answering"] or 0
    if not n_all:
        return "No answer to it is in the archive."
    if n_all >= _MANY and (row["n_nested"] or 0) < _HARDLY * n_all:
        return (
            f"{counted(n_people, 'person', 'people')} answer; the archive holds hardly any answers to them."
        )
    return f"{counted(n_all, 'answer')} by {counted(n_people, 'person', 'people')} in the archive."


def _without_root(row: Row) -> str:
    whom = person(row["ghost_handle"], row["ghost_author_id"])
    post = f"a post by {whom}" if whom.startswith("@") else "a post"
    size = f"{counted(row['n_posts'], 'post')} by {counted(row['n_people'], 'person', 'people')}"
    gone = "was left out" if row["ghost_reason"] == "left out" else "is not in the archive"
    return f"{size} below {post} that {gone}"


def _wording(row: Row) -> str:
    if row["claim_who"] is None:
        return _without_root(row)
    opening = _opening(row)
    if not row["claim_says"] and not row["passed_on"]:
        return f"{opening}: {counted(row['n_all'] or 0, 'answer')} in the archive"
    if row["denial_who"] is not None:
        return (
            f"{opening} {row['denial_who']}: {ended(denying_words(row['span'], row['denial_text'], _DENIAL))}"
        )
    if row["reply_who"] is not None:
        return (
            f"{opening} Most answered reply: {row['reply_who']}’s, with {counted(row['n_answers'], 'answer')}"
        )
    return f"{opening} {_answered(row)}".removesuffix(".")


def _denials(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, answered: pl.DataFrame
) -> pl.DataFrame:
    """The denial that drew the most answers, and the post it denies; of equals one of the claim, then the first.

    Denials of the claim count, and those of a reply that drew more answers than the root: it is then the post
    that the quarrel is about.
    """
    drawn = answers.group_by(post_id="target_id").agg(n=pl.len())
    top = answered.unique("thread_id", keep="first", maintain_order=True)
    denied = pl.col("target_id") == pl.col("top_id")
    of_claim = pl.col("toward_claim") == "deny"
    return (
        stance.filter((pl.col("toward_parent") == "disagree") & pl.col("span").is_not_null())
        .join(answers.select("post_id", "created_at", "target_id"), on="post_id")
        .join(top.select("thread_id", top_id="post_id"), on="thread_id")
        .filter(of_claim | denied)
        .join(drawn, on="post_id", how="left")
        .sort(
            "thread_id", pl.col("n").fill_null(0), of_claim, "created_at", "post_id",
            descending=[False, True, True, False, False],
        )
        .unique("thread_id", keep="first", maintain_order=True)
        .join(posts.select("post_id", denial_text="text"), on="post_id", maintain_order="left")
        .select("thread_id", "span", "denial_text", denied_id="target_id", denial_id="post_id")
    )  # fmt: skip


def _replies(answered: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The most answered reply, where one stands out; what somebody adds to a post of their own is none."""
    drawn = answered.filter(~pl.col("is_root")).join(answers, on="post_id", how="semi", maintain_order="left")
    best = drawn.unique("thread_id", keep="first", maintain_order=True)
    enough = pl.max_horizontal(pl.lit(_LEAST), _SHARE * pl.col("n_all"))
    return best.filter(pl.col("n_answers") >= enough, pl.col("n_answering") >= FEWEST_ANSWERING).select(
        "thread_id", "n_answers", "given", reply_id="post_id"
    )


def _passed_on(posts: pl.DataFrame, claims: pl.Series) -> pl.DataFrame:
    """Whose words the claims pass on by hand, where they hold no others."""
    rows = posts.filter(pl.col("post_id").is_in(claims.implode())).select("post_id", "text", "display_from")
    told = [
        (post_id, passed_on(text, begins, _CLAIM, reach=_CLAIM_REACH))
        for post_id, text, begins in rows.iter_rows()
    ]
    return pl.DataFrame(told, schema={"claim_id": pl.String, "passed_on": pl.String}, orient="row")


def _answering(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    archived = answers.join(posts.select(target_id="post_id"), on="target_id", how="semi")
    to_reply = pl.col("target_id") != pl.col("thread_id")
    return archived.group_by("thread_id").agg(
        n_answering=pl.col("author_id").n_unique().cast(pl.Int64), n_nested=to_reply.sum().cast(pl.Int64)
    )


def headline(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    threads: pl.DataFrame,
    answers: pl.DataFrame,
    stance: pl.DataFrame,
    *,
    settings: Settings,
) -> pl.DataFrame:
    """Title each thread.

    With an outright denial of the claim, or of the reply that drew most: what was denied, and the denial. Else
    claim and most answered reply, if one stands out. Else claim and how many answer. A claim that is somebody
    else's words, passed on by hand, is told as theirs. Without words: who posted, and how many answers there are.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null()).sort("created_at", "post_id", nulls_last=True)
    chosen = placed.filter(pl.col("post_id") == pl.lit(settings.claim, pl.String)).select(
        "thread_id", chosen="post_id"
    )
    some = placed.group_by("thread_id", maintain_order=True).agg(some=pl.col("post_id").head(10))
    roots = ghosts.select(
        thread_id="post_id", ghost_handle="handle", ghost_author_id="author_id", ghost_reason="reason"
    )
    told = threads.select("thread_id", "n_posts", "n_people").sort("thread_id")
    answered = answered_posts(placed, answers)
    parts = (
        chosen, some, roots, _denials(placed, answers, stance, answered), _replies(answered, answers), counted_answers(answers),
        _answering(placed, answers),
    )  # fmt: skip
    for part in parts:
        told = told.join(part, on="thread_id", how="left", maintain_order="left")
    told = told.with_columns(claim_id=pl.coalesce("denied_id", "chosen", "thread_id"))
    told = quoted(told, placed, "claim_id", "claim", longest=_CLAIM, reach=_CLAIM_REACH)
    told = quoted(quoted(told, placed, "denial_id", "denial"), placed, "reply_id", "reply")
    told = told.join(_passed_on(placed, told["claim_id"]), on="claim_id", how="left", maintain_order="left")
    claim = pl.when(pl.col("claim_who").is_not_null()).then("claim_id")
    behind = (
        pl.when(pl.col("denial_id").is_not_null()).then(unite(claim, "denial_id"))
        .when(pl.col("reply_id").is_not_null()).then(unite(claim, "reply_id", "given"))
        .otherwise(unite(claim, "some"))
    )  # fmt: skip
    counts = pl.col("denial_id").is_null() & pl.col("reply_id").is_null() & pl.col("claim_who").is_not_null()
    cited = behind.list.unique().list.len().cast(pl.Int64)
    told = told.with_columns(evidence=behind, subject=pl.col("claim_author_id")).with_columns(
        n_evidence=pl.when(counts)
        .then(pl.max_horizontal(cited, pl.col("n_all").fill_null(0) + 1))
        .when(pl.col("denial_id").is_null() & pl.col("reply_id").is_not_null())
        .then(pl.max_horizontal(cited, pl.col("n_answers") + 2))
        .otherwise(cited)
    )
    return findings(told, _wording, kind="headline", rule="claim_and_what_stood_out", most=1)
