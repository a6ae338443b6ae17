"""Labels and scores through the command line: draw, fill in, give back, read the report."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest

import threadscope as ts
from tests.command import Done, once, post, run, write
from threadscope.cli import exits

# What these tests ask of a report stands in its words.
pytestmark = pytest.mark.usefixtures("no_picture")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
QUARREL = FIXTURES / "pigeonchat"


def filled(path: Path, label: str, by: str = "ann") -> Path:
    """Fill in one label for every row of a sample."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "label": label, "by": by} for row in rows)
    return path


def done(*words: object) -> Done:
    """Run a command that must succeed."""
    ended = run(*words)
    assert ended.code == exits.DONE, ended.err
    return ended


def test_label_fill_report(tmp_path: Path):
    """The round trip: a sample is drawn, filled in, and stands in the report with how far we agree."""
    sample = tmp_path / "sample.csv"
    answers = ("This is not true.", "Is this confirmed?", "So sad for all of them", "Wow")
    posts = [post(n, f"{answers[n % 4]} {n}", answers=0) for n in range(1, 20)]
    quarrel = write(tmp_path / "in.jsonl", post(0, "PigeonChat exports user data every night"), *posts)
    assert "12 posts to label" in done("label", quarrel, "-o", sample, "--n", 12).err
    filled(sample, "comment")

    words = ("report", quarrel, "-o", tmp_path / "out", "--labels", sample)
    done(*words)
    page = (tmp_path / "out" / "index.html").read_text()

    assert "Readings that are not ours" in page
    assert "How far our own readings agree with the labels" in page
    assert f"--labels {sample}" in page
    study = ts.read(quarrel, labels=sample).study()
    labelled = study.table("stance").filter(pl.col("rule").str.starts_with("label:ann"))
    assert labelled.height == 12
    assert set(labelled["toward_claim"]) == {"comment"}
    assert study.table("label_agreement").select(pl.sum_horizontal("n", "n_unclear")).item() == 12


def test_labelled_posts_are_not_drawn_again(tmp_path: Path):
    """With --labels a second sample goes on where the first ended."""
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    done("label", QUARREL, "-o", first, "--n", 30)
    filled(first, "c")
    done("label", QUARREL, "-o", second, "--n", 30, "--labels", first)

    ids = [
        set(pl.read_csv(path, separator=mark, infer_schema=False)["post_id"])
        for path, mark in ((first, ";"), (second, ","))
    ]
    assert [len(one) for one in ids] == [30, 30]
    assert not ids[0] & ids[1]


