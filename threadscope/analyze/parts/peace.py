"""Posts, hostile words and whom they address -> who asks for calm where words were hostile."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.analyze.parts.rows import PERSON, shown_by
from threadscope.analyze.words.language import in_english

__all__ = ["peacemakers"]

#: Words that ask for calm, opening a clause; "calm down" said to one person is as often a jibe, so it is not here.
_CALMS: Final = (
    r"(?i)(?:^|[.!?,;:\n]\s*|\b(?:please|and|but|so|can we|could we|let's|lets)\s+)"
    r"(?P<said>(?:let(?:'|’)?s|can we|could we)\s+(?:all\s+|both\s+|please\s+|just\s+)*(?:keep (?:it|this) (?:civil|polite|friendly)|be (?:civil|kind|nice|respectful)|"
    r"calm down|agree to disagree|stop (?:the )?(?:insults|insulting each other|name[- ]calling|fighting|attacking each other))"
    r"|(?:keep|stay) (?:it )?civil\b|agree to disagree\b|no need (?:for|to) (?:the )?(?:insults?|name[- ]calling|personal attacks|be rude|get personal)"
    r"|you(?:'|’)?(?:re| are) both (?:right|good people|smart)\b)"
)
#: So surely do such words, below hostile ones and by somebody who has none, ask for calm: not measured, for want of cases.
_CONFIDENCE: Final = 0.6


def peacemakers(posts: pl.DataFrame, hostility: pl.DataFrame) -> pl.DataFrame:
    """Return who answers hostile words of somebody else by asking for calm, is never hostile, and draws no hostile answer.

    After the moderator of Preece & Shneiderman (2009), narrowed to what can be quoted.
    """
    hostile = hostility.select("post_id").unique()
    loud = posts.join(hostile, on="post_id", how="semi").select(*PERSON).unique()
    drew = posts.join(hostile, on="post_id", how="semi").select(post_id="parent_id").drop_nulls().unique()
    asked = posts.filter(in_english(posts)).with_columns(
        words=pl.col("text").str.replace_all(r"^(?:\s*@\w+)+\s*", "").str.extract(_CALMS)
    )
    made = (
        asked.filter(pl.col("words").is_not_null())
        .join(hostile.rename({"post_id": "parent_id"}), on="parent_id", how="semi")
        .join(loud, on=PERSON, how="anti")
        .join(drew, on="post_id", how="anti")
        .with_columns(confidence=pl.lit(_CONFIDENCE), rule=pl.lit("asks_for_calm_below_hostile_words"))
    )
    return shown_by(made, "peacemaker")
