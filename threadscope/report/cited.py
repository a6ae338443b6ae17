"""Findings, pictures and quotations of a page -> the ids of the posts that its printed sheets list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl

from threadscope.report.picture import Picture

__all__ = ["cited_on_paper"]

#: Posts of a finding that print names and quotes; the screen has all that the finding keeps.
_ON_PAPER: Final = 3


def cited_on_paper(
    findings: pl.DataFrame, pictures: Mapping[str, Picture], quoted: Iterable[str]
) -> list[str]:
    """Return the strongest posts of each finding and picture, and those that sections quote.

    Parameters
    ----------
    findings, pictures
        What the page asserts and shows.
    quoted
        Posts that stand in a section whatever findings say.
    """
    strongest = findings["evidence"].list.head(_ON_PAPER).explode().drop_nulls().to_list()
    titled = (post_id for picture in pictures.values() for post_id in picture.evidence[:_ON_PAPER])
    return [*strongest, *titled, *quoted]
