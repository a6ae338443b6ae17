"""Posts -> the Community Notes, and the posts with notes, that addresses in them name.

X gives three kinds of address: ``/n/`` and ``/m/`` name a note (``/m/`` the posts with the same picture), ``/t/`` a
post whose notes one can read there. That somebody links to a note says that one was written, not that it was shown.
"""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["note_links"]

#: An id, or what stands in its place under pseudonyms.
_NAMED: Final = r"(?:[0-9]{1,19}|(?:note|post)_[0-9a-f]{12,64})"
_ADDRESS: Final = rf"(?i)\b(?:twitter|x)\.com/i/(?:birdwatch|communitynotes)/[ntm]/{_NAMED}\b"
_PARTS: Final = rf"(?i)/(?P<kind>[ntm])/(?P<named>{_NAMED})$"


def note_links(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each post and address in it, in the order of the posts.

    Parameters
    ----------
    posts
        With the columns post_id, text, urls.

    Returns
    -------
    polars.DataFrame
        ``post_id``; ``words``, the address as far as it names something; ``note_id`` or ``about_id``, the note or the
        post named; ``is_media``, true for an address of the posts that share a note's picture.

    Examples
    --------
    >>> urls = ["https://x.com/i/birdwatch/t/7?s=20"]
    >>> post = {"post_id": "1", "text": "see x.com/i/communitynotes/n/20", "urls": urls}
    >>> note_links(pl.DataFrame([post])).select("post_id", "note_id", "about_id").rows()
    [('1', None, '7'), ('1', '20', None)]
    """
    linking = (
        posts.lazy().filter(pl.col("urls").list.len() > 0).select("post_id", said="urls").explode("said")
    )
    writing = posts.lazy().select("post_id", said="text")
    named = (
        pl.concat([linking, writing])
        .filter(pl.col("said").str.contains(_ADDRESS))
        .select("post_id", words=pl.col("said").str.extract_all(_ADDRESS))
        .explode("words")
        .with_columns(_parts=pl.col("words").str.extract_groups(_PARTS))
        .unnest("_parts")
        .with_columns(pl.col("kind").str.to_lowercase())
        .unique(["post_id", "kind", "named"], keep="first", maintain_order=True)
    )
    order = posts.lazy().select("post_id").with_row_index("_place")
    is_post = pl.col("kind") == "t"
    return (
        named.join(order, on="post_id", maintain_order="left")
        .sort("_place", maintain_order=True)
        .select(
            "post_id",
            "words",
            note_id=pl.when(~is_post).then("named"),
            about_id=pl.when(is_post).then("named"),
            is_media=pl.col("kind") == "m",
        )
        .collect()
    )
