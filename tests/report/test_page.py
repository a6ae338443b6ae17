"""What stands on the page, by value: sentences and their posts, escaping, policy, bytes, size."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

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
from threadscope.report.markup import environment
from threadscope.report.page import PLACES
from threadscope.report.reading_help import READING
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
    apart = re.sub(r"(?=</t[dh]>|</d[dt]>|<br>)", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def turns(page: str) -> list[str]:
    """Return the items of the turning points."""
    listed = section(page, "unfolding").split('<ol class="turns')[1].split("</ol>")[0]
    return re.findall(r"<li.*?</li>", listed, re.DOTALL)


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
    starts = ["@owl wrote", "@cath denies", "@mogul and", "A note on", "The archive holds"]
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
    shown = words(page.split("</style>")[1])
    findings = tables()["findings"].filter(pl.col("label").is_null() & (pl.col("kind") != "headline"))
    for kind, wording in findings.select("kind", "wording").iter_rows():
        assert page.count(f'id="f-{kind}-1"') == 1, "told once, in the section that it belongs to"
        item = page.split(f'id="f-{kind}-1"')[1].split("</li>", maxsplit=1)[0]
        assert wording in words(item)
        assert f"rule_of_{kind}" in words(item)
    assert "Open the 15 posts" in shown
    assert "The strongest 2 of 15." in shown
    assert "Not archived: missing." in words(page.split('id="f-missing-1"')[1].split("</li>", maxsplit=1)[0])
    assert "confidence 0.90" in shown


def test_turning_points_are_numbered_by_time_and_lead_to_their_post(page: str) -> None:
    """Labelled findings form the ordered list beside the chart, oldest first."""
    items = turns(page)
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
    items = turns(render(given=given))
    assert [re.sub(r" (Fri|–).*", "", words(item)) for item in items] == order


def test_one_turning_point_that_the_summary_tells_takes_a_line() -> None:
    """Its words stand at the top already; badge, time and posts stay, and so does the place that links lead to."""
    given = tables()
    findings = given["findings"]
    first = pl.col("kind") == "first_post"
    given["findings"] = findings.filter(
        first | (pl.col("label").is_null() & (pl.col("kind") != "who_started"))
    )
    wording = findings.filter(first)["wording"][0]
    page = render(given=given)
    (item,) = turns(page)
    assert wording in words(page.split("<header>")[1].split("</header>")[0])
    assert wording not in words(item.split("<details")[0])
    assert words(item).startswith("First post Fri 24 May 2024, 12:00")
    assert "<h3>Turning points</h3>" not in page
    assert "<h3>Turning points</h3>" in render()


def facts(page: str) -> list[str]:
    """Return the six facts in words."""
    listed = page.split('<ul class="facts">')[1].split("</ul>", maxsplit=1)[0]
    return [words(fact) for fact in re.findall(r"<li>(.*?)</li>", listed)]


def test_the_six_facts_are_read_from_their_tables(page: str) -> None:
    """How much, how fast it was answered and written, denials, the note and what is missing are the tables' numbers."""
    assert facts(page) == [
        "7 posts archived, by 7 people",
        "60 minutes from @owl’s post to @cath’s",
        "3 hours within which half of the posts were written",
        "1 outright denial found by our rules; it came 60 minutes after @owl’s post",
        "Shown a Community Note, on @owl’s post, written 2 hours after it; since when readers saw it is not known",
        "50% of replies archived: 4 of 8 that X counts",
    ]


def test_a_headline_that_quotes_one_post_gives_no_time_between_two() -> None:
    """How long an answer took is told only where the headline quotes claim and answer."""
    given = tables()
    given["findings"] = given["findings"].with_columns(
        wording=pl.when(pl.col("kind") == "headline")
        .then(pl.lit("@owl: “PigeonChat exports.” 6 answers"))
        .otherwise("wording")
    )
    assert "within which half of all answers followed" in facts(render(given=given))[1]


