"""Every command on the founding quarrel."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import once, post, run, write
from tests.covering import covering
from threadscope.cli import exits

QUARREL = Path(__file__).resolve().parent.parent.parent / "fixtures" / "pigeonchat"


def test_threads_lists_one_quarrel_as_json_and_as_text():
    """The founding quarrel is one thread, joined by quotes."""
    found = json.loads(once("threads", QUARREL, "--json").out)

    assert found[0]["n_posts"] > 100
    assert found[0]["n_conversations"] >= 3
    assert found[0]["thread_id"] in run("threads", QUARREL).out


def test_without_quotes_the_quarrel_falls_apart():
    """--no-quotes gives the bare reply trees."""
    joined = json.loads(once("threads", QUARREL, "--json").out)
    apart = json.loads(run("threads", QUARREL, "--json", "--no-quotes").out)

    assert len([thread for thread in apart if thread["n_posts"] > 1]) >= 3
    assert joined[0]["n_posts"] > apart[0]["n_posts"]


def test_show_renders_findings_and_nothing_else():
    """Every sentence that is printed is a finding's wording; each names its posts."""
    findings = json.loads(once("show", QUARREL, "--json").out)

    done = once("show", QUARREL)

    printed = " ".join(done.out.split())
    for row in findings:
        if row["kind"] != "tree_shape":
            assert " ".join(row["wording"].split()) in printed
    sentences = [line for line in done.out.splitlines() if re.match(r"  - | ?\d+\. ", line)]
    receipts = [line for line in done.out.splitlines() if line.startswith("    [")]
    assert len(sentences) == len(receipts) == len(findings) - 3


def test_check_says_what_was_read_and_what_is_missing():
    """The collector's face: dialect and reason for each file, problems by kind, completeness."""
    found = json.loads(run("check", QUARREL, "--json").out)

    assert {row["dialect"] for row in found["sources"]} == {"graphql"}
    assert all(row["detected_by"] for row in found["sources"])
    assert found["completeness"][0]["replies_counted"] > found["completeness"][0]["replies_archived"] > 0
    assert "promoted" in run("check", QUARREL).out


def _small(folder: Path) -> Path:
    return write(folder / "in.jsonl", post(0, "claim"), post(1, "no", answers=0), post(2, "yes", answers=1))


@pytest.mark.parametrize(("name", "ending"), covering(("unfolding", "tree"), ("png", "svg")))
def test_chart_writes_a_picture(tmp_path: Path, name: str, ending: str):
    """Whichever chart in whichever format, dark as well."""
    file = tmp_path / f"{name}.{ending}"

    done = run("chart", name, _small(tmp_path), "-o", file, "--theme", "dark")

    assert done.code == exits.DONE, done.err
    assert file.read_bytes().startswith(b"\x89PNG" if ending == "png" else b"<?xml")


def test_an_unknown_chart_or_format_is_told_what_exists(tmp_path: Path):
    """A misspelt chart and an unknown ending end with 1 and the known names."""
    assert "unfolding" in run("chart", "unfold", _small(tmp_path), "-o", tmp_path / "x.png").err
    assert "png, svg" in run("chart", "tree", _small(tmp_path), "-o", tmp_path / "x.gif").err


def test_import_gives_a_store_that_reads_back_the_same(tmp_path: Path):
    """The Parquet store is a dialect of its own: equal threads, equal findings."""
    done = run("import", QUARREL, "-o", tmp_path / "case")

    assert done.code == exits.DONE, done.err
    assert run("show", tmp_path / "case", "--json").out == once("show", QUARREL, "--json").out


@pytest.mark.usefixtures("no_picture")
def test_report_prints_the_command_that_rebuilds_it(tmp_path: Path):
    """The command in the page names what was chosen; running it again gives the same page."""
    path = write(
        tmp_path / "in.jsonl",
        post(0, "claim"),
        post(1, "answer", answers=0),
        post(2, "and another", answers=1),
    )
    words = ("report", path, "-o", tmp_path / "out", "--theme", "dark", "--tz", "Asia/Tokyo")
    assert run(*words).code == exits.DONE
    page = (tmp_path / "out" / "index.html").read_text()

    assert "--tz Asia/Tokyo --theme dark" in page
    assert 'data-theme="dark"' in page
    assert run(*words).code == exits.DONE
    assert (tmp_path / "out" / "index.html").read_text() == page


@pytest.mark.usefixtures("no_picture")
def test_report_replaces_a_report_and_nothing_else(tmp_path: Path):
    """An older report is replaced in one step, what others put beside it stays, and a folder of other things is refused."""
    path = write(tmp_path / "in.jsonl", post(0, "claim"), post(1, "answer", answers=0))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious")

    first = run("report", path, "-o", tmp_path / "out")
    (tmp_path / "out" / "charts" / "stale.png").write_text("old")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    second = run("report", path, "-o", tmp_path / "out")
    refused = run("report", path, "-o", tmp_path / "mine")

    assert first.code == second.code == exits.DONE, first.err + second.err
    assert not (tmp_path / "out" / "charts" / "stale.png").exists()
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert refused.code == exits.COULD_NOT
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "precious"


def test_archive_text_cannot_steer_the_terminal(tmp_path: Path):
    """Escape sequences and bidi overrides of posts and names never reach the terminal."""
    evil = "\x1b]0;owned\x07\x1b[2Jclaim \u202eevil"
    path = write(tmp_path / "in.jsonl", post(0, evil), *(post(n, evil, answers=0) for n in range(1, 30)))

    for words in (("threads", path), ("show", path), ("check", path)):
        done = run(*words)
        assert done.code == exits.DONE, done.err
        assert not any(mark in done.out + done.err for mark in "\x1b\x07\u202e")


def test_claim_must_be_a_post_of_the_thread(tmp_path: Path):
    """--claim with an id that is not there is an error, not a silent default."""
    path = write(tmp_path / "in.jsonl", post(0, "claim"), post(1, "answer", answers=0))

    assert run("show", path, "--claim", "1").code == exits.COULD_NOT
    assert run("show", path, "--claim", post(1)["id_str"]).code == exits.DONE
