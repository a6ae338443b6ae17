"""Addresses of Community Notes in posts."""

from __future__ import annotations

import polars as pl
import pytest

from threadscope.note_links import note_links

NOTE = "1794301052266459333"


def _links(
    text: str | None = None, urls: list[str] | None = None
) -> list[tuple[str | None, str | None, bool]]:
    posts = pl.DataFrame(
        {"post_id": ["p"], "text": [text], "urls": [urls or []]},
        schema={"post_id": pl.String, "text": pl.String, "urls": pl.List(pl.String)},
    )
    return note_links(posts).select("note_id", "about_id", "is_media").rows()


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (f"https://twitter.com/i/birdwatch/n/{NOTE}", (NOTE, None, False)),
        (f"https://x.com/i/communitynotes/n/{NOTE}?s=20", (NOTE, None, False)),
        (f"https://X.com/i/CommunityNotes/N/{NOTE}", (NOTE, None, False)),
        (f"https://x.com/i/birdwatch/t/{NOTE}", (None, NOTE, False)),
        (f"https://mobile.twitter.com/i/birdwatch/t/{NOTE}#x", (None, NOTE, False)),
        (f"https://x.com/i/communitynotes/m/{NOTE}", (NOTE, None, True)),
        ("x.com/i/communitynotes/n/7", ("7", None, False)),
    ],
)
def test_what_each_address_names(address: str, wanted: tuple[str | None, str | None, bool]) -> None:
    """`n` and `m` name a note, `t` a post; in entities and in words, with whatever stands behind."""
    assert _links(urls=[address]) == [wanted]
    assert _links(f"look: {address}, says who") == [wanted]


@pytest.mark.parametrize(
    "address",
    [
        f"https://x.com/somebody/status/{NOTE}",
        f"https://fedex.com/i/birdwatch/n/{NOTE}",
        "https://x.com/i/birdwatch/n/",
        "https://x.com/i/birdwatch/download-data",
        f"https://x.com/i/birdwatch/n/{NOTE}0",
        f"https://x.com/i/birdwatch/u/{NOTE}",
        f"https://x.com/i/lists/{NOTE}",
    ],
)
def test_other_addresses_name_nothing(address: str) -> None:
    """Posts, other sites, pages of the notes' site that are no note, and ids that are too long."""
    assert _links(address, [address]) == []


def test_one_address_in_words_and_entities_is_one() -> None:
    """The same note linked twice in a post counts once; two notes count twice, in their order."""
    address = f"https://x.com/i/birdwatch/n/{NOTE}"

    assert _links(address, [address]) == [(NOTE, None, False)]
    assert _links(f"x.com/i/birdwatch/n/2 {address} x.com/i/birdwatch/t/1") == [
        ("2", None, False),
        (NOTE, None, False),
        (None, "1", False),
    ]


def test_no_text_and_no_posts() -> None:
    """A post without words names nothing; no posts give no rows."""
    assert _links() == []
    assert note_links(
        pl.DataFrame(schema={"post_id": pl.String, "text": pl.String, "urls": pl.List(pl.String)})
    ).is_empty()
