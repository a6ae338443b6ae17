"""Names that stand in texts without @: which are replaced, whole, by whose pseudonym, and which are not."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.builders import posts as posts_of
from tests.builders import study
from threadscope.privacy import Pseudonyms
from threadscope.privacy.bare_names import NO_NAME
from threadscope.privacy.book import Book

KEY = b"a key for the tests only"
_NAMES = {
    "lee77": "Ann Lee 🕊️ (she/her)",
    "CalmWren": "wren",
    "annleesmith": "Ann Lee Smith",
    "unal": "Ünal Öz-Kaya",
    "twin_a": "Sam Twin",
    "twin_b": "Sam Twin",
    "christopher": "Chris Topher",
    "other": "Christopher Row",
    "bold": "𝗕𝗼𝗹𝗱 𝗢𝗻𝗲",
    "short": "Al B",
    "PigeonChat": "PigeonChat",
}


def person(handle: str) -> str:
    """Return how a handle reads under the key of these tests."""
    return Book(KEY).names("handle", [handle.lower()])[handle.lower()]


def named(
    *texts: str, root: str = "Nothing to see.", public: tuple[str, ...] = (), **columns: Any
) -> Pseudonyms:
    """Return a thread whose first post and answers say these texts, in which everybody of `_NAMES` takes part."""
    said = {"0": root} | {f"{number}": text for number, text in enumerate(texts, 1)}
    who = {number: f"writer{chr(97 + int(number) % 26)}" for number in said}
    made = posts_of(*(f"{n}@{who[n]}" + (">0" if n != "0" else "") for n in said), text=said, **columns)
    people = [{"author_id": handle, "handle": handle, "name": name} for handle, name in _NAMES.items()]
    return Pseudonyms(study(made, people=people)._base, KEY, public)


def reads(text: str, **options: Any) -> str:
    """Return how an answer reads."""
    return str(named(text, **options).tables["posts"].sort("order")["text"][1])


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ask Ann Lee!", f"Ask {person('lee77')}!"),
        ("ANN LEE’s words", f"{person('lee77')}’s words"),
        ("joann lee, Ann Leeds, XAnn Lee", "joann lee, Ann Leeds, XAnn Lee"),
        ("Ann Lee Smith and Ann Lee", f"{person('annleesmith')} and {person('lee77')}"),
        ("calmwren said, #CalmWren", f"{person('calmwren')} said, #{person('calmwren')}"),
        ("@CalmWren @ann Lee", f"@{person('calmwren')} @{person('ann')} Lee"),
        ("see https://example.org/CalmWren/a", f"see https://example.org/{person('calmwren')}/a"),
        ("see https://x.com/CalmWren/status/1", f"see https://x.com/{person('calmwren')}/status/"),
        ("ÜNAL ÖZ-KAYA und ünal öz-kaya", f"{person('unal')} und {person('unal')}"),
        ("Bold One", person("bold")),
        ("Sam Twin", NO_NAME),
        ("Christopher, wren and Al B", "Christopher, wren and Al B"),
        ("lee77 is here", f"{person('lee77')} is here"),
    ],
)  # fmt: skip
def test_a_name_is_replaced_whole_and_by_who_bears_it(said: str, shown: str) -> None:
    """Any case, script and neighbour; the longest name first; what may be another's, or is short, stays."""
    if "status" in said:
        assert reads(said).startswith(shown)
    else:
        assert reads(said) == shown


def test_public_people_keep_their_names_also_where_anothers_stands_in_them() -> None:
    """Whoever is public is found in texts as before."""
    public = ("annleesmith", "calmwren")
    assert (
        reads("Ann Lee Smith, CalmWren, Ann Lee", public=public)
        == f"Ann Lee Smith, CalmWren, {person('lee77')}"
    )


def test_what_the_quarrel_is_about_keeps_its_name() -> None:
    """A name of one word in the first post, or in many texts, is a product more than a person; else it is replaced."""
    assert reads("PigeonChat lies") == f"{person('PigeonChat')} lies"
    assert reads("PigeonChat lies", root="PigeonChat leaks.") == "PigeonChat lies"
    often = named(*[f"PigeonChat {number}" for number in range(20)], *["no"] * 20)
    assert often.tables["posts"]["text"].str.contains("PigeonChat").sum() == 20
    assert (often.n_named_texts, often.n_renamed_texts) == (20, 0)


def test_a_phrase_that_several_people_write_small_is_no_name() -> None:
    """Three who write it so use words of the language; two may be careless."""
    for n, n_left in ((2, 0), (3, 3)):
        found = named(*["ann lee is here", "an ann lee day", "oh ann lee"][:n])
        assert (found.n_named_texts, found.n_renamed_texts) == (n_left, n - n_left)


def test_alt_texts_and_addresses_are_read_too() -> None:
    """Whatever carries words is read, in posts and beside them."""
    media = [{"kind": "photo", "alt": "Ann Lee at home", "url": None, "file": None}]
    found = named("look", media={"1": media}, urls={"1": ["https://calmwren.example.org/"]})
    row = found.tables["posts"].sort("order").row(1, named=True)
    assert row["media"][0]["alt"] == f"{person('lee77')} at home"
    assert row["urls"] == [f"https://{person('calmwren')}.example.org/"]


def test_signs_that_stand_for_nothing_and_texts_without_names_pass() -> None:
    """Our marks harm no text, an empty thread has no names."""
    assert reads("a\ufdd0b Ann Lee") in {f"a\ufdd0b {person('lee77')}", f"ab {person('lee77')}"}
    empty = study(posts_of("1@ann"), people=[{"author_id": "ann", "handle": None, "name": None}])._base
    assert Pseudonyms(empty, KEY).n_renamed_texts == 0
    cleared = {name: frame.clear() for name, frame in empty.items()}
    assert Pseudonyms(cleared, KEY).tables["posts"].height == pl.DataFrame().height
