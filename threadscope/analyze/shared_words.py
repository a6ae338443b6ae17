"""Posts and claims -> words that many different people use who answer, and the opening post does not."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.term_counts import words_of
from threadscope.analyze.words.common_words import COMMON_WORDS
from threadscope.analyze.words.language import in_english
from threadscope.wording import own_words

__all__ = ["shared_words"]

_KEY: Final = ("thread_id", "key")
#: Of few people so many; of more, so many times the square root of their number; of many, at least this share.
_FEWEST, _TIMES_ROOT, _SHARE = 5, 0.9, 0.03
#: Two words take the place of one that so large a share of its users use within them.
_COVERS: Final = 0.7
_MOST_EXAMPLES: Final = 12
#: A longer word is a wail or a sequence of letters that no sentence can hold.
_LONGEST: Final = 50
#: A term inside a hashtag, a mention or the opener's handle is used there, unless it is as short as "son" in Ferguson.
_SHORTEST_IN_TAG: Final = 4
#: The s of plurals and verbs; "this", "boss" and "virus" keep theirs.
_ENDS_IN_S: Final = r"(\p{L}[\p{L}'-]*[\p{L}--[siu]])s( |$)"
_NO_WORDS: Final = r"https?://\S+|www\.\S+|[@＠]\w+"
_TAG: Final = r"[#＃@＠]\w+"


def _without_s(words: pl.Expr) -> pl.Expr:
    return words.str.replace_all(_ENDS_IN_S, "${1}${2}")


def _openings(placed: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """One row a thread whose opening post, and claim where that is another, are known in full and in English.

    ``said`` holds their words, also quoted ones, with a blank around each; ``tags`` what stands within hashtags,
    mentions and the opener's handle.
    """
    chosen = claims.filter(pl.col("kind") == "chosen").select("post_id")
    told = placed.filter(
        (pl.col("post_id") == pl.col("thread_id")) | pl.col("post_id").is_in(chosen["post_id"].implode())
    ).sort("thread_id", "post_id")
    is_root = pl.col("post_id") == pl.col("thread_id")
    text = pl.col("text").str.replace_all("’", "'", literal=True).str.to_lowercase()
    bare = text.str.replace_all(r"https?://\S+|www\.\S+", " ")
    words = bare.str.extract_all(r"\p{L}[\p{L}\p{N}]*(?:['-][\p{L}\p{N}]+)*").list.eval(
        _without_s(pl.element().str.strip_suffix("'s"))
    )
    tags = pl.concat_list(
        bare.str.extract_all(_TAG), pl.when(is_root).then("handle").fill_null("").str.to_lowercase()
    )
    return (
        told.with_columns(
            known=pl.col("is_english") & ~pl.col("text_truncated").fill_null(value=False),
            said=words.list.join(" "),
            tags=tags.list.join(" ").str.replace_all("_", "", literal=True),
            opener_id=pl.when(is_root).then("author_id"),
        )
        .group_by("thread_id", maintain_order=True)
        .agg(
            pl.col("known").all(),
            pl.col("opener_id").max(),
            said=pl.lit(" ") + pl.col("said").str.join(" ") + pl.lit(" "),
            tags=pl.col("tags").str.join(" "),
        )
        .filter("known", pl.col("opener_id").is_not_null())
    )


def _handles(placed: pl.DataFrame) -> pl.DataFrame:
    """Handles of those who write or are mentioned, as words read them."""
    names = pl.concat(
        [
            placed.select("thread_id", term="handle"),
            placed.select("thread_id", term="mentions").explode(
                "term", keep_nulls=False, empty_as_null=False
            ),
        ]
    )
    key = pl.col("term").str.to_lowercase().str.replace_all("_", " ", literal=True).str.strip_chars()
    return names.drop_nulls().select("thread_id", key=_without_s(key)).unique()


def _used_in(word: pl.Expr) -> pl.Expr:
    """Whether the opening holds a word: as a word, or inside a hashtag, a mention or the handle."""
    in_tag = pl.col("tags").str.contains(word, literal=True) & (word.str.len_chars() >= _SHORTEST_IN_TAG)
    return pl.col("said").str.contains(pl.lit(" ") + word + pl.lit(" "), literal=True) | in_tag


def _fewest(n_people: pl.Expr) -> pl.Expr:
    """How many of so many people make a word one that many use."""
    return pl.max_horizontal(pl.lit(_FEWEST), _TIMES_ROOT * n_people.sqrt(), _SHARE * n_people)


def _candidates(words: pl.DataFrame, openings: pl.DataFrame, handles: pl.DataFrame) -> pl.DataFrame:
    """Forms of terms that enough people may use, that say something and that the opening does not hold."""
    forms = words.group_by("thread_id", "term").agg(n=pl.col("author_id").n_unique())
    keyed = forms.with_columns(key=_without_s(pl.col("term")))
    common = (
        pl.DataFrame({"word": sorted(COMMON_WORDS)}).select(_without_s(pl.col("word"))).to_series().implode()
    )
    parts = pl.col("key").str.splitn(" ", 2)
    many = (
        keyed.filter(pl.col("n").sum().over(_KEY) >= _FEWEST)
        .join(openings, on="thread_id")
        .filter(pl.col("n").sum().over(_KEY) >= _fewest(pl.col("n_answering_people")))
        .filter(pl.col("key").str.len_chars() <= _LONGEST)
        .join(handles, on=_KEY, how="anti")
        .with_columns(one=parts.struct.field("field_0"), other=parts.struct.field("field_1"))
    )
    one, other = pl.col("one"), pl.col("other")
    idle_one, idle_other = one.is_in(common), other.is_in(common).fill_null(value=True)
    says_nothing = (idle_one | _used_in(one)) & (idle_other | _used_in(other)).fill_null(value=True)
    return many.filter(~says_nothing).select(*_KEY, "term", "one", "other", "n_answering_people")


def _drop_covered(counted: pl.DataFrame) -> pl.DataFrame:
    """Leave out single words that most of their users use within two words that are told."""
    pairs = counted.filter(pl.col("other").is_not_null())
    within = (
        pl.concat([pairs.select("thread_id", "n_people", key=name) for name in ("one", "other")])
        .group_by(_KEY)
        .agg(n_within=pl.col("n_people").max())
    )
    return counted.join(within, on=_KEY, how="left").filter(
        pl.col("other").is_not_null() | (pl.col("n_within").fill_null(0) < _COVERS * pl.col("n_people"))
    )


def shared_words(posts: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """One row a word, or two words side by side, that many people use who answer, and the opening post does not.

    Own words only, once a post; everyday words are out, and so are handles, links and what the opening post or the
    claim holds. At least five people, and of n people three quarters of the square root of n, and 3 %: 5 of 40, 8 of
    100, 24 of 1,000, 150 of 5,000. In English only.

    Returns
    -------
    polars.DataFrame
        Table ``shared_words``, by thread, the word of most people first. Threads whose opening post is not archived,
        cut, or not in English have no rows.
    """
    placed = posts.filter(
        pl.col("thread_id").is_not_null() & pl.col("text").is_not_null() & pl.col("author_id").is_not_null()
    )
    placed = placed.with_columns(is_english=in_english(placed))
    openings = _openings(placed, claims)
    answering = (
        placed.join(openings.select("thread_id", "opener_id"), on="thread_id")
        .filter(pl.col("author_id") != pl.col("opener_id"), "is_english")
        .filter(pl.col("text").str.replace_all(_NO_WORDS, "").str.contains(r"\p{L}"))
    )
    people = answering.group_by("thread_id").agg(
        n_answering_people=pl.col("author_id").n_unique().cast(pl.Int64)
    )
    openings = openings.join(people.filter(pl.col("n_answering_people") >= _FEWEST), on="thread_id")
    if openings.is_empty():
        return schema.empty("shared_words")
    words = words_of(answering.join(openings, on="thread_id", how="semi"))
    wanted = _candidates(words, openings, _handles(placed))
    used = (
        words.join(wanted, on=["thread_id", "term"])
        .join(answering.select("post_id", text=own_words(pl.col("text")).str.to_lowercase()), on="post_id")
        .sort("thread_id", "key", "created_at", "post_id", nulls_last=True)
    )
    counted = _counted(used).filter(pl.col("n_people") >= _fewest(pl.col("n_answering_people")))
    told = _drop_covered(counted).sort(
        "thread_id", "n_people", "n_posts", "term", descending=[False, True, True, False]
    )
    return schema.conform(told, "shared_words")


def _counted(used: pl.DataFrame) -> pl.DataFrame:
    """One row a thread and term: who uses it, where first, in which forms and in how many different texts."""
    key = list(_KEY)
    forms = (
        used.group_by(*key, "term")
        .agg(n=pl.col("author_id").n_unique())
        .sort(*key, "n", "term", descending=[False, False, True, False])
        .group_by(key, maintain_order=True)
        .agg(term=pl.col("term").first(), forms=pl.col("term"))
    )
    same = used.group_by(*key, "text").agg(n=pl.col("author_id").n_unique())
    same = same.group_by(key).agg(
        n_texts=pl.len().cast(pl.Int64), n_same_text=pl.col("n").max().cast(pl.Int64)
    )
    firsts = (
        used.unique([*key, "author_id"], keep="first", maintain_order=True)
        .group_by(key, maintain_order=True)
        .agg(examples=pl.col("post_id").head(_MOST_EXAMPLES))
    )
    return (
        used.group_by(key, maintain_order=True)
        .agg(
            pl.col("one", "other", "n_answering_people").first(),
            n_people=pl.col("author_id").n_unique().cast(pl.Int64),
            n_posts=pl.col("post_id").n_unique().cast(pl.Int64),
            first_at=pl.col("created_at").min(),
            post_ids=pl.col("post_id").unique(maintain_order=True),
        )
        .join(forms, on=key)
        .join(same, on=key)
        .join(firsts, on=key)
    )
