"""What is read from RumourEval and PHEME folders: the posts' own parents first, structure.json as a second witness."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.collect.inputs import kinds, lines, post_id, v11_status
from threadscope.collect import Collected, fold, read

ROOT, CHILD, GRANDCHILD, LOST = (post_id(minute) for minute in range(4))
STRUCTURE = {ROOT: {CHILD: {GRANDCHILD: []}, LOST: []}}


def _thread(
    structure: Any = STRUCTURE, *, below: str = "replies", above: str = "source-tweet", **parents: str | None
) -> dict[str, bytes]:
    """Return the files of one thread: name -> content."""
    named = {CHILD: ROOT, GRANDCHILD: CHILD} | {
        post_id(int(name[1:])): parent for name, parent in parents.items()
    }
    files = {f"{above}/{ROOT}.json": lines(v11_status(0, "the claim"))}
    for minute, name in ((1, CHILD), (2, GRANDCHILD)):
        files[f"{below}/{name}.json"] = lines(v11_status(minute, in_reply_to_status_id_str=named[name]))
    return files | {
        "structure.json": structure if isinstance(structure, bytes) else json.dumps(structure).encode(),
        "urls.dat": b"hash\thttp://news.example\n",
        "annotation.json": b'{"is_rumour": "rumour"}',
        f"{below}/._{CHILD}.json": b"\x00litter",
    }


def _write(folder: Path, files: dict[str, bytes]) -> Collected:
    for name, data in files.items():
        path = folder / "event" / ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return read([folder])


def _parents(found: Collected) -> dict[str, str | None]:
    return dict(found.observations.select("post_id", "reply_to_id").iter_rows())


@pytest.mark.parametrize(("above", "below"), [("source-tweet", "replies"), ("source-tweets", "reactions")])
def test_a_thread_folder_is_one_source(above: str, below: str, tmp_path: Path) -> None:
    """RumourEval and PHEME name their folders differently; both give the thread, and nothing else is a problem."""
    found = _write(tmp_path, _thread({ROOT: {CHILD: {GRANDCHILD: []}}}, above=above, below=below))

    assert _parents(found) == {ROOT: None, CHILD: ROOT, GRANDCHILD: CHILD}
    assert found.sources["dialect"].to_list() == ["rumoureval"]
    assert found.sources["posts"].to_list() == [3]
    assert kinds(found) == []


def test_a_zip_is_read_in_place(tmp_path: Path) -> None:
    """Threads nested in a zip are found there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in _thread({ROOT: {CHILD: {GRANDCHILD: []}}}).items():
            archive.writestr(f"all/event/{ROOT}/{name}", data)
    path = tmp_path / "corpus.zip"
    path.write_bytes(buffer.getvalue())
    found = read([path])

    assert _parents(found) == {ROOT: None, CHILD: ROOT, GRANDCHILD: CHILD}
    assert found.sources["source"].to_list()[0] == f"{path.as_posix()}!all/event/{ROOT}"


def test_a_parent_that_only_the_structure_knows_is_taken_and_said(tmp_path: Path) -> None:
    """A post without a parent of its own takes the one of structure.json."""
    found = _write(tmp_path, _thread({ROOT: {CHILD: {GRANDCHILD: []}}}, p2=None))

    assert _parents(found)[GRANDCHILD] == CHILD
    assert found.problems.select("position", "kind").rows() == [(GRANDCHILD, "structure_filled")]


def test_where_the_two_differ_the_post_is_followed_and_it_is_said(tmp_path: Path) -> None:
    """The post's own word stands above the corpus makers'."""
    found = _write(tmp_path, _thread({ROOT: {CHILD: {GRANDCHILD: []}}}, p2=ROOT))

    assert _parents(found)[GRANDCHILD] == ROOT
    assert found.problems.select("position", "kind").rows() == [(GRANDCHILD, "structure_differs")]


def test_posts_named_without_a_file_are_absences(tmp_path: Path) -> None:
    """What the structure names and nobody kept is not available; it is said where it stood."""
    found = _write(tmp_path, _thread())

    assert found.absences.select("post_id", "reason").rows() == [(LOST, "unavailable")]
    assert found.problems.select("position", "kind").rows() == [(LOST, "structure_without_file")]
    assert ROOT in found.problems["detail"][0]


@pytest.mark.parametrize("structure", [b"{", b"[1]", b'{"a": []}', b"\xff"])
def test_a_broken_structure_costs_the_second_witness_only(structure: bytes, tmp_path: Path) -> None:
    """Without a readable structure.json the posts still name their parents."""
    found = _write(tmp_path, _thread(structure))

    assert _parents(found) == {ROOT: None, CHILD: ROOT, GRANDCHILD: CHILD}
    assert kinds(found) == ["structure_unreadable"]


def test_broken_posts_cost_themselves(tmp_path: Path) -> None:
    """An empty file, one that is no JSON and one that is no object are named; the thread is read."""
    files = _thread({ROOT: {CHILD: {GRANDCHILD: []}}})
    found = _write(
        tmp_path, files | {"replies/1.json": b"", "replies/2.json": b"{", "replies/3.json": b"[1]"}
    )

    assert set(_parents(found)) == {ROOT, CHILD, GRANDCHILD}
    assert kinds(found) == ["empty_file", "invalid_json", "unknown_record"]


def test_the_conversation_is_that_of_the_folder(tmp_path: Path) -> None:
    """v1.1 posts do not say their conversation; the folder was collected as one, and its root names it."""
    posts = fold(_write(tmp_path, _thread())).posts

    assert posts["conversation_id"].unique().to_list() == [ROOT]
