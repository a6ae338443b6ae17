"""Files of scores and labels: what is read, what is refused, and what is said of it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from tests import builders
from threadscope import schema
from threadscope.collect import read_scores
from threadscope.errors import ReadError

IDS = [f"17941147828389{number:05d}" for number in range(10001, 10008)]


def known(
    scores: str | bytes | None = None,
    labels: str | None = None,
    *,
    folder: Path,
    name: str = "model.csv",
    aliases=None,
):
    """Return the table `scores` about seven posts, and the problems, read from files with these words."""
    files: dict[str, list[Path]] = {"scores": [], "labels": []}
    for kind, words, file in (("scores", scores, name), ("labels", labels, "sample.csv")):
        if words is not None:
            path = folder / file
            path.write_bytes(words if isinstance(words, bytes) else words.encode())
            files[kind].append(path)
    posts = builders.posts(*IDS)
    return read_scores(files["scores"], files["labels"]).of(
        posts, schema.empty("ghosts"), schema.empty("aliases") if aliases is None else aliases
    )


def kinds(problems: pl.DataFrame) -> list[str]:
    """Return the kinds of problems, sorted."""
    return sorted(problems["kind"])


def test_words_numbers_and_names_are_read(tmp_path: Path):
    """Values are words or numbers of their measure; who says so is the file's name where it does not say."""
    table, problems = known(
        "post_id,measure,value,confidence,by\n"
        f"{IDS[0]},stance,Deny,0.8,\n{IDS[0]},parent_stance,D,,\n{IDS[1]},sentiment,-0.5,0.9,other\n"
        f"{IDS[1]},hostility,0.25,,\n{IDS[2]},Sentiment,positive,,\n{IDS[2]},hostility,hostile,,\n",
        folder=tmp_path,
    )

    assert schema.check(table, "scores").select("post_id", "measure", "value", "confidence", "by").rows() == [
        (IDS[1], "hostility", "0.25", None, "model"),
        (IDS[2], "hostility", "1.0", None, "model"),
        (IDS[0], "parent_stance", "disagree", None, "model"),
        (IDS[1], "sentiment", "-0.5", 0.9, "other"),
        (IDS[2], "sentiment", "1.0", None, "model"),
        (IDS[0], "stance", "deny", 0.8, "model"),
    ]
    assert problems.is_empty()
    assert not table["is_label"].any()


@pytest.mark.parametrize(
    "kind", ["csv", "tsv", "semicolons", "bom", "utf16", "jsonl", "parquet", "gz", "case"]
)
def test_every_format_gives_the_same_rows(tmp_path: Path, kind: str):
    """CSV as any country's spreadsheet writes it, JSON lines, Parquet, packed or not."""
    frame = pl.DataFrame(
        {"post_id": IDS[:2], "measure": ["stance"] * 2, "value": ["deny", "query"], "confidence": [0.5, None]}
    )
    lines = "\n".join(json.dumps(row) for row in frame.rows(named=True))
    path = tmp_path / "file"
    frame.write_parquet(path)
    data = {
        "csv": frame.write_csv(),
        "tsv": frame.write_csv(separator="\t"),
        "semicolons": frame.write_csv(separator=";").replace("0.5", "0,5"),
        "bom": "\ufeff" + frame.write_csv(),
        "utf16": frame.write_csv().encode("utf-16"),
        "jsonl": lines,
        "parquet": path.read_bytes(),
        "gz": gzip.compress(frame.write_csv().encode()),
        "case": frame.rename(lambda name: f" {name.upper()} ").write_csv(),
    }[kind]

    table, problems = known(data, folder=tmp_path)

    assert table.select("post_id", "value", "confidence").rows() == [
        (IDS[0], "deny", 0.5),
        (IDS[1], "query", None),
    ]
    assert problems.is_empty()


@pytest.mark.parametrize(
    "dressed", ["'{}", '="{}"', " {} ", "https://x.com/owl/status/{}?s=20", "https://twitter.com/i/status/{}"]
)
def test_an_id_may_be_dressed(tmp_path: Path, dressed: str):
    """What keeps a spreadsheet from rounding an id, and the address of the post, are taken off."""
    cell = dressed.format(IDS[3]).replace('"', '""')

    table, _ = known(f'post_id,measure,value\n"{cell}",stance,deny\n', folder=tmp_path)

    assert table["post_id"].to_list() == [IDS[3]]


