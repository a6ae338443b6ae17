"""The pictures as a browser paints them: texts keep apart, stay inside, and can be read on what lies below them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.charts.drawing import generated
from tests.report.audits import audit, screen, visit
from tests.report.browser import Browser
from tests.report.pages import of_pages
from threadscope.charts import CHARTS
from threadscope.report.picture import inline
from threadscope.report.style import style_sheet
from threadscope.report.svg import Styles

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_DRAWN = ("founding", "thousand", "hostile", "one")


@pytest.mark.parametrize(("name", "width"), of_pages(_DRAWN, [1280, 390]))
def test_texts_of_pictures_keep_apart(
    browser: Browser, page_of: Callable[[str], Path], name: str, width: int
) -> None:
    """In every picture of a whole page no two texts touch and none leaves the picture."""
    with screen(browser, width):
        visit(browser, page_of(name))
        assert audit(browser, "boxes") == []


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("founding", 1280),
        ("hostile", 390),
        *(
            pytest.param(name, width, marks=pytest.mark.long)
            for name, width in [("founding", 390), ("thousand", 1280), ("thousand", 390), ("hostile", 1280)]
        ),
    ],
)
def test_texts_of_pictures_can_be_read(
    browser: Browser, page_of: Callable[[str], Path], name: str, width: int
) -> None:
    """Every text has the contrast of AA against all that is painted below it, hatches too, in both themes."""
    with screen(browser, width):
        visit(browser, page_of(name))
        found = audit(browser, "contrasts", whole=True)
    assert found["read"] > 200
    assert found["found"] == []


def _sheet(n_posts: int, shape: str, width: int) -> str:
    """Return a page with every chart of a thread in one width."""
    styles = Styles()
    drawn = [
        (name, generated(n_posts, shape).chart(name, width=width, alone=alone))
        for name in CHARTS
        for alone in (True, False)
    ]
    body = "".join(
        f'<figure id="{name}-{at}">{inline(chart.svg(), f"{at}-", "", styles)}</figure>'
        for at, (name, chart) in enumerate(drawn)
    )
    return (
        f"<!doctype html><meta charset='utf-8'><style>{style_sheet()}{styles.sheet()}"
        f"body{{width:{width}px;padding:0 20px}}</style>{body}"
    )


@pytest.mark.long
@pytest.mark.parametrize("width", [1260, 390])
@pytest.mark.parametrize(
    ("n_posts", "shape"),
    [(2, "duel"), (40, "duel"), (150, "broadcast"), (1000, "duel"), (10_000, "broadcast"), (100_000, "broadcast")],
)  # fmt: skip
def test_charts_of_every_size_can_be_read(
    browser: Browser, tmp_path: Path, n_posts: int, shape: str, width: int
) -> None:
    """At every size, with title and without, wide and narrow: boxes keep apart, and contrast is that of AA."""
    page = tmp_path / "sheet.html"
    page.write_text(_sheet(n_posts, shape, width), encoding="utf-8")
    with screen(browser, width + 40):
        visit(browser, page)
        assert audit(browser, "boxes") == []
        assert audit(browser, "contrasts", whole=True)["found"] == []


_FAULTS = """<!doctype html><body style="margin:30px;background:#fff;font:16px sans-serif">
<svg class="chart" id="planted" viewBox="0 0 400 200" width="400" height="200" style="display:block">
<pattern id="h" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#fff"/>
<path d="M0 0l4 4" stroke="#555" fill="none"/></pattern>
<rect y="60" width="400" height="30" fill="#777"/><rect y="100" width="400" height="30" fill="url(#h)"/>
<text x="5" y="20">apart</text><text x="5" y="45">first words</text><text x="40" y="50">second words</text>
<text x="380" y="20">leaves the picture</text><text x="5" y="80" fill="#999">grey on grey</text>
<text x="5" y="120" fill="#555">on a hatch</text><text x="5" y="150">hidden</text>
<rect y="135" width="100" height="20" fill="#fff"/></svg>"""


def test_the_audits_find_what_is_wrong(browser: Browser) -> None:
    """A planted overlap, a text outside, grey on grey, words on a hatch of their own colour and hidden words are told."""
    with screen(browser, 600):
        browser.open(_FAULTS, width=600, ready=False)
        touching = audit(browser, "boxes")
        read = audit(browser, "contrasts", whole=True)
    assert sorted(touching) == [
        'planted: "first words" touches "second words"',
        'planted: "leaves the picture" leaves the picture',
    ]
    assert read["read"] == 7
    assert {told.split('"')[1] for told in read["found"]} == {"grey on grey", "on a hatch", "hidden"}
