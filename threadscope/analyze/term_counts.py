"""Posts -> their words, and on which side of the claim each post stands."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["side_of_posts", "term_counts", "words_of"]

#: Not the author's own words, or none: quotations (to the end where nobody closes them: a cut text must not turn
#: the quoted into the author), lines and reposts by hand, addresses, mentions.
_FOREIGN: Final = (
    r"“[^“”]*(?:”|$)|„[^„“”]*(?:[“”]|$)|«[^«»]*(?:»|$)|\"[^\"]*(?:\"|$)|‘[^‘’]*(?:’\w[^‘’]*)*(?:’|$)"
    r"|(?i:\b[RM]T[: ]+[@＠“\"].*)|https?://\S+|www\.\S+|[@＠]\w{1,50}|(?m)^\s*>.*$"
)
_WORD: Final = r"\p{L}[\p{L}\p{N}]*(?:['-][\p{L}\p{N}]+)*"
#: Between two words that these stand between no term runs on.
_BREAK: Final = r"[.,;:!?()|…/—–\n]"
#: Says nothing of the matter in dispute, whoever says it.
_IDLE: Final = """
a about above after again against all also am an and another any anybody anyone anything are aren't around
as at away back be became because become been before behind being below between both but by came can can't
cannot come could couldn't did didn't do does doesn't doing don't done down each either else even ever
every everybody everyone everything few for from gave get gets getting give go goes going gone gonna got
had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers him himself his how
how's however i i'd i'll i'm i've if in indeed instead into is isn't it it'd it'll it's its itself just
keep kept know knows last least less let let's like lol made make makes making many may maybe me might
mine more most much must my myself never next no nobody none nor not nothing now of off oh ok okay on once
one only onto or other others our ours out over own per perhaps please put quite rather re really right
said same saw say saying says see seen she she'd she's should shouldn't since so some somebody someone
something still stop such take than thank thanks that that'd that's thats the their theirs them themselves
then there there's these they they'd they'll they're they've thing things think this those though through
thus to today too toward try u under until up upon ur us use used very via want wants was wasn't way we
we'd we'll we're we've well went were weren't what what's when where where's which while who who's whom
whose why will with within without won't would wouldn't yeah yes yet you you'd you'll you're you've your
yours yourself dont doesnt isnt im ive cant didnt wont youre theyre amp rt
"""
_STOPWORDS: Final = frozenset(_IDLE.split())


def side_of_posts(
    posts: pl.DataFrame,
    claims: pl.DataFrame,
    stance: pl.DataFrame,
    acts: pl.DataFrame,
    camps: pl.DataFrame,
    setting: pl.DataFrame,
) -> pl.DataFrame:
    """Return the posts that stand on a side, ``claim`` or ``dispute``.

    A person placed in a camp stands there with every post. Of others a post stands with the claim if it makes it
    or supports it, and against it if it denies it, denies what it answers and that is the claim, or says that two
    things are not the same.

    Parameters
    ----------
    posts, claims, stance, acts, camps
        Of the same threads.
    setting
        ``post_id`` of posts that set terms against each other.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``post_id``, ``side``.
    """
    placed = camps.filter(pl.col("camp").is_in(["claim", "dispute"])).select("thread_id", "author_id", "camp")
    made = claims.select("post_id", made=pl.lit("claim")).unique("post_id")
    said = stance.filter(pl.col("toward_claim").is_in(["support", "deny"])).select(
        "post_id", said=pl.col("toward_claim").replace_strict({"support": "claim", "deny": "dispute"})
    )
    at_claim = claims.select(parent_id="post_id", at_claim=pl.lit(value=True)).unique("parent_id")
    deny = acts.filter(pl.col("act") == "denies").select("post_id", denies=pl.lit(value=True)).unique()
    apart = pl.concat([acts.filter(pl.col("act") == "distinguishes").select("post_id"), setting]).unique()
    against = (pl.col("denies") & pl.col("at_claim")) | pl.col("apart")
    return (
        posts.select("thread_id", "post_id", "author_id", "parent_id")
        .join(placed, on=["thread_id", "author_id"], how="left")
        .join(made, on="post_id", how="left")
        .join(said, on="post_id", how="left")
        .join(deny, on="post_id", how="left")
        .join(apart.with_columns(apart=pl.lit(value=True)), on="post_id", how="left")
        .join(at_claim, on="parent_id", how="left")
        .with_columns(pl.col("denies", "at_claim", "apart").fill_null(value=False))
        .select(
            "thread_id",
            "post_id",
            side=pl.coalesce("camp", "made", "said", pl.when(against).then(pl.lit("dispute"))),
        )
        .drop_nulls("side")
    )


def words_of(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the words of posts and every two of them that stand side by side, each once a post.

    What a post quotes, addresses and mentions are no words of it; words that say nothing of a matter are left out.
    Of posts in which one person says the very same, the first counts.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``post_id``, ``author_id``, ``created_at``, ``term`` (lower case).
    """
    said = (
        pl.col("text")
        .str.slice(pl.col("display_from").fill_null(0).clip(lower_bound=0))
        .str.replace_all(_FOREIGN, " | ")
        .str.replace_all("’", "'", literal=True)
        .str.to_lowercase()
    )
    mine = ("thread_id", "post_id", "author_id", "created_at")
    once = (
        posts.select(*mine, said=said)
        .sort("created_at", "post_id", nulls_last=True)
        .unique(["thread_id", "author_id", "said"], keep="first", maintain_order=True)
    )
    # A number stands for the post until the end: every step on ids and times of each word takes several times as long.
    numbered = once.with_row_index("nth")
    every = numbered.select("nth", word=pl.col("said").str.extract_all(f"{_WORD}|{_BREAK}")).explode(
        "word", keep_nulls=False, empty_as_null=False
    )
    every = every.with_columns(word=pl.col("word").str.strip_suffix("'s"))
    stop = pl.Series(sorted(_STOPWORDS)).implode()
    says = pl.col("word").str.contains(r"^\p{L}.") & ~pl.col("word").is_in(stop)
    told = (
        every.with_columns(says=says)
        .with_columns(
            follows=pl.col("word").shift(-1),
            says_on=pl.col("says").shift(-1) & (pl.col("nth").shift(-1) == pl.col("nth")),
        )
        .filter("says")
    )
    pairs = told.filter(pl.col("says_on").fill_null(value=False))
    terms = pl.concat(
        [
            told.select("nth", term="word"),
            pairs.select("nth", term=pl.col("word") + " " + pl.col("follows")),
        ]
    ).unique(["nth", "term"], keep="first", maintain_order=True)
    return numbered.select(*mine)[terms["nth"]].with_columns(terms["term"])


def term_counts(words: pl.DataFrame, sided: pl.DataFrame) -> pl.DataFrame:
    """Return one row a thread and term: posts of the thread and of each side that use it."""
    key = ("thread_id", "term")
    by_side = sided.group_by(key).agg(
        n_claim=(pl.col("side") == "claim").sum().cast(pl.Int64),
        n_dispute=(pl.col("side") == "dispute").sum().cast(pl.Int64),
    )
    every = words.group_by(key).agg(n_all=pl.len().cast(pl.Int64))
    return every.join(by_side, on=key, how="left").with_columns(pl.col("n_claim", "n_dispute").fill_null(0))