def test_an_address_that_is_an_id_stays_whole(tmp_path: Path):
    """Ids of other platforms may hold slashes."""
    at = "at://did:plc:owl/app.post/3kabc"
    path = tmp_path / "a.csv"
    path.write_text(f"post_id,measure,value\n{at},stance,deny\n")

    assert read_scores([path], []).rows["post_id"].to_list() == [at]


def test_rows_that_say_nothing_usable_are_left_out_and_counted(tmp_path: Path):
    """An unknown word or measure, a value out of range, no value, no id: each is told with what would do."""
    table, problems = known(
        f"post_id,measure,value\n{IDS[0]},stance,nein\n{IDS[1]},sentiment,1.5\n{IDS[2]},hostility,-0.1\n"
        f"{IDS[3]},mood,sad\n{IDS[4]},stance,\n,stance,deny\n{IDS[5]},sentiment,nan\n{IDS[6]},stance,deny\n",
        folder=tmp_path,
    )

    assert table["post_id"].to_list() == [IDS[6]]
    assert kinds(problems) == ["scores_row_rejected"] * 7
    details = problems["detail"].to_list()
    assert (
        details[0]
        == "'nein' is no value of stance, which takes support, deny, query, comment, unclear; it was left out"
    )
    assert details[1].startswith("'1.5' is no value of sentiment, which takes -1 to 1")
    assert details[3].startswith("measure 'mood' is none of stance,")
    assert problems["position"].to_list()[:2] == ["record 0", "record 1"]


def test_a_confidence_out_of_range_costs_itself(tmp_path: Path):
    """The row is kept without it."""
    table, problems = known(f"post_id,measure,value,confidence\n{IDS[0]},stance,deny,87\n", folder=tmp_path)

    assert table.select("value", "confidence").rows() == [("deny", None)]
    assert kinds(problems) == ["scores_confidence_unusable"]


def test_posts_that_are_not_here_are_counted_in_one_row(tmp_path: Path):
    """A model may have read more than this archive."""
    more = "".join(f"9{number},stance,deny\n" for number in range(30))

    table, problems = known(f"post_id,measure,value\n{IDS[0]},stance,deny\n{more}", folder=tmp_path)

    assert table.height == 1
    assert kinds(problems)[0] == "scores_unknown_post"
    assert problems["detail"][0].startswith(
        "30 rows are about posts that the archive does not hold, such as 90, 91, 92;"
    )


def test_ids_that_a_spreadsheet_rounded_are_told_as_such(tmp_path: Path):
    """1.79E+18, 1794114782838910001.0 and ids that end in zeros name the spreadsheet, not the archive."""
    for ids in (
        ["1.79411E+18"] * 3,
        [f"{IDS[0]}.0"],
        ["1794114782838910000", "1794114782838920000", "1794114782838930000"],
    ):
        rows = "".join(f"{post_id},stance,deny\n" for post_id in ids)
        table, problems = known(f"post_id,measure,value\n{IDS[0]},stance,deny\n{rows}", folder=tmp_path)
        assert table.height == 1
        rounded = problems.filter(pl.col("kind") == "ids_rounded")
        assert rounded.height == 1, ids
        assert "spreadsheet" in rounded["detail"][0]


def test_who_says_twice_is_followed_in_the_last_row(tmp_path: Path):
    """A later row corrects the one before; an older version of an edited post is the post."""
    aliases = schema.conform(pl.DataFrame({"alias_id": ["1700"], "post_id": [IDS[0]]}), "aliases")

    table, problems = known(
        f"post_id,measure,value\n{IDS[0]},stance,deny\n1700,stance,query\n{IDS[1]},stance,deny\n",
        folder=tmp_path,
        aliases=aliases,
    )

    assert table.select("post_id", "value").rows() == [(IDS[0], "query"), (IDS[1], "deny")]
    assert kinds(problems) == ["scores_repeated"]
    assert "1 with another value" in problems["detail"][0]


