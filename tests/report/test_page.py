"""What stands on the page, by value: sentences and their posts, escaping, policy, bytes, size."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from datetime import datetime
from typing import Any

import polars as pl
import pytest

from tests.builders import START, at
from tests.report.quarrel import (
    ANSWER,
    ASKS,
    DENIAL,
    GAP,
    HOSTILE,
    JOKE,
    LATE,
    QUOTE,
    ROOT,
    hostile,
    pictures,
    render,
    tables,
)
from threadscope import schema, snowflake
from threadscope.settings import Settings


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of the quarrel."""
    return render()


def section(page: str, name: str) -> str:
    """Return the markup of one section."""
    found = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)
    assert found, name
    return found[0]


def words(markup: str) -> str:
    """Return what can be read, on one line."""
    apart = re.sub(r"(?=</t[dh]>|<br>)", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def packed(page: str) -> dict[str, Any]:
    """Return the conversation as the browser opens it."""
    found = re.search(r'<script type="application/octet-stream" id="packed">([^<]*)</script>', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_headline_is_title_and_heading(page: str) -> None:
    """The wording of the finding `headline` is the page's title and its heading."""
    wording = "@owl: “PigeonChat exports user data”. @cath: “This is not correct”"
    heading = re.search(r"<h1.*?</h1>", page, re.DOTALL)
    assert heading is not None
    assert words(heading[0]) == wording
    assert f"<title>{wording} · threadscope</title>" in page


def test_the_summary_is_six_findings_in_order_each_with_its_posts(page: str) -> None:
    """The summary has one sentence a kind, in the order of the story, each linked to the posts behind it."""
    lead = page.split('<p class="lead">')[1].split("</p>", maxsplit=1)[0]
    sentences = re.findall(r"<span>(.*?)</span>", lead, re.DOTALL)
    starts = ["@owl wrote", "@cath says", "@mogul and", "A note on", "The archive holds"]
    assert [
        words(sentence)[: len(start)] for sentence, start in zip(sentences, starts, strict=True)
    ] == starts
    assert [re.findall(r'href="#(p\d+)"', sentence) for sentence in sentences] == [
        [f"p{ROOT}"],
        [f"p{DENIAL}"],
        [f"p{DENIAL}", f"p{ANSWER}"],
        [f"p{ROOT}"],
        [f"p{LATE}", f"p{GAP}"],
    ]
    assert 'href="#f-missing-1"' in sentences[-1], "more posts than fit are a link to the finding"


def test_every_finding_stands_on_the_page_with_its_rule_and_posts(page: str) -> None:
    """Each finding is a list item that names its rule and carries the cited posts, ghosts too."""
    part = section(page, "findings")
    shown = words(part)
    findings = tables()["findings"].filter(pl.col("label").is_null() & (pl.col("kind") != "headline"))
    for kind, wording in findings.select("kind", "wording").iter_rows():
        item = part.split(f'id="f-{kind}-1"')[1].split("</li>")[0]
        assert wording in words(item)
        assert f"rule_of_{kind}" in words(item)
    assert "Open the 15 posts" in shown
    assert "The strongest 2 of 15." in shown
    assert "Not archived: missing." in words(part.split('id="f-missing-1"')[1].split("</li>")[0])
    assert "confidence 0.90" in shown


def test_turning_points_are_numbered_by_time_and_lead_to_their_post(page: str) -> None:
    """Labelled findings form the ordered list beside the chart, oldest first."""
    items = re.findall(r"<li.*?</li>", section(page, "unfolding"), re.DOTALL)
    assert [words(item).split(" @")[0] for item in items] == [
        "First post Fri 24 May 2024, 12:00",
        "First denial Fri 24 May 2024, 13:00",
    ]
    assert "@cath denies it." in words(items[1])
    assert f'<a href="#p{DENIAL}">First denial</a>' in items[1]


@pytest.mark.parametrize(
    ("post_at", "denial_at", "order"),
    [
        (START, START, ["First post", "First denial"]),
        (at(60), START, ["First denial", "First post"]),
        (None, START, ["First denial", "First post"]),
    ],
    ids=["of one moment from the root downwards", "by time", "without a time last"],
)
def test_turning_points_are_in_the_order_of_the_chart(
    post_at: datetime | None, denial_at: datetime, order: list[str]
) -> None:
    """Turning points stand by time, then depth; whatever the order of the findings."""
    given = tables()
    findings = given["findings"]
    moment = findings.schema["at"]
    given["findings"] = findings[::-1].with_columns(
        at=pl.when(pl.col("kind") == "first_post")
        .then(pl.lit(post_at, moment))
        .when(pl.col("kind") == "first_denial")
        .then(pl.lit(denial_at, moment))
    )
    items = re.findall(r"<li.*?</li>", section(render(given=given), "unfolding"), re.DOTALL)
    assert [re.sub(r" (Fri|–).*", "", words(item)) for item in items] == order


def test_the_six_facts_are_read_from_their_tables(page: str) -> None:
    """Posts, people, time to half, coverage, denials and notes are the tables' numbers."""
    facts = re.findall(r"<li>(.*?)</li>", page.split('<ul class="facts">')[1].split("</ul>", maxsplit=1)[0])
    assert [words(fact) for fact in facts] == [
        "7 posts archived",
        "7 people",
        "3 hours within which half of the posts were written",
        "50% of replies archived: 4 of 8 that X counts",
        "1 outright denial that can be quoted",
        "1 post with a sign of a Community Note",
    ]


def test_a_partial_thread_says_so_at_the_top_and_a_whole_one_does_not() -> None:
    """The banner leads to the finding `missing` where much is missing."""
    whole = tables()
    whole["completeness"] = whole["completeness"].with_columns(
        coverage=pl.lit(1.0), missing_parent_share=pl.lit(0.0), n_cursors=pl.lit(0, pl.Int64)
    )
    assert 'holds part of the thread.</b> <a href="#f-missing-1">' in render()
    assert "holds part of the thread" not in render(given=whole)


def test_people_stand_with_numbers_parts_and_evidence(page: str) -> None:
    """A row has the handle, the part with the finding that found it, and numbers to sort by."""
    rows = re.findall(r"<tr>(.*?)</tr>", section(page, "people"), re.DOTALL)[1:]
    cath = next(row for row in rows if "@cath" in words(row.split("</th>")[0]))
    assert [words(row).split()[0] for row in rows] == ["@owl", "@cath", "@mogul"], (
        "who answers once stays out"
    )
    assert "3 of 7 people" in words(section(page, "people"))
    assert "denier" in words(cath)
    assert "@cath denies the claim in words of her own." in words(cath)
    assert f'href="#p{DENIAL}"' in cath
    assert 'href="#f-role-1"' in cath
    assert re.findall(r'data-value="(-?\d+)"', cath)[:4] == ["1", "1", "1", "-1"], "unknown likes sort last"
    assert all("undetermined" in words(row) for row in rows if row is not cath)


def test_tone_tells_scored_unscored_and_without_signal_apart(page: str) -> None:
    """The shares add up to all posts, the mean is of scored posts only, the words behind it are shown."""
    part = words(section(page, "tone"))
    assert "Tone is not stance." in part
    for row in (
        "negative words (score −0.05 or less) 1 14%",
        "scored, near zero 0 0%",
        "positive words (score +0.05 or more) 0 0%",
        "no signal: no word of the lexicon 5 71%",
        "not scored: another language, or no text 1 14%",
    ):
        assert row in part
    assert "Mean of the scored posts (1): −0.25" in part
    assert "“correct” −0.25" in part


@pytest.mark.parametrize(
    ("score", "counts"),
    [(-0.05, [7, 0, 0]), (-0.04, [0, 7, 0]), (0.0, [0, 7, 0]), (0.04, [0, 7, 0]), (0.05, [0, 0, 7])],
)
def test_a_score_leans_from_a_twentieth_on(score: float, counts: list[int]) -> None:
    """From 0.05 on words count as positive, from -0.05 down as negative, between them as neither."""
    given = tables()
    given["sentiment"] = given["sentiment"].with_columns(status=pl.lit("scored"), polarity=pl.lit(score))
    part = words(section(render(given=given), "tone"))
    found = re.search(r"or less\) (\d) .*?near zero (\d) .*?or more\) (\d) ", part)
    assert found
    assert [int(number) for number in found.groups()] == counts


def test_a_note_is_quoted_as_what_a_note_says(page: str) -> None:
    """A noted post shows state, evidence, text and age; without a snapshot the page says what is not known."""
    part = words(section(page, "notes"))
    assert "note shown at capture" in part
    assert "A note says: No source is given." in part
    assert "2 hours after the post; 2 archived posts of this thread are older" in part
    assert "no Community Notes snapshot loaded" in part


def test_without_notes_the_page_says_how_far_that_reaches() -> None:
    """No evidence of a note is told with the time of capture, never as "no note existed"."""
    given = tables() | {name: schema.empty(name) for name in ("notes", "note_states")}
    part = words(section(render(given=given), "notes"))
    assert (
        "No note in this data (captured Sat 25 May 2024, 12:00; no Community Notes snapshot loaded)." in part
    )


def test_method_shows_ledger_files_problems_settings_and_limits(page: str) -> None:
    """Everything needed to judge and to rebuild the report is printed."""
    part = words(section(page, "method"))
    for said in (
        "4 of 8 (50%)", "1 of 6 (17%)", "1 (1 missing)", "1 (1 show more)", "quarrel.jsonl", "ab" * 32,
        "keys data and includes", "not_json 5 times", "cut in the middle", "threadscope report x -o y",
        "sentiment textblob", "What this report cannot tell", "root_share 50%",
    ):  # fmt: skip
        assert said in part, said


def test_each_picture_has_its_alt_text_and_the_table_behind_it(page: str) -> None:
    """Pictures are named for who cannot see them, follow the theme, and their numbers can be opened."""
    part = section(page, "unfolding")
    assert part.count('aria-label="Alt of unfolding: bars"') == 2, "wide and narrow"
    assert "fill: var(--claim)" in part
    assert "#7a3e9d" not in part.lower()
    assert 'id="unfolding-w-box"' in part
    assert 'id="unfolding-n-box"' in part
    assert "Fri 24 May 2024, 13:00" in words(part.split("The table behind this chart")[1])
    assert 'id="tree-w-box"' in section(page, "tree")


def test_the_conversation_carries_every_post_and_ghost_in_reading_order(page: str) -> None:
    """The packed columns hold all rows with ids as text, and say which row is a gap and why."""
    data = packed(page)
    assert data["id"] == [ROOT, DENIAL, ANSWER, QUOTE, ASKS, JOKE, GAP, LATE]
    assert data["depth"] == [0, 1, 2, 3, 1, 1, 1, 2]
    assert data["ghost"] == {"row": [6], "value": ["missing"]}
    assert data["detached"] == [6]
    assert data["quotes_parent"] == [3]
    assert data["text"][1] == "@owl This is not correct."
    assert data["body"][1] == 5
    gap = snowflake.time_of(GAP)
    assert gap is not None
    hours_from_start = (0, 1, 2, 3, 5, 6, (gap - START).total_seconds() // 1 / 3600, 4)
    assert data["at"] == [hours * 3600 for hours in hours_from_start]
    assert data["media"] == {"row": [2], "value": [[["photo", "a list of papers"]]]}
    assert data["lexicon"] == [["correct", -0.25]]
    assert data["words"] == {"row": [1], "value": [[0]]}
    assert data["tone"] == [1, 0, 1, 1, 1, 1, None, 2]
    assert data["marks"] == {"row": [0, 1], "value": ["1 First post", "2 First denial"]}
    assert data["stance"]["row"] == [1, 4]
    assert data["notes"] == {"row": [0], "value": [["note shown at capture", "No source is given."]]}
    assert [data["people"]["handle"][author] for author in data["author"] if author is not None][:2] == [
        "owl",
        "cath",
    ]


def test_the_policy_allows_the_one_script_and_nothing_else(page: str) -> None:
    """The hash in the policy is that of the script in the page, and no request is allowed."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = dict(part.strip().split(" ", maxsplit=1) for part in html.unescape(policy[1]).split(";"))
    code = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(code[0].encode()).digest()).decode()
    assert len(code) == 1
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == f"'sha256-{digest}'"
    assert {name: allowed[name] for name in ("img-src", "font-src")} == {
        "img-src": "data:",
        "font-src": "data:",
    }
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_in_the_page_points_outside_but_links_to_posts(page: str) -> None:
    """The only addresses that a reader can follow lead to posts on X, without referrer or opener."""
    links = re.findall(r'<a [^>]*href="([^"#][^"]*)"([^>]*)>', page)
    assert links
    for address, rest in links:
        assert re.fullmatch(r"https://x\.com/i/status/\d+", address)
        assert 'rel="noopener noreferrer"' in rest
    assert not re.search(r'\b(src|action|background|poster)="', page)
    assert not re.search(r"\son\w+=", page.split("<script>", maxsplit=1)[0])


def test_hostile_text_in_every_field_stays_text() -> None:
    """Markup, a closing script tag, quotes and template marks in any field never become markup."""
    given = hostile()
    page = render(given=given, pictures=pictures(HOSTILE), command=HOSTILE)
    assert "<img" not in page
    assert page.count("<script") == 2
    assert "<iframe" not in page
    assert "<svg onload" not in page
    assert "1337" not in page, "a template mark in a text is no template"
    assert html.escape(HOSTILE, quote=False).replace('"', "&#34;").replace("'", "&#39;") in page
    assert packed(page)["text"][0] == HOSTILE


def test_an_id_that_is_no_number_is_never_part_of_an_address() -> None:
    """Only ids of digits make links to X; others are shown without one."""
    given = tables()
    evil = 'x" onclick="alert(1)'
    given = {
        name: frame.with_columns(pl.col("post_id").replace(DENIAL, evil))
        if "post_id" in frame.columns
        else frame
        for name, frame in given.items()
    }
    given["findings"] = given["findings"].with_columns(
        pl.col("evidence").list.eval(pl.element().replace(DENIAL, evil))
    )
    page = render(given=given)
    assert "onclick=" not in page.replace("onclick=&#34;", "").replace("onclick%3D", "")
    assert f"status/{evil}" not in html.unescape(page)
    assert 'href="#px%22%20onclick%3D%22alert%281%29"' in page


def test_the_same_tables_give_the_same_bytes_whatever_the_order_of_their_rows(page: str) -> None:
    """Two renderings are equal, and shuffled base tables change nothing."""
    given = tables()
    shuffled = {
        name: frame.sample(fraction=1, shuffle=True, seed=3) if name in {"posts", "people", "sentiment", "stance", "roles", "participants", "problems"} else frame
        for name, frame in given.items()
    }  # fmt: skip
    assert render() == page
    assert render(given=shuffled) == page


def test_times_are_told_in_the_zone_of_the_settings() -> None:
    """The zone is printed, used for all times, and handed to the list."""
    page = render(settings=Settings(tz="Asia/Tokyo"))
    assert "times in Asia/Tokyo" in words(page)
    assert "First post Fri 24 May 2024, 21:00" in words(section(page, "unfolding"))
    assert packed(page)["zone"] == "Asia/Tokyo"


def test_without_javascript_the_first_posts_are_there(page: str) -> None:
    """The fallback holds the posts in reading order, at most two hundred, and says how many there are."""
    fallback = page.split("<noscript>")[1].split("</noscript>", maxsplit=1)[0]
    long = render(given=tables(300)).split("<noscript>")[1].split("</noscript>")[0]
    assert re.findall(r'<li id="p(\d+)"', fallback) == [ROOT, DENIAL, ANSWER, QUOTE, ASKS, JOKE, GAP, LATE]
    assert "first 200 of 308 posts" in words(long)
    assert long.count("<li id=") == 200


def test_a_thread_of_three_posts_has_no_pace() -> None:
    """Half of three posts within some time says nothing, so no number is given."""
    given = tables()
    given["threads"] = given["threads"].with_columns(n_posts=pl.lit(3, pl.Int64))
    assert "– of pace: too few posts" in words(render(given=given))


@pytest.mark.parametrize("kept", [1, 0], ids=["one post", "one post without text"])
def test_a_thread_of_one_post_and_no_finding_still_makes_a_page(kept: int) -> None:
    """Where nothing can be said, the page says so and shows the post."""
    given = tables()
    empty = {name: frame.clear() for name, frame in given.items()}
    posts = given["posts"].filter(pl.col("post_id") == ROOT)
    if not kept:
        posts = posts.with_columns(
            text=pl.lit(None, pl.String), created_at=pl.lit(None, posts.schema["created_at"])
        )
    page = render(given=empty | {"posts": posts, "threads": given["threads"]}, pictures={})
    assert "Nothing in this archive is enough for a sentence." in page
    assert packed(page)["id"] == [ROOT]


def test_a_thousand_posts_stay_under_one_megabyte() -> None:
    """A report of a thousand posts, fonts and all but the charts, is far below its budget."""
    assert len(render(given=tables(1000)).encode()) < 600_000
