"""What `threadscope report` writes, of one thread and of several, and for whom."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import START, post, run, write
from threadscope.case import model
from threadscope.case.file import load
from threadscope.cli import exits
from threadscope.snowflake import id_at

#: Most tests ask for something else than pictures.
_NO_PICTURE = pytest.mark.usefixtures("no_picture")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of two small threads."""
    folder = tmp_path_factory.mktemp("export")
    return write(
        folder / "in.jsonl",
        post(0, "PigeonChat sells your contacts."),
        post(1, "@person0 this is not true", answers=0),
        post(2, "@person1 says who?", answers=1),
        post(600, "Another matter altogether"),
        post(601, "@person600 thank you", answers=600),
    )


@pytest.mark.usefixtures("one_picture")
def test_the_folder_holds_page_pictures_tables_and_summary(export: Path, tmp_path: Path) -> None:
    """Every file that the summary names is there, and every table is as long as it says."""
    _holds(export, tmp_path)


@pytest.mark.long
def test_the_folder_holds_all_pictures(export: Path, tmp_path: Path) -> None:
    """The same with every picture."""
    _holds(export, tmp_path)


def _holds(export: Path, tmp_path: Path) -> None:
    done = run("report", export, "--thread", id_at(START), "-o", tmp_path / "out")
    assert done.code == exits.DONE, done.err
    assert done.out.strip() == str(tmp_path / "out" / "index.html")
    told = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert told["format"] == {"name": "threadscope-summary", "version": "1.0"}
    assert told["thread"]["n_posts"] == told["data"]["posts"]["rows"] == 3
    files = {row["file"] for row in told["charts"]} - {None} | {row["file"] for row in told["data"].values()}
    made = {
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()
    }
    assert made == files | {file.replace(".png", ".svg") for file in files} | {"index.html", "summary.json"}


@_NO_PICTURE
def test_several_threads_get_a_page_that_leads_to_them(export: Path, tmp_path: Path) -> None:
    """--all writes a report of each thread; the page links to each, and each link leads to a page."""
    done = run("report", export, "--all", "-o", tmp_path / "out")
    assert done.code == exits.DONE, done.err
    links = re.findall(r'href="([^"#]+/index\.html)"', (tmp_path / "out" / "index.html").read_text())
    assert len(set(links)) == 2
    assert all((tmp_path / "out" / link).is_file() for link in links)


def test_threads_can_be_too_small_for_all(export: Path, tmp_path: Path) -> None:
    """--least leaves small threads out, and says so where none is left."""
    done = run("report", export, "--all", "--least", "4", "-o", tmp_path / "out")
    assert done.code == exits.COULD_NOT
    assert "no thread of at least 4 posts" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--all", "--thread", "1"), "exclude each other"),
        (("--all", "--claim", "1"), "belongs to one thread"),
        (("--public", "person0"), "give that, too"),
        (("--pseudonyms", "no.key"), "no.key cannot be read"),
        (("--since", "older.jsonl"), "older.jsonl"),
    ],
)
def test_what_does_not_go_together_is_told(
    export: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    """A choice that means nothing ends with a message, and writes nothing."""
    done = run("report", export, "-o", tmp_path / "out", *words)
    assert done.code != exits.DONE
    assert told in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("one_picture")
def test_a_report_for_others_names_nobody(export: Path, tmp_path: Path) -> None:
    """Under pseudonyms no file holds a name or an id, the command included; a public person keeps theirs."""
    key = tmp_path / "key"
    key.write_bytes(bytes(range(32)))
    done = run(
        "report",
        export,
        "--thread",
        id_at(START),
        "-o",
        tmp_path / "out",
        "--pseudonyms",
        key,
        "--public",
        "person0",
    )
    assert done.code == exits.DONE, done.err
    text = "".join(
        path.read_text()
        for path in (tmp_path / "out").rglob("*")
        if path.suffix in {".html", ".json", ".svg"}
    )
    assert "person0" in text
    assert "--pseudonyms KEYFILE" in text
    assert 'id="audit"' in text
    for name in ("person1", "person2", str(export), str(key), id_at(START.replace(minute=15))):
        assert name not in text


@_NO_PICTURE
def test_an_older_capture_is_compared(export: Path, tmp_path: Path) -> None:
    """--since adds what changed: here an answer that the older export does not hold."""
    older = write(
        tmp_path / "older.jsonl", *(json.loads(line) for line in export.read_text().splitlines()[:2])
    )
    done = run("report", export, "--thread", id_at(START), "--since", older, "-o", tmp_path / "out")
    assert done.code == exits.DONE, done.err
    told = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert told["made_by"]["settings"]["since"].startswith("an older archive of 2 posts")
    assert told["data"]["changes"]["rows"] >= 1
    assert 'id="changed"' in (tmp_path / "out" / "index.html").read_text()


@_NO_PICTURE
def test_a_case_file_rebuilds_the_report(export: Path, tmp_path: Path) -> None:
    """`report case.toml` reads what the case names; an option for the inputs is refused."""
    case = tmp_path / "case.toml"
    assert run("case", "init", export, "--thread", id_at(START), "-o", case).code == exits.DONE
    case.write_text(case.read_text().replace('# title = "…"', 'title = "The contacts"'))
    done = run("report", case, "-o", tmp_path / "out", "--tz", "Europe/Berlin")
    assert done.code == exits.DONE, done.err
    told = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert told["made_by"]["settings"]["title"] == "The contacts"
    assert told["made_by"]["settings"]["tz"] == "Europe/Berlin"
    assert "The contacts" in (tmp_path / "out" / "index.html").read_text()
    refused = run("report", case, "-o", tmp_path / "other", "--no-quotes")
    assert refused.code == exits.WRONG_USAGE
    assert "--no-quotes is for" in refused.err


@_NO_PICTURE
@pytest.mark.parametrize("command", [("report", "-o", "out"), ("show",)])
def test_a_case_file_is_read_once(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """What is read and what is shown come from one reading of the file: in between it may be changed."""
    read: list[Path] = []
    monkeypatch.setattr(model, "load", lambda path: read.append(path) or load(path))
    monkeypatch.chdir(tmp_path)
    Path("case.toml").write_text(f'inputs = "{export.as_posix()}"\nthread = "{id_at(START)}"\n')
    done = run(*command, "case.toml")
    assert done.code == exits.DONE, done.err
    assert read == [Path("case.toml")]


def test_a_target_that_cannot_be_written_is_told(export: Path, tmp_path: Path) -> None:
    """A file in the way of the folder ends with a message that says what to do."""
    (tmp_path / "out").write_text("a letter")
    done = run("report", export, "--thread", id_at(START), "-o", tmp_path / "out")
    assert done.code == exits.COULD_NOT
    assert "is a file; name a folder" in done.err
    assert (tmp_path / "out").read_text() == "a letter"