def test_coders_who_disagree_are_counted_by_measure(tmp_path: Path):
    """How many posts, of how many that several read, and one of them with both values."""
    _, problems = known(
        labels="post_id,measure,label,by\n"
        f"{IDS[0]},stance,deny,ann\n{IDS[0]},stance,support,bob\n{IDS[1]},stance,deny,ann\n{IDS[1]},stance,deny,bob\n"
        f"{IDS[2]},sentiment,0.4,ann\n{IDS[2]},sentiment,0.6,bob\n{IDS[3]},hostility,0.9,ann\n{IDS[3]},hostility,0.2,bob\n",
        folder=tmp_path,
    )

    told = {
        row["detail"].split(":")[0]: row["detail"]
        for row in problems.to_dicts()
        if row["kind"] == "scores_disagree"
    }
    assert set(told) == {"stance", "hostility"}, "two numbers on one side of zero agree"
    assert "1 of 2 posts" in told["stance"]
    assert f"{IDS[0]}: deny by ann, support by bob" in told["stance"]


def test_labels_that_are_not_filled_in_are_no_problem(tmp_path: Path):
    """A sample may be filled in part; one without any label says so."""
    head = "post_id,measure,label,by\n"
    table, problems = known(labels=f"{head}{IDS[0]},stance,d,ann\n{IDS[1]},stance,,\n", folder=tmp_path)
    assert table.select("post_id", "value", "is_label").rows() == [(IDS[0], "deny", True)]
    assert problems.is_empty()

    table, problems = known(labels=f"{head}{IDS[0]},stance,,\n", folder=tmp_path)
    assert table.is_empty()
    assert problems.select("kind", "detail").rows() == [("scores_empty", "no label is filled in")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "post,measure,value\n1,stance,deny\n",
            r"lacks the column post_id\. .* its columns are: measure, post, value",
        ),
        ('{"id": 1, "stance": "deny"}\n', r"lacks the columns post_id, measure, value"),
        ("", "none: it is empty, or no table"),
        ("just words\n", r"lacks the columns"),
        ("PAR1 broken", "cannot be read"),
        ("PK\x03\x04 a workbook", "Excel workbook"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_is_needed(tmp_path: Path, words: str, said: str):
    """The error names the columns that are there and those that are needed."""
    with pytest.raises(ReadError, match=said):
        known(words, folder=tmp_path)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path):
    """Scores that were asked for are never left out in silence."""
    with pytest.raises(ReadError, match="does not exist"):
        read_scores([tmp_path / "none.csv"], [])
    with pytest.raises(ReadError, match="is a folder"):
        read_scores([], [tmp_path])


def test_hostile_cells_stay_cells(tmp_path: Path):
    """Names that steer a terminal or fill a page are cut to one printable line; broken JSON costs itself."""
    lines = [
        json.dumps(
            {"post_id": IDS[0], "measure": "stance", "value": "deny", "by": "\x1b[31m" + "x" * 900 + "\n=cmd"}
        ),
        '{"post_id": ',
        json.dumps([1, 2]),
        json.dumps({"post_id": {"a": 1}, "measure": ["stance"], "value": True}),
        json.dumps({"post_id": int(IDS[1]), "measure": "hostility", "value": True, "confidence": "NaN"}),
    ]

    table, problems = known("\n".join(lines), folder=tmp_path)

    assert table.select("post_id", "value").rows() == [(IDS[1], "1.0"), (IDS[0], "deny")]
    assert all(by.isprintable() and len(by) <= 60 for by in table["by"])
    assert "scores_row_rejected" in kinds(problems)


def test_files_stand_among_the_sources(tmp_path: Path):
    """Provenance: name, checksum, and of how many posts they say something."""
    path = tmp_path / "ann.csv"
    path.write_text(f"post_id,measure,value\n{IDS[0]},stance,deny\n")

    sources = schema.check(read_scores([path], [path]).sources, "sources")

    assert sources["dialect"].to_list() == ["scores", "labels"]
    assert sources["posts"].to_list() == [1, 1]
    assert len(sources["sha256"][0]) == 64