def test_show_tells_how_far_labels_agree(tmp_path: Path):
    """The numbers stand below the findings, and are no finding."""
    sample = tmp_path / "sample.csv"
    done("label", QUARREL, "-o", sample, "--n", 12)
    shown = done("show", QUARREL, "--labels", filled(sample, "q")).out

    assert "How far our own readings agree with labels" in shown
    assert "stance" in shown.split("How far our own readings agree")[1]
    assert "How far our own readings agree" not in once("show", QUARREL).out


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A quarrel in German, which our English readings leave alone."""
    texts = [
        ("PigeonChat gibt jede Nacht alle Nachrichten weiter.", None),
        ("Das stimmt nicht.", 0),
        ("Doch, ich habe das Protokoll gesehen.", 1),
        ("Hast du dafür eine Quelle?", 0),
        ("Ganz genau so ist es.", 0),
    ]
    posts = [post(number, text, parent, lang="de") for number, (text, parent) in enumerate(texts)]
    return write(tmp_path / "streit.jsonl", *posts)


def test_a_german_quarrel_gets_the_whole_reading(tmp_path: Path, german: Path):
    """A model that reads German fills stance, tone and hostility, each with its name."""
    ids = [post(number)["id_str"] for number in range(5)]
    rows = [
        (ids[1], "stance", "deny", 0.9), (ids[3], "stance", "query", 0.8), (ids[4], "stance", "support", 0.95),
        (ids[2], "parent_stance", "disagree", 0.7), (ids[1], "sentiment", -0.6, None), (ids[2], "hostility", 0.9, None),
    ]  # fmt: skip
    scores = tmp_path / "germanbert.jsonl"
    names = ("post_id", "measure", "value", "confidence")
    scores.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows))

    before, thread = ts.read(german).thread(), ts.read(german, scores=scores).thread()

    assert not set(before.table("stance")["toward_claim"]) & {"deny", "support"}
    said = dict(
        thread.table("stance")
        .select("post_id", pl.concat_str("toward_claim", pl.lit(" "), "toward_parent"))
        .iter_rows()
    )
    assert [said[one] for one in (ids[1], ids[3], ids[4])] == ["deny disagree", "query ask", "support agree"]
    assert said[ids[2]].split()[1] == "disagree"
    assert thread.table("sentiment").filter(pl.col("status") == "scored").select(
        "post_id", "backend"
    ).rows() == [(ids[1], "external:germanbert")]
    assert thread.table("hostility").select("post_id", "kind", "target_author_id").rows() == [
        (ids[2], "external", "901")
    ]
    assert done("report", german, "-o", tmp_path / "out", "--scores", scores).out
    assert "germanbert" in (tmp_path / "out" / "index.html").read_text()


def test_what_is_wrong_with_a_scores_file_is_counted(tmp_path: Path, german: Path):
    """Bad rows are problems of the file: check lists them, --strict ends with 3, a missing column with 1."""
    scores = tmp_path / "s.csv"
    scores.write_text("post_id,measure,value\n1,stance,deny\n2,stance,nein\n")

    listed = json.loads(done("check", german, "--scores", scores, "--json").out)
    assert {row["kind"] for row in listed["problems"]} == {"scores_unknown_post", "scores_row_rejected"}
    assert all(row["what_to_do"] for row in listed["problems"])
    assert run("show", german, "--scores", scores, "--strict").code == exits.PROBLEMS
    scores.write_text("id,value\n1,deny\n")
    refused = run("show", german, "--scores", scores)
    assert refused.code == exits.COULD_NOT
    assert "post_id, measure" in refused.err


def test_choices_stand_in_the_command_that_rebuilds_the_report(tmp_path: Path, german: Path):
    """Names of the sides, the word list and the files are part of it, and of the settings."""
    scores = tmp_path / "my scores.csv"
    scores.write_text("post_id,measure,value\n" + post(1)["id_str"] + ",stance,deny\n")
    done("report", german, "-o", tmp_path / "out", "--scores", scores, "--camps", "sagt ja", "sagt nein")
    page = (tmp_path / "out" / "index.html").read_text()

    assert f"--scores &#39;{scores}&#39;" in page
    assert "--camps &#39;sagt ja&#39; &#39;sagt nein&#39;" in page
    assert "sagt ja / sagt nein" in page
    assert run("show", german, "--camps", "same", " same").code == exits.WRONG_USAGE
    assert run("show", german, "--sentiment", "none").code == exits.WRONG_USAGE


def test_one_thread_of_several_can_be_labelled(tmp_path: Path):
    """--thread draws from one thread, without it all are drawn from."""
    both = (QUARREL, FIXTURES / "two_messengers")
    thread_id = ts.read(both).threads["thread_id"][1]
    done("label", *both, "-o", tmp_path / "one.tsv", "--thread", thread_id, "--measure", "sentiment")
    done("label", *both, "-o", tmp_path / "all.csv", "--seed", 5)

    one = pl.read_csv(tmp_path / "one.tsv", separator="\t", infer_schema=False)
    assert set(one["thread_id"]) == {f"'{thread_id}"}
    assert pl.read_csv(tmp_path / "all.csv", infer_schema=False)["thread_id"].n_unique() == 2
    assert run("label", QUARREL, "-o", tmp_path / "all.csv").code == exits.COULD_NOT


def test_report_tells_who_is_met_again(tmp_path: Path):
    """One report from an archive of two threads names a person's other one, and their post there."""
    ann, later = {"user": post(1)["user"]}, 4 * 24 * 60
    first = write(
        tmp_path / "first.jsonl",
        post(0, "Somebody baked this twice."),
        post(1, "Nobody has ever baked it twice.", answers=0),
        *(post(n, answers=1) for n in (2, 3, 4)),
    )
    second = write(
        tmp_path / "second.jsonl",
        post(later, "Tell me who bakes at night.", **ann),
        *(post(later + n, answers=later) for n in (5, 6)),
    )
    done("report", first, second, "-o", tmp_path / "out", "--thread", post(later)["id_str"])
    page = (tmp_path / "out" / "index.html").read_text()

    assert "Met again in this archive" in page
    assert "also wrote in another thread of this archive, 4 days earlier" in page
    assert "@person1, Fri 24 May 2024, 21:15, in another thread: “Nobody has ever baked it twice.”" in page
