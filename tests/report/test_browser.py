"""The page in a real browser: it makes no request, runs no text of the archive, and can be read and used."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from tests.report.browser import Browser
from tests.report.quarrel import (
    ANSWER,
    ASKS,
    DENIAL,
    GAP,
    HOSTILE,
    JOKE,
    QUOTE,
    ROOT,
    hostile,
    pictures,
    render,
    tables,
)

pytestmark = [pytest.mark.browser, pytest.mark.loopback]


@pytest.fixture(scope="module")
def quarrel() -> str:
    """Return the page of the quarrel."""
    return render()


def keys() -> Any:
    """Return the names of special keys."""
    from selenium.webdriver.common.keys import Keys

    return Keys


def test_hostile_texts_in_every_field_do_nothing(browser: Browser) -> None:
    """Whatever an archive holds, it is shown as text: in page, list, pane, filters and marked matches."""
    browser.open(render(given=hostile(), pictures=pictures(HOSTILE), command=HOSTILE))
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true")
    browser.run("for (const row of document.querySelectorAll('#rows .row')) row.click()")
    browser.choose("search", "<img src=x")
    browser.run("document.querySelector('#rows .row').click()")
    assert browser.run("return document.querySelector('#pane .full').textContent") == HOSTILE
    assert browser.run("return document.querySelectorAll('img, iframe, [onload], [onerror]').length") == 0
    assert browser.run("return document.querySelectorAll('a[href^=javascript]').length") == 0
    assert browser.run("return document.querySelectorAll('#pane mark').length") > 0
    browser.assert_harmless()


def test_the_page_makes_no_request_and_no_noise(browser: Browser, quarrel: str) -> None:
    """Opening the page asks for the page alone, and its policy stops whatever would ask for more."""
    browser.open(quarrel)
    browser.assert_harmless()
    stopped = browser.driver.execute_async_script("""
        const done = arguments[0];
        document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
        fetch("https://example.org/").catch(() => {});
        setTimeout(() => done("nothing"), 3000)""")
    assert stopped == "connect-src"
    browser.log("browser")


def test_search_and_filters_keep_matches_and_what_is_above_them(browser: Browser, quarrel: str) -> None:
    """Each control narrows the list; rows above a match stay for context; reset brings all back."""
    browser.open(quarrel)
    everything = browser.rows()
    assert len(everything) == 8
    for control, value, shown in (
        ("search", "PUBLISHED", ["PigeonChat exports", "This is not", "What have you"]),
        ("search", "@yara", ["PigeonChat exports", "This is not", "What have you", "He repeats"]),
        ("by-stance", "deny", ["PigeonChat exports", "This is not"]),
        ("by-stance", "ask", ["PigeonChat exports", "Source?"]),
        ("by-role", "denier", ["PigeonChat exports", "This is not"]),
        ("by-tone", "negative", ["PigeonChat exports", "This is not"]),
        ("by-tone", "not-scored", ["PigeonChat exports", "not archived", "So it goes"]),
        ("with-media", "1", ["PigeonChat exports", "This is not", "What have you"]),
        ("with-note", "1", ["PigeonChat exports"]),
        ("only-missing", "1", ["PigeonChat exports", "not archived: missing"]),
    ):
        browser.choose(control, value)
        rows = browser.rows()
        assert len(rows) == len(shown), (control, value, rows)
        assert all(row.startswith(start) for row, start in zip(rows, shown, strict=True)), (control, value)
        browser.run("document.getElementById('reset').click()")
        browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
        assert browser.rows() == everything
    browser.choose("search", "published")
    context = "return [...document.querySelectorAll('.row.context .h')].map((h) => h.textContent)"
    assert browser.run(context) == ["@owl", "@cath"]
    browser.press("n")
    assert browser.chosen() == ANSWER, "n leads to the match, not to its context"
    browser.choose("search", "no such words")
    assert browser.rows() == []
    assert browser.run("return document.getElementById('status').textContent").startswith("0 of 8")


def test_order_puts_the_oldest_answer_or_the_largest_branch_first(browser: Browser, quarrel: str) -> None:
    """By size a branch of two posts stands before single answers, by time the older stands first."""
    later = tables(texts={ASKS: "first asked"})
    browser.open(render(given=later))
    assert browser.rows()[1].startswith("This is not")
    browser.choose("order", "time")
    top = [row for row in browser.rows() if not row.startswith(("What", "He", "So"))]
    assert [row.split()[0] for row in top] == ["PigeonChat", "This", "not", "first", "My"]


def test_the_keyboard_walks_the_tree(browser: Browser, quarrel: str) -> None:
    """Arrows move, open and close; Home and End go to the ends; n and p follow turning points; / searches."""
    browser.open(quarrel)
    key = keys()
    browser.press(key.HOME)
    assert browser.chosen() == ROOT
    browser.press(key.ARROW_DOWN)
    assert browser.chosen() == DENIAL
    browser.press(key.ARROW_RIGHT)
    assert browser.chosen() == ANSWER
    browser.press(key.ARROW_LEFT, key.ARROW_LEFT)
    assert browser.chosen() == DENIAL
    before = len(browser.rows())
    browser.press(key.ARROW_LEFT)
    assert len(browser.rows()) == before - 1, "closed: the post below it is hidden"
    browser.press(key.END)
    assert browser.chosen() == JOKE
    browser.press("n")
    assert browser.chosen() == ROOT
    browser.press("n")
    assert browser.chosen() == DENIAL
    browser.press("p")
    assert browser.chosen() == ROOT
    browser.press(key.ENTER)
    assert browser.run("return document.activeElement.id") == "pane"
    browser.press("/")
    assert browser.run("return document.activeElement.id") == "search"


def test_rows_tell_assistive_software_where_they_are(browser: Browser, quarrel: str) -> None:
    """The list is a tree whose active row is named, with level, place among siblings and state."""
    browser.open(quarrel)
    browser.press(keys().HOME, keys().ARROW_DOWN)
    active = browser.run("""
        const list = document.getElementById("list");
        const row = document.getElementById(list.getAttribute("aria-activedescendant"));
        const say = (name) => row.getAttribute(name);
        return [list.getAttribute("role"), say("role"), say("aria-level"), say("aria-posinset"), say("aria-setsize"),
                say("aria-expanded"), say("aria-selected")]""")
    assert active == ["tree", "treeitem", "2", "1", "4", "true", "true"]


def test_a_link_to_a_post_opens_its_branch_and_its_pane(browser: Browser, quarrel: str) -> None:
    """`#p<id>` shows the post, wherever it lies, with the way from the root above it."""
    browser.open(quarrel, at=f"#p{QUOTE}")
    assert browser.chosen() == QUOTE
    assert "He repeats false things." in browser.rows()
    chain = browser.run("return [...document.querySelectorAll('.chain button')].map((b) => b.textContent)")
    assert [step.split()[0] for step in chain] == ["@owl", "@cath", "@mogul"]
    browser.run("document.querySelectorAll('.chain button')[1].click()")
    assert browser.chosen() == DENIAL
    browser.run(f"document.querySelector('#unfolding a[href=\"#p{ROOT}\"]').click()")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    assert browser.chosen() == ROOT


@pytest.mark.parametrize("at", ["#p%E0%A4%A", "#p123", "#f-nothing", "#f-%", "#"])
def test_a_broken_link_harms_nothing(browser: Browser, quarrel: str, at: str) -> None:
    """An address that names nothing, or is no address, opens the page as it is."""
    browser.open(quarrel, at=at)
    assert browser.chosen() == ROOT
    browser.assert_harmless()


def test_a_link_to_a_finding_opens_the_posts_behind_it(browser: Browser, quarrel: str) -> None:
    """`#f-…` shows the finding with its receipts open; the others stay closed."""
    browser.open(quarrel)
    browser.run("document.querySelector('.lead a[href=\"#f-missing-1\"]').click()")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    opened = browser.run(
        "return [...document.querySelectorAll('details[open]')].map((d) => d.closest('li').id)"
    )
    assert opened == ["f-missing-1"]


def test_a_gap_is_a_row_with_its_reason(browser: Browser, quarrel: str) -> None:
    """A post that is not archived can be found and says why it is not there."""
    browser.open(quarrel, at=f"#p{GAP}")
    assert browser.chosen() == GAP
    pane = browser.run("return document.getElementById('pane').textContent")
    assert "not in the archive: missing" in pane
    assert "way here unknown" in browser.run("return document.querySelector('.row.chosen').textContent")


def test_the_pane_says_what_is_known_of_a_post(browser: Browser, quarrel: str) -> None:
    """Full text, media with alt text, addresses as text, counts at capture, words behind tone and stance."""
    browser.open(quarrel, at=f"#p{DENIAL}")
    pane = browser.run("return document.getElementById('pane').innerText")
    assert "@owl This is not correct." in pane
    assert "denies the claim, denies the post it answers: “This is not correct” (rule says_not)" in pane
    assert "−0.25, from “correct” −0.25" in pane
    assert "12 likes, 1 reply (capture of 25 May 2024)" in pane
    assert browser.run("return document.querySelector('.acts a').href") == f"https://x.com/i/status/{DENIAL}"
    browser.open(quarrel, at=f"#p{ANSWER}")
    pane = browser.run("return document.getElementById('pane').innerText")
    assert "photo: a list of papers" in pane
    assert "https://example.org/papers" in pane
    assert browser.run("return document.querySelectorAll('#pane dd a').length") == 0
    browser.open(quarrel, at=f"#p{ROOT}")
    assert "shown at capture. A note says: No source is given." in browser.run(
        "return document.getElementById('pane').innerText"
    )
    assert browser.run("return document.querySelector('.row .mark.note').textContent") == "note shown"


def test_many_unanswered_answers_fold_into_one_row(browser: Browser) -> None:
    """More than twelve answers that nobody answered become one row that opens; important ones stay."""
    browser.open(render(given=tables(40)))
    fold = "return document.querySelector('.row.fold')?.textContent ?? ''"
    assert "41 answers that nobody in the archive answered" in browser.run(fold)
    assert "Source?" in browser.rows(), "a question is placed, so it stays"
    browser.run("document.querySelector('.row.fold').click()")
    assert browser.run(fold) == ""
    assert browser.run("return document.getElementById('status').textContent").endswith("48 rows open")


def test_only_rows_on_the_screen_exist(browser: Browser) -> None:
    """However long the list, a few dozen rows are in the page, and scrolling paints others."""
    browser.open(render(given=tables(3000)))
    browser.run("document.getElementById('open-all').click()")
    assert browser.run("return document.querySelectorAll('#rows .row').length") < 40
    browser.press(keys().END)
    assert browser.chosen() == str(int(JOKE) + 10 + 2999)


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("given", [tables, hostile], ids=["quarrel", "hostile"])
def test_no_width_makes_the_page_scroll_sideways(
    browser: Browser, width: int, given: Callable[[], dict[str, Any]]
) -> None:
    """Wide things scroll inside their boxes; the page itself is as wide as the screen."""
    browser.open(render(given=given(), pictures=pictures("x" * 300)), width=width)
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true")
    assert browser.run("return document.documentElement.scrollWidth") == width


def test_phones_get_the_narrow_picture(browser: Browser, quarrel: str) -> None:
    """One of the two drawings is shown, the narrow one below 700 pixels."""
    shown = "return ['#unfolding .wide', '#unfolding .narrow'].map((s) => document.querySelector(s).offsetHeight > 0)"
    browser.open(quarrel, width=390)
    assert browser.run(shown) == [False, True]
    browser.open(quarrel, width=1280)
    assert browser.run(shown) == [True, False]


def test_colours_follow_the_system_and_the_button(browser: Browser, quarrel: str) -> None:
    """Dark by preference, light again by the button, pictures with it."""
    colours = """const of = (s) => getComputedStyle(document.querySelector(s));
        return [of("body").backgroundColor, of("#unfolding rect").fill]"""
    light, dark = ["rgb(255, 255, 255)", "rgb(122, 62, 157)"], ["rgb(20, 24, 29)", "rgb(199, 155, 234)"]
    browser.open(quarrel)
    assert browser.run(colours) == light
    wish = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wish)
    try:
        assert browser.run(colours) == dark
        browser.run("document.getElementById('theme').click()")
        assert browser.run(colours) == light
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_participants_sort_by_a_heading(browser: Browser, quarrel: str) -> None:
    """A heading sorts by its numbers, again in the other direction."""
    browser.open(quarrel)
    names = "return [...document.querySelectorAll('#participants tbody th b')].map((b) => b.textContent)"
    assert browser.run(names)[0] == "@owl"
    browser.run("document.querySelector('#participants thead th button').click()")
    by_name = browser.run(names)
    assert by_name == sorted(by_name, reverse=True)
    browser.run("document.querySelector('#participants thead th button').click()")
    assert browser.run(names) == sorted(by_name)


def test_without_javascript_all_but_the_list_works(browser: Browser, quarrel: str) -> None:
    """With scripts off the sections, receipts and the first posts are there, and dead controls are not."""
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(quarrel, ready=False)
        source = browser.driver.find_element("tag name", "body").text
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "@cath says “This is not correct” to @owl." in source
    assert "Here are the first 8 of 8 posts in reading order." in source
    assert "My pigeon is fine" in source
    assert "Open all" not in source
    assert "Dark mode" not in source


def test_it_prints_with_the_posts_behind_the_findings(browser: Browser, quarrel: str) -> None:
    """Printing gives a PDF of A4 pages; the receipts are open on paper and closed again afterwards."""
    browser.open(quarrel)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    closed = "return document.querySelectorAll('details.receipts:not([open])').length"
    assert browser.run(closed) == 0
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    assert browser.run(closed) > 0
    pdf = base64.b64decode(browser.driver.print_page())
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000
