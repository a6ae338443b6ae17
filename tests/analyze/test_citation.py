"""Sources named in words, and links."""

from __future__ import annotations

import pytest

from threadscope.analyze.words.citation import citation, link_in
from threadscope.analyze.words.own_words import own_words

PAGE = "https://pigeonchat.example/terms"


@pytest.mark.parametrize(
    ("text", "span", "rule"),
    [
        ("Section 3 of the policy says otherwise.", "Section 3 of the policy", "names_document"),
        ("Line 30 of the server log is odd", "Line 30 of the server log", "names_document"),
        ("Read §4(b).", "§4(b)", "names_document"),
        ("The privacy policy clearly says so", "The privacy policy clearly says", "names_document"),
        ("According to Wire Room 24 it was sold", "According to Wire Room 24", "names_source"),
        ("sold, according to the local police", "according to the local police", "names_source"),
        ("sold, according to its annual report", "according to its annual report", "names_source"),
        ("It was confirmed by the Pigeon Board", "confirmed by the Pigeon Board", "names_source"),
        ("Source: the audit of 2023", "Source: the audit of 2023", "gives_source"),
    ],
)
def test_names_a_source(text: str, span: str, rule: str):
    """A document, an authority or a given source is found as it stands."""
    found = citation(text)

    assert found
    assert (text[found.start : found.end], found.rule) == (span, rule)


@pytest.mark.parametrize(
    "text",
    [
        "What does the policy say?",
        "Source?",
        "Line 30 is very strange",
        "according to you",
        "According to public posts it was sold",
        "it was sold according to reports",
        "according to people who were there",
        "According to Them it was sold",
        "not confirmed by the company",
        "article I read",
        "the article reads like an ad",
        "they wrote “the policy says so”",
        "",
    ],
)
def test_names_no_source(text: str):
    """Questions, denials, persons in the talk and quotations name none."""
    assert citation(text) is None


def _link(text: str, *addresses: str):
    return link_in(own_words(text), text, 0, addresses)


def test_a_link_with_words_and_a_bare_one():
    """Words beside a link have one rule, a link alone another; both say where the address stands."""
    told, bare = _link(f"Read their terms: {PAGE}", PAGE), _link(PAGE, PAGE)

    assert (told.rule, told.start, told.address) == ("links_with_words", 18, PAGE)
    assert (bare.rule, bare.start) == ("links_alone", 0)


def test_a_short_address_stands_for_the_long_one():
    """Where the text shows X's short address, the place is its place and the words are the long one."""
    found = _link("here is the whole policy https://t.co/1", PAGE)

    assert (found.address, found.start) == (PAGE, 25)


def test_an_address_that_the_text_does_not_show_has_no_place():
    """An export that cut the address out of the text still brings it."""
    assert _link("here is the whole policy", PAGE).start is None


def test_a_link_of_somebody_else_is_not_brought():
    """An address inside a quotation or manual repost belongs to whom it quotes."""
    assert _link(f"wow “@ann: read {PAGE}”", PAGE) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://pic.twitter.com/abc",
        "https://x.com/ann/status/17/photo/1",
        "https://media.giphy.com/a.gif",
        "https://x.com/hashtag/a",
        "https://x.com/ann",
    ],
)
def test_pictures_and_pages_of_people_are_no_source(address: str):
    """Media, moving faces, profiles and hashtags show nothing of the matter by their address."""
    assert _link(f"look at this one {address}", address) is None


def test_a_post_that_is_linked_has_its_own_rule():
    """A link to a post names that post, so that an author's own one can be left out."""
    found = _link("look at this one", "https://x.com/ann/status/1790000000000000000")

    assert (found.rule, found.post_id) == ("links_post", "1790000000000000000")
