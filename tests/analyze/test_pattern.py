"""The numbers of TextBlob's PatternAnalyzer, compared with TextBlob itself."""

from __future__ import annotations

import subprocess
import sys
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analyze.nasty_texts import nasty_texts
from threadscope.analyze.words.pattern import score
from threadscope.analyze.words.pattern_lexicon import lexicon


@pytest.fixture(scope="module")
def textblob_sentiment():
    """TextBlob's own analyzer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from textblob.en import sentiment
    return sentiment


def _hex(number: float) -> str:
    return float(number).hex()


def _same(text: str, reference) -> bool:
    ours, theirs = score(text), reference(text)
    chunks = tuple((" ".join(words), _hex(polarity)) for words, polarity, _, _ in theirs.assessments)
    mine = tuple((words, _hex(polarity)) for words, polarity in ours.chunks)
    return (_hex(ours.polarity), _hex(ours.subjectivity), mine) == (_hex(theirs[0]), _hex(theirs[1]), chunks)


def test_equals_textblob_on_nasty_texts(textblob_sentiment):
    """Polarity, subjectivity and chunks are TextBlob's to the last bit on texts that try every corner."""
    assert [text for text in nasty_texts(200, seed=7) if not _same(text, textblob_sentiment)] == []


@pytest.mark.long
def test_equals_textblob_on_half_a_million_nasty_texts(textblob_sentiment):
    """The same on 500,000 texts."""
    assert [text for text in nasty_texts(500_000, seed=11) if not _same(text, textblob_sentiment)][:5] == []


@given(st.text(max_size=60))
def test_equals_textblob_on_any_text(text):
    """The same on whatever characters there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from textblob.en import sentiment
    assert _same(text, sentiment)


@pytest.mark.shared
def test_equals_textblob_on_real_posts(textblob_sentiment, shared):
    """The same on real posts."""
    lines = (
        (shared / "labelled" / "sentiment_semeval13_16.tsv").read_text(encoding="utf-8").split("\n")[:3000]
    )
    texts = [line.split("\t", 2)[2] for line in lines if line]
    assert sum(not _same(text, textblob_sentiment) for text in texts) == 0


def test_lexicon_equals_textblob(textblob_sentiment):
    """Every word weighs what it weighs there, and none is missing."""
    textblob_sentiment("load it")
    theirs = {word: (*senses[None], "RB" in senses) for word, senses in dict.items(textblob_sentiment)}

    assert {word: tuple(entry) for word, entry in lexicon().items()} == theirs


def test_negation_and_modifier_by_hand():
    """Great .8; not great -.4; very great min(1, .8 * 1.3)."""
    assert score("great").polarity == pytest.approx(0.8)
    assert score("not great").polarity == pytest.approx(-0.4)
    assert score("very great").polarity == pytest.approx(1.0)


def test_contractions_never_negate():
    """TextBlob splits "isn't" into four words, none of which is a negation; the numbers must not be better than its."""
    assert score("isn't great").polarity == score("is great").polarity


def test_the_order_of_texts_changes_nothing():
    """What is remembered of one text never colours the next."""
    texts = list(nasty_texts(300, seed=3))
    forward = [score(text) for text in texts]

    assert [score(text) for text in reversed(texts)] == forward[::-1]


def test_textblob_and_nltk_are_not_imported():
    """The word list is read without importing the packages around it."""
    code = (
        "import sys; from threadscope.analyze.words.pattern import score; score('good'); "
        "sys.exit(any(name.split('.')[0] in ('textblob', 'nltk') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
