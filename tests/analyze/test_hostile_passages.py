"""Hostile words by hand: what counts, and everything near it that does not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.covering import examples
from threadscope.analyze.words.hostile_passages import hostile_passages
from threadscope.analyze.words.hostile_search import may_be_hostile


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("@ann you're an idiot, pigeons read.", "you're an idiot", "insult"),
        ("You are a pompous, clueless fool!", "You are a pompous, clueless fool", "insult"),
        ("ur an idiot", "ur an idiot", "insult"),
        ("you people are so stupid", "you people are so stupid", "insult"),
        ("Read the label you moron", "you moron", "insult"),
        ("You clowns never read labels", "You clowns", "insult"),
        ("It takes idiots like you to lose a pigeon", "idiots like you", "insult"),
        ("You’re pathetic.", "You’re pathetic", "insult"),
        ("You are dumber than a pigeon", "You are dumber", "insult"),
        ("Are you stupid? It says so.", "Are you stupid", "insult"),
        ("Please just shut up.", "shut up", "insult"),
        ("You have never run a server, so you need to shut up", "you need to shut up", "insult"),
        ("shut the fuck up motherfucker", "shut the fuck up", "insult"),
        ("can you please shut up", "can you please shut up", "insult"),
        ("look you fool we are talking about servers", "you fool", "insult"),
        ("You disgusting human being", "You disgusting human being", "insult"),
        ("F**k off", "F**k off", "insult"),
        ("No pigeon was lost, dumbass. You made that up", "dumbass", "insult"),
        ("I think you're an idiot", "you're an idiot", "insult"),
        ("You are lying.", "You are lying", "accusation_of_lying"),
        ("You, sir, are a liar", "You, sir, are a liar", "accusation_of_lying"),
        ("Liar!", "Liar", "accusation_of_lying"),
        ("Stop lying about pigeons", "Stop lying", "accusation_of_lying"),
        ("You lied to us in May", "You lied", "accusation_of_lying"),
        ("Look: @pemberton is a liar.", "@pemberton is a liar", "accusation_of_lying"),
    ],
)
def test_said_to_somebody(text: str, words: str, kind: str):
    """The words are found as they stand, and of the right kind."""
    assert (words, kind) in [(text[one.start : one.end], one.kind) for one in hostile_passages(text)]


@pytest.mark.parametrize(
    "text",
    [
        "You're not an idiot",
        "I'm not saying you're stupid",
        "I never called you a liar",
        "If you believe that, you're an idiot",
        "You're an idiot if you believe that",
        "Are you saying you're a liar?",
        "He says you're an idiot",
        "They will call you idiots",
        "She told me to shut up",
        "If you need to shut up for a day, say that you travel",
        "They say you should shut up",
        "You fool us all with this",
        "“You're an idiot” is no argument",
        "> you're an idiot",
        "RT @ann: you're an idiot",
        "I'm an idiot",
        "What an idiot",
        "He is such a complete idiot",
        "This is stupid",
        "Your stupid phone ate my pigeon",
        "that bastard got away",
        "He lied",
        "you're lying on the floor",
        "love you, idiot ❤",
        "you idiot 😂",
        "miss you, you idiot",
        "You lucky bastard",
        "You fool nobody",
        "Do you troll people?",
        "you're a racist hunter",
        "Shut up and take my money",
        "Pemberton, you liar",
        "shut up Pemberton",
        "what the fuck you mean",
        "a big fuck you to the pigeons",
        "Fuck you ISIS",
        "the word idiot",
        "@liar_liar hello you",
        "https://a.example/you-idiot",
        "#idiot",
        "",
    ],
)
def test_anything_less_is_not(text: str):
    """Denied, under a condition, reported, quoted, of oneself, of others, of things, in jest: none is hostile."""
    assert hostile_passages(text) == []


def test_of_each_kind_the_first():
    """A post that goes on and on holds one passage of each kind."""
    text = "You idiot. You moron. Stop lying, you liar!"

    assert [(one.kind, text[one.start : one.end]) for one in hostile_passages(text)] == [
        ("insult", "You idiot"),
        ("accusation_of_lying", "Stop lying"),
    ]


def test_who_is_mentioned_beside_the_words():
    """The mentions right before or after the words are told, not those further away."""
    (before,) = hostile_passages("I read it, @ann you're an idiot")
    (after,) = hostile_passages("@ann look: you're an idiot @bob @eve")
    (neither,) = hostile_passages("you're an idiot, and so says @bob")

    assert (before.addressed, after.addressed, neither.addressed) == (("ann",), ("bob", "eve"), ())


_PIECES = (  # noqa: SIM905 - a list of words reads as one
    "you you're your ur u are is an a so such lying lie lied liar liars stop idiot idiots moron fool fuck f**k off shut the up "
    "stupid dumb pathetic like just piece of shit go to hell making this that full people @ann , . ! - ’ İ \n"
).split(" ")


@examples(25)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join), min_size=1, max_size=20))
def test_the_cheap_search_loses_nothing(texts: list[str]):
    """Whatever is hostile is let through by the search over whole columns, and stands in the text."""
    let_through = pl.DataFrame({"text": texts}).select(may_be_hostile(pl.col("text"))).to_series()

    for text, may in zip(texts, let_through, strict=True):
        found = hostile_passages(text)
        assert may or not found
        assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    "unit", ["you are a ", "you ", "u ", "“", "you fucking ", "if you are an idiot ", "@a ", ", a", "you   "]
)
def test_a_hostile_text_is_searched_to_its_end(unit: str):
    """25,000 characters made to be searched again and again end with the words that are found."""
    text = (unit * 25_000)[:25_000]

    found = hostile_passages(f"{text}.\n\nStop lying.")

    assert all(one.end <= len(text) + 20 for one in found)