@pytest.mark.parametrize(
    ("state", "noted", "unknown", "fact"),
    [
        ("proposed_at_capture", 1, 6, "No showing on record of a Community Note; signs of one on 1 post"),
        ("none_reported_at_capture", 0, 0, "No sign of a Community Note; something is known of 7 posts"),
        (None, 0, 7, "Not known whether there was a Community Note: nothing in this data tells"),
    ],
)
def test_the_fact_on_notes_says_no_more_than_is_known(
    state: str | None, noted: int, unknown: int, fact: str
) -> None:
    """Shown, on record, no sign and not known are four answers; that there was no note is none of them."""
    given = tables()
    given["note_states"] = given["note_states"].with_columns(state=pl.lit(state, pl.String))
    given["note_coverage"] = given["note_coverage"].with_columns(
        n_noted=pl.lit(noted, pl.Int64), n_unknown=pl.lit(unknown, pl.Int64)
    )
    assert facts(render(given=given))[4] == fact


def test_posts_older_than_community_notes_leave_nothing_open() -> None:
    """Where the finding on notes says that all posts are older, the tile says the same and not that nobody knows."""
    given = tables()
    given["note_states"] = given["note_states"].with_columns(state=pl.lit(None, pl.String))
    given["note_coverage"] = given["note_coverage"].with_columns(
        n_noted=pl.lit(0, pl.Int64), n_unknown=pl.lit(7, pl.Int64)
    )
    of_notes = pl.col("kind") == "note_coverage"
    given["findings"] = given["findings"].with_columns(
        rule=pl.when(of_notes).then(pl.lit("older_than_notes")).otherwise("rule")
    )
    assert of_notes_told(given) == "None yet Community Notes did not exist when these posts were written"


def of_notes_told(given: dict[str, pl.DataFrame]) -> str:
    """Return the fact on notes."""
    return facts(render(given=given))[4]


def test_since_when_a_note_was_shown_is_told_or_said_not_to_be_known() -> None:
    """When a note was written reads as when it appeared, so the fact tells the one from the other."""
    given = tables()
    given["note_timeline"] = given["note_timeline"].with_columns(
        shown_from=pl.lit(None, pl.Datetime("ms", "UTC"))
    )
    written = "Shown a Community Note, on @owl’s post, written 2 hours after it"
    assert of_notes_told(given) == f"{written}; since when readers saw it is not known"
    given["note_timeline"] = given["note_timeline"].with_columns(
        shown_from=pl.lit(at(5 * 3600), pl.Datetime("ms", "UTC"))
    )
    assert of_notes_told(given) == f"{written}, shown from about 5 hours after it"


def test_that_nobody_can_tell_how_much_is_missing_stands_once_at_the_top() -> None:
    """Without X's counts the banner says so in plain words, and the fact counts what can be counted."""
    given = tables()
    given["completeness"] = given["completeness"].with_columns(
        coverage=pl.lit(None, pl.Float64), n_missing_parent=pl.lit(1, pl.Int64)
    )
    page = render(given=given)
    top = words(page.split("<header>")[1].split("</header>")[0])
    assert top.count("reply counts") == 1
    assert "nobody can tell" in top
    assert facts(page)[5] == "1 answer to a post that is not in this archive"


def test_without_two_quoted_posts_the_usual_time_to_an_answer_is_told() -> None:
    """A headline of one post has no time between posts; without any times nothing is told."""
    given = tables()
    given["findings"] = given["findings"].filter(pl.col("kind") != "headline")
    assert facts(render(given=given))[1] == (
        "60 minutes within which half of all answers followed the post they answer;"
        " the first post was answered within 60 minutes"
    )
    given["tempo"] = given["tempo"].with_columns(latency_median_s=pl.lit(None, pl.Float64))
    assert facts(render(given=given))[1] == "– from a post to its answer: no times known"


