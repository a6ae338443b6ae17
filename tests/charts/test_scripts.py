"""Names in the world's scripts are drawn with letters that exist, or not at all, with and without installed fonts."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg

from threadscope.charts import fonts
from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.words import at_handle, clean, cut, quoted
from threadscope.schema import empty
from threadscope.theme import FONT_FAMILY

#: A name, or a word that could be one, in each script.
SCRIPTS = {
    "Latin": "Łucja_Żak", "Vietnamese": "Nguyễn_Thị_Hồng_Ánh", "Greek": "Άννα_Ψαρά", "Cyrillic": "Їжак_Ґалаґан",
    "Armenian": "Արամ", "Georgian": "ნინო", "Hebrew": "דוד_לוי", "Arabic": "يوسف_الهادي", "Devanagari": "क्षितिज_शर्मा",
    "Bengali": "কৃষ্ণা", "Tamil": "கௌரி", "Telugu": "శ్రీనివాస్", "Thai": "สมชาย_ใจดี", "Lao": "ສົມສັກ", "Khmer": "សុខា",
    "Burmese": "အောင်", "Ethiopic": "ሰላም", "Kana": "さくらサクラ", "Han": "王小明", "Hangul": "김철수", "Cherokee": "ᏣᎳᎩ",
    "Syriac": "ܫܠܡܐ", "Thaana": "މަރުޙަބާ", "Gurmukhi": "ਸਤਿ", "Gujarati": "નમસ્તે",
    "emoji": "🐦🔥", "mathematical": "𝒜𝓃𝓃", "combining": "n̈ame̋",
}  # fmt: skip
#: What the shipped font draws alone.
_SHIPPED = ("Latin", "Vietnamese", "Greek", "Cyrillic")


def _forget() -> None:
    for found in vars(fonts).values():
        if hasattr(found, "cache_clear") and found is not fonts._register:
            found.cache_clear()


@pytest.fixture
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let pictures be drawn with this machine's fonts, or as on one that has only ours and matplotlib's own."""
    if request.param == "shipped only":
        monkeypatch.setattr(fonts, "_fallbacks", lambda: ("DejaVu Sans",))
        _forget()
    yield request.param
    monkeypatch.undo()
    _forget()


def _drawn(words: str, caplog: pytest.LogCaptureFixture) -> Chart:
    """Draw words in both weights as a picture; fail on any complaint, as the house's tests do on warnings."""
    with paper(), caplog.at_level(logging.WARNING):
        canvas = Canvas(900, 80, "light")
        for place, bold in enumerate((False, True)):
            canvas.text(10, 20 + 30 * place, words, 14, bold=bold)
        FigureCanvasAgg(canvas.figure).draw()
    assert not caplog.records
    return Chart("names", canvas.figure, "", "", words, empty("people"))


#: Every day each script on one of the machines.
_ON_MACHINES = pytest.mark.parametrize(
    ("script", "machine"),
    [
        pytest.param(script, machine, marks=() if (place + number) % 2 == 0 else pytest.mark.long)
        for place, script in enumerate(SCRIPTS)
        for number, machine in enumerate(("installed", "shipped only"))
    ],
    indirect=["machine"],
)


@_ON_MACHINES
def test_names_are_drawn_or_dropped(script: str, machine: str, caplog: pytest.LogCaptureFixture) -> None:
    """Every letter that is drawn has a glyph in the font that draws it; a name without letters says so in words."""
    assert machine
    handle = at_handle(SCRIPTS[script])
    assert handle.startswith("@") or handle == "(name that no font here can draw)"
    for bold in (False, True):
        weight = "bold" if bold else "normal"
        asked = [
            font_manager.FontProperties(family=[family], weight=weight)
            for family in fonts.families(handle, bold=bold)
        ]
        held = [font_manager.get_font(font_manager.findfont(font)).get_charmap() for font in asked]
        for letter in handle:
            assert any(charmap.get(ord(letter)) for charmap in held), (letter, unicodedata.name(letter, "?"))
    _drawn(f"{handle} says {quoted(SCRIPTS[script])}", caplog)


@_ON_MACHINES
def test_measured_is_drawn(script: str, machine: str) -> None:
    """What is measured is never less than what is drawn, and hardly more, for letters that are joined or stacked too."""
    assert machine
    handle = at_handle(SCRIPTS[script])
    for bold in (False, True):
        with paper():
            canvas = Canvas(900, 80, "light")
            measured = canvas.text(10, 20, f"{handle} said it", 19, bold=bold)
            FigureCanvasAgg(canvas.figure)  # what measures texts as they are painted
            wide = canvas.texts()[0].get_window_extent().width
        assert 0.94 * measured - 2 < wide <= measured + 2


@pytest.mark.parametrize("script", SCRIPTS)
def test_text_stays_text(script: str, caplog: pytest.LogCaptureFixture) -> None:
    """In the SVG a name can be searched and read aloud: it is text in reading order, in our family before others."""
    handle = at_handle(SCRIPTS[script])
    root = ET.fromstring(_drawn(f"{handle} 12 posts", caplog).svg())
    written = [element for element in root.iter() if element.tag.endswith("}text")]
    assert len(written) == 2
    for element in written:
        letters = "".join(element.itertext())
        assert (
            "".join(letter for letter in letters if unicodedata.category(letter) != "Cf")
            == f"{handle} 12 posts"
        )
        style = "".join(part.get("style", "") for part in element.iter())
        assert style.index(FONT_FAMILY) < style.index("sans-serif")


@pytest.mark.parametrize("script", _SHIPPED)
def test_shipped_scripts_need_no_other_font(script: str) -> None:
    """A name in Latin letters with any accents, in Greek or in Cyrillic is drawn in one font, not in two."""
    for bold in (False, True):
        assert fonts.families(at_handle(SCRIPTS[script]), bold=bold) == [FONT_FAMILY]


def test_what_no_font_has_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the shipped font alone, letters of other scripts go, and words say that there were some."""
    monkeypatch.setattr(fonts, "_fallbacks", tuple)
    _forget()
    try:
        assert clean("abc שלום 王 x") == "abc x"
        assert at_handle("王小明") == "(name that no font here can draw)"
        assert quoted("王小明") == "(text in letters that no font here can draw)"
    finally:
        monkeypatch.undo()
        _forget()


def test_a_joined_name_is_cut_where_it_is_drawn() -> None:
    """Joined letters take less room than alone, so a name that fits is not cut for what its letters would take."""
    handle = at_handle(SCRIPTS["Arabic"])
    room = fonts.width(handle, 10.8)
    assert cut(handle, room, 10.8) == handle
    assert room < 0.9 * sum(fonts.width(letter, 10.8) for letter in handle)
