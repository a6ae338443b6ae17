"""The page in a real browser: it makes no request, runs no text of the archive, and can be read and used."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from PIL import Image

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
from threadscope.report import Thumbnails

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
        ("by-role", "denies", ["PigeonChat exports", "This is not"]),
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
    browser.run("location.hash = arguments[0]", f"#p{JOKE}")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    assert browser.chosen() == JOKE, "a link to a post that does not match shows all posts again"
    assert browser.rows() == everything
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


def test_the_list_tells_assistive_software_its_chosen_row_wherever_it_stands(browser: Browser) -> None:
    """The chosen row is in the page even where it is out of sight, so that its id names an element."""
    browser.open(render(given=tables(300)))
    browser.run("document.getElementById('open-all').click()")
    browser.press(keys().HOME)
    browser.run("document.getElementById('list').scrollTop = 9000")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    active = browser.run("""
        const list = document.getElementById("list");
        return document.getElementById(list.getAttribute("aria-activedescendant"))?.textContent""")
    assert "PigeonChat exports" in active
    assert browser.run("return document.querySelectorAll('#rows .row').length") < 40


def test_keys_turn_pages_lead_back_and_let_tab_pass(browser: Browser) -> None:
    """PageDown and PageUp move by a screen, Escape goes back to the list and to all posts, Tab leaves the list."""
    browser.open(render(given=tables(300)))
    browser.run("document.getElementById('open-all').click()")
    key = keys()
    place = "return Number(document.querySelector('.row.chosen').style.top.slice(0, -2)) / 46"
    browser.press(key.HOME, key.PAGE_DOWN)
    moved = browser.run(place)
    assert 5 < moved < 20
    browser.press(key.PAGE_DOWN, key.PAGE_UP)
    assert browser.run(place) == moved
    browser.press(key.PAGE_UP, key.PAGE_UP)
    assert browser.run(place) == 0, "never beyond the first"
    focused = "return document.activeElement.id"
    browser.press(key.ENTER)
    browser.driver.switch_to.active_element.send_keys(key.ESCAPE)
    assert browser.run(focused) == "list"
    browser.press("/")
    browser.choose("search", "joke number 7")
    assert browser.run("return document.getElementById('status').textContent").startswith("11 of 308")
    browser.driver.switch_to.active_element.send_keys(key.ESCAPE)
    assert (browser.run(focused), browser.run("return document.getElementById('search').value")) == (
        "list",
        "",
    )
    browser.choose("by-stance", "deny")
    browser.press("n")
    browser.driver.switch_to.active_element.send_keys(key.ESCAPE)
    assert len(browser.rows()) > 2, "all posts again"
    assert browser.chosen() == DENIAL, "and where the reader was"
    browser.press(key.TAB)
    assert browser.run(focused) != "list"


def test_the_address_names_the_chosen_post(browser: Browser, quarrel: str) -> None:
    """Choosing a post changes the address, so that a copied one leads there; opening a page changes nothing."""
    browser.open(quarrel)
    address = "return location.hash"
    browser.driver.execute_async_script("setTimeout(arguments[0], 250)")
    assert browser.run(address) == ""
    before = browser.run("return history.length")
    browser.press(keys().HOME, keys().ARROW_DOWN)
    browser.driver.execute_async_script("setTimeout(arguments[0], 250)")
    assert browser.run(address) == f"#p{DENIAL}"
    assert browser.run("return history.length") == before, "the way back is not filled with rows"


def test_the_way_from_the_root_is_shown_for_the_pointer_and_the_keyboard(
    browser: Browser, quarrel: str
) -> None:
    """The rows above the chosen row, or the one pointed at, are marked, and a line names their people."""
    browser.open(quarrel)
    way = """return [document.getElementById("way").textContent,
        ...[...document.querySelectorAll(".row.above .h")].map((h) => h.textContent)]"""
    browser.press(keys().HOME, keys().ARROW_DOWN, keys().ARROW_DOWN)
    chosen = ["@owl › @cath › @mogul", "@owl", "@cath"]
    assert browser.run(way) == chosen
    point = """const row = [...document.querySelectorAll(".row")].find((row) => row.textContent.includes(arguments[0]));
        row.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}))"""
    browser.run(point, "He repeats")
    assert browser.run(way) == ["@owl › @cath › @mogul › @yara", "@owl", "@cath", "@mogul"]
    browser.run("document.getElementById('list').dispatchEvent(new PointerEvent('pointerleave'))")
    assert browser.run(way) == chosen


def test_the_pane_copies_the_citation_of_its_post(browser: Browser, quarrel: str) -> None:
    """One press gives who, what, when and where to the clipboard and says so; a gap has nothing to cite."""
    browser.open(quarrel, at=f"#p{DENIAL}")
    browser.run("""window.copied = [];
        Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => { window.copied.push(text); }}});
        document.querySelector("#pane .copy").click()""")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    line = (
        "@cath (Cath Name), “This is not correct.”, X, 24 May 2024 13:00 UTC, "
        f"https://x.com/i/status/{DENIAL} (archived 25 May 2024)"
    )
    assert browser.run("return window.copied") == [line]
    assert browser.run("return document.getElementById('said').textContent") == f"Citation copied: {line}"
    browser.open(quarrel, at=f"#p{GAP}")
    assert browser.run("return document.querySelector('#pane .copy')") is None


def _pictured(alt: str | None) -> tuple[dict[str, pl.DataFrame], Thumbnails]:
    """Return the quarrel with two photos at the denial, of the second a small picture, and the picture."""
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(stream, "JPEG")
    address = f"data:image/jpeg;base64,{base64.b64encode(stream.getvalue()).decode()}"
    given = tables()
    pieces = [
        {"kind": "photo", "alt": alt, "url": "https://pigeonchat.example/1.jpg", "file": file}
        for file in (None, f"/home/somebody/{HOSTILE}_1.jpg")
    ]
    media = pl.Series([pieces if post_id == DENIAL else [] for post_id in given["posts"]["post_id"]])
    posts = given["posts"].with_columns(media=media.cast(given["posts"].schema["media"]))
    return given | {"posts": posts}, Thumbnails({DENIAL: ("", address)}, ("1 picture is shown small.",))


@pytest.mark.parametrize("alt", [None, HOSTILE])
def test_small_pictures_stand_in_pane_and_cards_with_what_they_show(
    browser: Browser, alt: str | None
) -> None:
    """Each piece of media has kind and description, the picture where there is one, and nothing is asked for."""
    given, found = _pictured(alt)
    browser.open(render(given=given, thumbnails=found), at=f"#p{DENIAL}")
    browser.driver.execute_async_script("setTimeout(arguments[0], 200)")
    says = f"photo: {alt}" if alt else "photo without a description"
    shown = """return [...document.querySelectorAll(arguments[0])].map((i) => [i.alt, i.naturalWidth, i.closest("li, .card").textContent])"""
    pane = browser.run(shown, "#pane img")
    assert [picture[:2] for picture in pane] == [[alt or says, 30]]
    assert "local copy " in pane[0][2]
    assert "somebody" not in pane[0][2]
    assert (
        browser.run("return [...document.querySelectorAll('.media bdi[dir]')].map((b) => b.textContent)")
        == [says] * 2
    )
    in_cards = browser.run(shown, ".card img")
    assert len(in_cards) > 1
    assert all(width == 30 and "This is not correct" in text for _, width, text in in_cards)
    assert browser.run("return document.querySelector('.row.chosen').textContent").count("2 photos") == 1
    browser.assert_harmless()


def test_part_of_a_large_thread_says_what_it_is(browser: Browser) -> None:
    """Numbers below a post stay those of the archive; posts whose answers are elsewhere say so, and so does the list."""
    browser.open(render(given=tables(300), max_posts=3))
    status = "return document.getElementById('status').textContent"
    head = browser.run("return document.querySelector('.embedded').textContent")
    shown = int(head.split(" of 307 posts are in this file: ", maxsplit=1)[0])
    assert browser.run(status).startswith(f"{shown} of 307 posts are in this file, 1 not archived; ")
    pane = browser.run("return document.getElementById('pane').innerText")
    assert f"306 posts, 304 directly; {307 - shown} of them are not in this file" in pane
    browser.choose("search", "joke number 299")
    assert browser.run(status).startswith(f"0 of {shown + 1} rows in this file match")
    browser.run("document.getElementById('reset').click()")
    browser.run("location.hash = '#p1794000000000000317'")
    browser.driver.execute_async_script("setTimeout(arguments[0], 60)")
    assert "not in this file" in browser.run("return document.getElementById('said').textContent")


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


@pytest.mark.parametrize("at", ["#p123", "#ppost_0123456789ab"])
def test_a_link_to_a_post_of_another_page_says_so(browser: Browser, quarrel: str, at: str) -> None:
    """Whoever follows a link to a post that the page lacks is told, under pseudonyms too; sections are no posts."""
    browser.open(quarrel, at=at)
    assert (
        browser.run("return document.getElementById('said').textContent")
        == "No post of this address is in this report."
    )
    browser.open(quarrel, at="#people")
    assert browser.run("return document.getElementById('said').textContent") == ""


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
    assert "Here are the first 8 of 7 posts and 1 that is not archived, in reading order." in source
    assert "My pigeon is fine" in source
    assert "Open all" not in source
    assert "Dark mode" not in source


def test_it_prints_with_folded_sentences_open(browser: Browser, quarrel: str) -> None:
    """Printing gives a PDF of A4 pages; folded sentences are open on paper and closed again afterwards, receipts stay closed."""
    browser.open(quarrel)
    folded = "return document.querySelectorAll(`details.${arguments[0]}:not([open])`).length"
    browser.run(
        "document.querySelector('.found').insertAdjacentHTML('afterend', '<details class=more>more</details>')"
    )
    before = browser.run(folded, "more")
    assert before > 0
    receipts = browser.run(folded, "receipts")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run(folded, "more") == 0
    assert browser.run(folded, "receipts") == receipts
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    assert browser.run(folded, "more") == before
    pdf = base64.b64decode(browser.driver.print_page())
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000