def test_who_goes_on_under_their_own_post_answers_nobody() -> None:
    """Where all posts under the first one are by its author, nothing is said of when it was answered."""
    given = tables()
    given["findings"] = given["findings"].filter(pl.col("kind") != "headline")
    posts = given["posts"]
    (root,) = posts.filter(pl.col("post_id") == pl.col("thread_id")).to_dicts()
    given["posts"] = posts.with_columns(
        author_id=pl.when(pl.col("parent_id") == root["post_id"])
        .then(pl.lit(root["author_id"]))
        .otherwise("author_id")
    )
    assert (
        facts(render(given=given))[1]
        == "60 minutes within which half of all answers followed the post they answer"
    )


def test_the_sections_stand_in_the_order_of_the_story_and_the_bar_leads_to_each(page: str) -> None:
    """From how it unfolded to what cannot be told; every section has its entry, a heading and a link to itself."""
    sections = re.findall(r'<section id="([^"]+)"><h(\d)', page)
    assert [name for name, _ in sections] == [
        "unfolding", "findings", "people", "branches", "tone", "notes", "conversation", "method", "limits",
    ]  # fmt: skip
    assert {level for _, level in sections} == {"2"}
    bar = page.split('<nav aria-label="Sections">')[1].split("</nav>", maxsplit=1)[0]
    assert re.findall(r'href="#([^"]+)"', bar) == [name for name, _ in sections]
    for name in {name for name, _ in sections} - {"conversation"}:
        assert f'<a class="here" href="#{name}" aria-label="Link to this section">' in section(page, name)
    assert len(re.findall("<h1", page)) == 1
    assert page.count("<main>") == page.count("<header>") == page.count("<footer>") == 1


def test_a_section_without_anything_to_say_is_not_there() -> None:
    """Phases, sides and branches have a section and an entry only where a picture or a finding has something."""
    names = ("storyboard", "camps", "branches")
    given = tables()
    row = given["findings"].filter(pl.col("kind") == "explicit_denial")
    told = [
        row.with_columns(
            finding_id=pl.lit(f"{kind}-1"), kind=pl.lit(kind), wording=pl.lit(f"This is {kind}.")
        )
        for kind in ("phase", "camps_open")
    ]
    without, with_all = (
        render(pictures={}),
        render(given=given | {"findings": pl.concat([given["findings"], *told])}),
    )
    assert not [name for name in names if f'href="#{name}"' in without or f'<section id="{name}"' in without]
    assert [name for name in names if f'<a href="#{name}"' in with_all] == list(names)
    assert "This is phase." in words(section(with_all, "storyboard"))
    assert "This is camps_open." in words(section(with_all, "camps"))


def test_every_anchor_is_there_once_and_every_inner_link_leads_to_one(page: str) -> None:
    """Findings, pictures, people, sections and posts can be linked to; no link of the page is dead."""
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))
    assert len(ids) == len(set(ids))
    assert {"chart-unfolding", "chart-tree", "person-cath", "f-headline-1", "limits"} <= set(ids)
    posts = {f"p{post_id}" for post_id in packed(page)["id"]}
    links = set(re.findall(r'href="#([^"]+)"', re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)))
    assert links <= set(ids) | posts


def test_an_anchor_of_hostile_names_is_found_by_its_link() -> None:
    """Whatever a handle holds, the link to the person is the escaped form of the anchor."""
    page = render(given=hostile())
    people = section(page, "people")
    for anchor, link in re.findall(
        r'<tr id="(person-[^"]*)">.*?class="here" href="#([^"]*)"', people, re.DOTALL
    ):
        assert unquote(html.unescape(link)) == html.unescape(anchor)
    assert people.count('<tr id="person-') == len(set(re.findall(r'<tr id="(person-[^"]*)"', people)))


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
    table = section(page, "people").split("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)[1:]
    cath = next(row for row in rows if "@cath" in words(row.split("</th>")[0]))
    assert [words(row).split()[0] for row in rows] == ["@owl", "@cath", "@mogul"], (
        "who answers once stays out"
    )
    assert "3 of 7 people" in words(section(page, "people"))
    assert "denies" in words(cath)
    assert "denier" not in words(cath), "nobody is called a name"
    assert "@cath denies the claim in words of her own." in words(cath)
    assert f'href="#p{DENIAL}"' in cath
    assert 'href="#f-role-1"' in cath
    assert re.findall(r'data-value="(-?\d+)"', cath)[:3] == ["1", "1", "1"]
    assert "Likes" not in words(table), "a column that says nothing of anybody is left out"
    assert not any("undetermined" in words(row) for row in rows), "that word is for sides"
    assert "post 1" in words(cath), "a bare number would read as a count"


def test_likes_that_are_not_known_sort_last() -> None:
    """Where likes of one person are known the column stands, and everybody else has a dash."""
    given = tables()
    given["participants"] = given["participants"].with_columns(
        n_likes=pl.when(pl.col("handle") == "owl").then(pl.lit(7, pl.Int64))
    )
    table = section(render(given=given), "people").split("</table>")[0]
    likes = [re.findall(r'data-value="(-?\d+)"', row)[3] for row in table.split('<tr id="person-')[1:]]
    assert "Likes" in words(table)
    assert likes == ["7", "-1", "-1"]


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


def test_tone_of_groups_stands_with_its_interval(page: str) -> None:
    """Groups with an interval are named by what they do; those too small for one are left out."""
    part = words(section(page, "tone"))
    assert "all posts 6 6 −0.04 −0.12 to +0.00" in part
    assert "people on the side that disputes it 5 5 −0.05 −0.15 to −0.03" in part
    assert "the side that repeats the claim" not in part


def test_where_word_lists_disagree_is_shown(page: str) -> None:
    """A post that two lists read the other way round stands there with both scores."""
    part = words(section(page, "tone"))
    assert "On 1 post two word lists clearly say the opposite." in part
    assert "Score: −0.25; by the blend +0.61." in part


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
    """A noted post shows state, evidence, text, times with how exact they are, and what was there by then."""
    part = words(section(page, "notes"))
    assert "note shown A note says: No source is given." in part
    assert "Shown at capture – delivered with the post, captured Sat 25 May 2024, 12:00" in part
    assert "Replies, of 3 Posts below, of 6 Thread, of 7" in part
    assert (
        "written Fri 24 May 2024, 14:00 2 hours after exact: its id holds the time 1 (33%) 1 (17%) 2 (29%)"
        in part
    )
    assert "no Community Notes snapshot loaded" in part


def test_without_notes_the_page_says_how_far_that_reaches() -> None:
    """No evidence of a note is told in the words of the finding, never as "no note existed"."""
    given = tables() | {name: schema.empty(name) for name in ("note_states", "note_timeline", "note_context")}
    said = "No note in this data (captured 25 May 2024; no Community Notes snapshot loaded)."
    reach = (
        pl.when(pl.col("kind") == "note_coverage").then(pl.lit(said)).otherwise("wording").alias("wording")
    )
    part = words(section(render(given=given | {"findings": given["findings"].with_columns(reach)}), "notes"))
    assert said in part
    assert "note shown" not in part
    assert "What is usual" not in part
    unsaid = given | {"findings": given["findings"].clear()}
    assert "No note in this data." in words(section(render(given=unsaid), "notes"))


def with_notes(*rows: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return the quarrel with other rows of note_timeline, each changed from the one that it has."""
    given = tables()
    first = given["note_timeline"].row(0, named=True)
    dtypes = schema.SCHEMAS["note_timeline"].dtypes
    made = [first | {"states": [row["state"]] if "state" in row else first["states"]} | row for row in rows]
    return given | {"note_timeline": pl.DataFrame(made, schema=dtypes)}


SNAPSHOT: dict[str, Any] = {
    "evidence_kind": "snapshot", "state": "shown", "first_observed_at": at(864_000), "observed_at": at(864_000),
    "snapshot_by": "path", "seen_shown_from": None, "seen_shown_to": None, "classification": "misleading",
}  # fmt: skip


def test_kinds_of_evidence_stand_side_by_side() -> None:
    """What captures and what the public files say of one note is told apart, with the bound of each time."""
    known = SNAPSHOT | {
        "state": "shown_then_removed", "states": ["shown", "shown_then_removed"], "rated_helpful_at": at(6 * 3600),
        "shown_from": at(6 * 3600), "shown_until": at(60 * 3600), "hours_to_helpful": 6.0, "hours_to_removed": 60.0,
        "replies_at_helpful": 3, "replies_share_at_helpful": 1.0, "below_at_helpful": 5, "below_share_at_helpful": 5 / 6,
    }  # fmt: skip
    part = words(section(render(given=with_notes({}, known)), "notes"))
    assert part.count("A note says: No source is given.") == 1, "equal words once"
    assert "note removed calls the post misleading" in part
    assert "Shown, then removed (before: shown) – public notes files of 3 June 2024" in part
    assert "Shown at capture – delivered with the post, captured Sat 25 May 2024, 12:00" in part
    assert (
        "first rated helpful Fri 24 May 2024, 18:00 6 hours after a scoring run; display follows soon after 3 (100%) 5 (83%)"
        in part
    )
    assert "no longer rated helpful Mon 27 May 2024, 00:00 2 days after a scoring run, at the latest" in part
    assert (
        part.index("written Fri")
        < part.index("first rated helpful Fri")
        < part.index("a capture showed it Sat")
    )


@pytest.mark.parametrize(
    ("state", "badge", "filled"),
    [
        ("shown", "note shown", True),
        ("shown_then_removed", "note removed", True),
        ("helpful_not_displayed", "note not displayed", False),
        ("proposed", "note proposed", False),
        ("rated_not_helpful", "note rated not helpful", False),
        ("deleted_rated_helpful", "note deleted", False),
        ("status_unknown", "note, state unclear", False),
    ],
)
def test_a_badge_says_its_state_in_words(state: str, badge: str, filled: bool) -> None:  # noqa: FBT001 - a parameter
    """A badge has words for its state, and is filled only where readers saw the note: in section and list."""
    given = with_notes(SNAPSHOT | {"state": state})
    given["note_states"] = (
        given["note_states"]
        .with_columns(
            state=pl.lit(None, pl.String), snapshot_state=pl.lit(state), snapshot_at=pl.lit(at(864_000))
        )
        .cast(given["note_states"].schema)
    )
    page = render(given=given)
    assert f'<span class="tag note{"" if filled else " unshown"}">{badge}</span>' in section(page, "notes")
    assert packed(page)["notes"]["value"][0][:2] == [badge, int(filled)]
    assert packed(page)["notes"]["value"][0][2].endswith("(public notes files of 3 June 2024)")


def test_texts_that_differ_are_both_shown() -> None:
    """A note that says other words in the public files than in the capture is quoted from both."""
    part = words(section(render(given=with_notes({}, SNAPSHOT | {"text": "A source is given."})), "notes"))
    assert "A note says (in the public files): A source is given." in part
    assert "A note says (as captured): No source is given." in part
    shortened = with_notes(
        {"text": "See x.example/a/very/lo…\nwell"},
        SNAPSHOT | {"text": "See https://x.example/a/very/long well"},
    )
    assert words(section(render(given=shortened), "notes")).count("A note says") == 1, (
        "addresses are shortened by X"
    )


def test_notes_on_one_post_stand_under_it_the_shown_one_first() -> None:
    """Several notes on a post have one card and an entry each; media notes name the other post."""
    other = SNAPSHOT | {
        "note_id": "1794030000000000002",
        "state": "proposed",
        "text": "NNN",
        "written_on_id": "123",
    }
    page = render(
        given=with_notes(other, SNAPSHOT, {"evidence_kind": "text_hint", "note_id": "9", "state": "unknown"})
    )
    part = section(page, "notes")
    assert part.count('<article class="noted">') == 1
    assert re.findall(r'class="tag note[^"]*">([^<]*)<', part) == ["note shown", "note proposed"]
    assert "about a picture, video or link, written on another post (123)" in words(part)


def test_a_flag_stands_alone_only_where_no_note_is_named() -> None:
    """That notes are on record is told where nothing else is known of any note on the post."""
    flag = {
        "evidence_kind": "flag",
        "note_id": None,
        "text": None,
        "state": "notes_exist_not_shown_to_capturer",
        "written_at": None,
    }
    alone = words(section(render(given=with_notes(flag)), "notes"))
    assert "note on record On record at capture, none delivered – flag beside the post" in alone
    assert "note on record" not in words(section(render(given=with_notes(flag, {})), "notes"))


def test_hearsay_reach_files_and_context_are_told(page: str) -> None:
    """Mentions come with their posts, the files with their rejected rows, general numbers with their sources."""
    part = section(page, "notes")
    assert "1 post asks for a Community Note." in words(part)
    assert "Source?" in words(part.split('id="f-note_mentions-1"')[1].split("How far this reaches")[0])
    assert "Posts of which nothing is known 6" in words(part)
    assert "notes-00000.tsv notes 3 June 2024, that of its newest row 12 0 3" in words(part)
    assert (
        "Half of the notes were written within ten hours. Somebody 2023, from 100 notes, https://example.org/notes"
        in words(part)
    )
    assert 'href="https://example.org' not in part


def test_a_conflict_stands_with_its_post() -> None:
    """A finding about the notes on one post is told beside it, with a link to its evidence."""
    given = tables()
    conflict = (
        given["findings"]
        .filter(pl.col("kind") == "note_coverage")
        .with_columns(
            finding_id=pl.lit("note_conflict-1"),
            kind=pl.lit("note_conflict"),
            wording=pl.lit("Notes on it do not agree."),
        )
    )
    given["findings"] = pl.concat([given["findings"], conflict])
    article = section(render(given=given), "notes").split("</article>")[0]
    assert "Notes on it do not agree." in words(article)
    assert 'href="#f-note_conflict-1"' in article


def test_method_shows_ledger_files_problems_settings_and_limits(page: str) -> None:
    """Everything needed to judge and to rebuild the report is printed."""
    part = words(section(page, "method"))
    for said in (
        "4 of 8 (50%)", "1 of 6 (17%)", "1 (1 missing)", "1 (1 show more)", "quarrel.jsonl", "ab" * 32,
        "keys data and includes", "not_json 5 times", "cut in the middle", "threadscope report x -o y",
        "sentiment textblob", "root_share 50%", f"threadscope.read(PATH).thread('{ROOT}').report(FOLDER)",
    ):  # fmt: skip
        assert said in part, said


def test_each_picture_has_its_alt_text_and_the_table_behind_it(page: str) -> None:
    """Pictures are named for who cannot see them, follow the theme, and their numbers can be opened."""
    part = section(page, "unfolding")
    assert part.count('aria-label="Alt of unfolding: bars"') == 2, "wide and narrow"
    assert "{fill:var(--claim)}" in page.split("</style>", maxsplit=1)[0]
    assert "#7a3e9d" not in part.lower()
    assert "Fri 24 May 2024, 13:00" in words(part.split("The table behind this chart")[1])
    assert "Alt of tree: bars" in section(page, "branches")
    assert "How to read it" in words(part)
    assert "saved beside this page as charts/unfolding.png" in words(part)
    assert "saved beside" not in render(saved=False)


def test_the_title_of_a_picture_keeps_its_finding_or_leads_to_it_or_to_its_posts() -> None:
    """A title that is a finding's wording is its place, with its posts; another has its posts beside it; none is said twice."""
    drawn = pictures()
    said = "The archive holds 4 of 8 replies that X counts."
    drawn["tree"] = replace(drawn["tree"], title=said, evidence=(LATE,))
    page = render(pictures=drawn | {"tone": replace(drawn["tree"], name="tone")})
    part = section(page, "branches")
    assert f'<h3 id="f-missing-1">{said}' in part
    assert "Open the 15 posts" in part
    assert f'<a class="titled" href="#f-missing-1">{said}</a>' in section(page, "tone")
    assert said not in section(page, "limits")
    drawn["tree"] = replace(drawn["tree"], title="@cath denies it.", evidence=(DENIAL,))
    page = render(pictures=drawn)
    assert '<a class="titled" href="#f-first_denial-1">' in section(page, "branches"), (
        "turning points stay in their list"
    )
    assert page.count('id="f-first_denial-1"') == 1
    drawn["tree"] = replace(drawn["tree"], title="Of @cath’s own", evidence=(DENIAL, "123"))
    part = section(render(pictures=drawn), "branches")
    assert 'Of <b class="h">@cath</b>’s own' in part
    assert re.findall(r'<a class="cite" href="#p(\d+)"', part.split("</h3>")[0]) == [DENIAL]
    headline = "@owl: “PigeonChat exports user data”. @cath: “This is not correct”"
    drawn["unfolding"] = replace(drawn["unfolding"], title=headline)
    assert "<h3" not in section(render(pictures=drawn), "unfolding").split("<figure>")[0]


def test_a_picture_with_too_little_to_draw_is_told_in_words() -> None:
    """In its place stand its title and why there is nothing to draw; its anchor stays."""
    drawn = pictures()
    drawn["tree"] = replace(
        drawn["tree"], title="Too few posts", subtitle="Five would be needed.", telling=False
    )
    part = section(render(pictures=drawn), "branches")
    assert "<svg" not in part
    assert 'id="chart-tree"' in part
    assert "Too few posts. Five would be needed." in words(part)


def test_pictures_have_their_places_and_unknown_ones_are_not_lost() -> None:
    """Each picture stands in its section, whatever the order in which they come; others follow the branches."""
    one = pictures()["tree"]
    names = (
        "note",
        "tone",
        "branches",
        "tree",
        "matrix",
        "camps",
        "voices",
        "exchange",
        "storyboard",
        "novelty",
    )
    page = render(pictures={name: replace(one, name=name, alt=f"Alt of {name}.") for name in names})
    for name, where in {
        "storyboard": "storyboard", "exchange": "findings", "voices": "people", "camps": "camps", "matrix": "camps",
        "tree": "branches", "branches": "branches", "tone": "tone", "note": "notes",
    }.items():  # fmt: skip
        assert f"Alt of {name}." in section(page, where), name
    assert page.count("Alt of novelty.") == 1
    assert set(READING) <= set(PLACES)


def limits_of(**changed: pl.DataFrame) -> str:
    """Return what cannot be told of the quarrel, with some tables changed."""
    return words(section(render(given=tables() | changed), "limits"))


def test_what_cannot_be_told_is_true_of_this_thread(page: str) -> None:
    """Each line has a number of this data, and what would help; what holds of any thread stands apart."""
    part = words(section(page, "limits"))
    assert part.startswith("What this report cannot tell")
    assert "The archive holds 4 of 8 replies" in part
    for said in (
        "What stands in 4 replies that X counts and this archive does not hold 4 of 8 are here.",
        "What is said in 1 post that others answer or quote Not archived: 1 missing.",
        "What leads from the first post to 1 post of the thread",
        "What stands behind 1 “show more” mark The capture did not follow them.",
        (
            "no public notes files were read; captures say something of notes on 1 of 7 posts. What would help: reading"
            " these files with --notes."
        ),
        "The tone of 1 post of 7 No words, or words in a language that the word list does not know",
        "How often these posts were quoted The export carries no quote counts.",
        "What 5 records or fields held that could not be read as they stood Listed by kind under Method.",
        "Whether a claim is true.",
    ):
        assert said.lower() in part.lower(), said
    for unsaid in (
        "What the first post says",
        "was written",
        "cut text",
        "pictures and videos",
        "Who was liked",
    ):
        assert unsaid not in part, unsaid


def test_a_line_on_limits_goes_when_it_does_not_hold_and_comes_when_it_does() -> None:
    """Whole archives, read notes files and known times are not called missing; their lack is counted."""
    given = tables()
    whole = given["completeness"].with_columns(
        replies_archived=pl.lit(8, pl.Int64), n_ghosts=pl.lit(0, pl.Int64), n_detached=pl.lit(0, pl.Int64),
        n_cursors=pl.lit(0, pl.Int64), coverage=pl.lit(1.0),
    )  # fmt: skip
    read = given["note_coverage"].with_columns(
        n_snapshots=pl.lit(1, pl.Int64), n_unknown=pl.lit(0, pl.Int64), n_outside_snapshot=pl.lit(0, pl.Int64)
    )
    part = limits_of(completeness=whole, note_coverage=read, problems=given["problems"].clear())
    for unsaid in ("that X counts and this archive", "show more” mark", "Community Notes", "as they stood"):
        assert unsaid not in part.replace("The archive holds 4 of 8 replies that X counts.", ""), unsaid
    uncounted = whole.with_columns(coverage=pl.lit(None, pl.Float64))
    assert "How much of the thread is missing The export carries no reply counts." in limits_of(
        completeness=uncounted
    )
    late = read.with_columns(n_outside_snapshot=pl.lit(2, pl.Int64), snapshot_at=pl.lit(at(864_000)))
    assert (
        "Whether there were Community Notes on 2 posts Written too late for the public notes files of 3 June 2024."
        in limits_of(note_coverage=late.cast(read.schema))
    )
    posts = given["posts"].with_columns(
        created_at=pl.when(pl.col("post_id") == LATE).then(None).otherwise("created_at"),
        text_truncated=pl.col("post_id") == JOKE,
        like_count=pl.lit(None, pl.Int64),
        quote_count=pl.when(pl.col("post_id") == ANSWER).then(pl.lit(3, pl.Int64)),
    )
    part = limits_of(posts=posts)
    assert "When 1 post was written" in part
    assert "The whole words of 1 post Only a cut text is archived." in part
    assert "Who was liked The export carries no like counts." in part
    assert "What was said in 2 quotes that X counts and this archive does not hold" in part, (
        "one of three is here"
    )


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
    assert data["notes"] == {
        "row": [0],
        "value": [["note shown", 1, "shown at capture", "No source is given."]],
    }
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
    """The fallback holds the posts in reading order, at most one hundred, and says how many there are."""
    fallback = page.split("<noscript>")[1].split("</noscript>", maxsplit=1)[0]
    long = render(given=tables(300)).split("<noscript>")[1].split("</noscript>")[0]
    assert re.findall(r'<li id="p(\d+)"', fallback) == [ROOT, DENIAL, ANSWER, QUOTE, ASKS, JOKE, GAP, LATE]
    assert "first 100 of 307 posts and 1 that is not archived, in reading order" in words(long)
    assert long.count("<li id=") == 100


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


@pytest.mark.parametrize(("letters", "size"), [(90, "short"), (91, "long"), (140, "long"), (141, "longer")])
def test_a_long_title_is_set_smaller(letters: int, size: str) -> None:
    """The size of a title follows how long it is, so that one of 200 letters leaves room for what stands below."""
    parts = environment().get_template("parts.html").module
    assert parts.size_of("a" * letters) == size  # type: ignore[attr-defined]
