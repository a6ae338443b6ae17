"""How fast the public Community Notes files are joined with one thread, beside reading them with the csv module.

``python -m tests.bench.notes`` writes a snapshot of the size of 2026 (2.5 million notes, 2.7 million rows of status,
about 1.8 GB; once, into a temporary folder) with the notes of the invented quarrel in it, as .tsv and as .zip, and an
index of it. The quarrel is joined with each, each in a process of its own; the ratios are of the seconds in the same
run, those of zips beside unpacking alone. ``python -m tests.bench.notes 0.1`` takes a tenth of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from fixtures.story import quarrel, spat
from fixtures.writers import public_notes
from threadscope.collect.note_files import Wanted, read_notes, write_index
from threadscope.collect.read import read
from threadscope.snowflake import EPOCH_MS

_WRITTEN: Final = 2_700_000
_DELETED: Final = frozenset({0, 13})
_FROM: Final = round(datetime(2021, 1, 28, tzinfo=UTC).timestamp() * 1000)
_TO: Final = round(datetime(2026, 3, 17, tzinfo=UTC).timestamp() * 1000)
_DAY: Final = "2026/03/19"
_THREAD: Final = Path(__file__).resolve().parent.parent.parent / "fixtures" / "pigeonchat"
_BLOCK: Final = 1 << 20


def write(folder: Path, share: float) -> None:
    """Write a snapshot: rows as long as in life, texts that pack about as well."""
    draw = random.Random(7)
    words = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 10))) for _ in range(3000)]
    phrases = [" ".join(draw.choices(words, k=14)) for _ in range(1 << 15)]
    told = public_notes.release_2026([quarrel(), spat()])
    n = round(_WRITTEN * share)
    _table(folder, "notes", told, _notes(draw, n, phrases), n)
    _table(folder, "noteStatusHistory", told, _status(draw, n), n)
    for name in ("notes", "noteStatusHistory"):
        plain = _path(folder, name)
        with zipfile.ZipFile(
            plain.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=6
        ) as archive:
            archive.write(plain, plain.name)


def _path(folder: Path, name: str) -> Path:
    return folder / _DAY / name / f"{name}-00000.tsv"


def _table(folder: Path, name: str, told: dict[str, bytes], rows: Iterator[str], n: int) -> None:
    """Write rows, with those of the stories' notes in the middle."""
    with tempfile.TemporaryDirectory() as work:
        packed = Path(work) / "told.zip"
        packed.write_bytes(told[f"{_DAY}/{name}/{name}-00000.zip"])
        with zipfile.ZipFile(packed) as archive:
            head, *story = archive.read(archive.namelist()[0]).decode().splitlines(keepends=True)
    path = _path(folder, name)
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", buffering=1 << 22) as file:
        file.write(head)
        for number, row in enumerate(rows):
            if number == n // 2:
                file.writelines(story)
            file.write(row)


def _moments(n: int) -> Iterator[tuple[int, int, bool]]:
    """Yield when each note was written, its id, and whether it was deleted: of these only the status is left."""
    for number in range(n):
        at = _FROM + (_TO - _FROM) * number // n
        yield at, (at - EPOCH_MS << 22) | (number * 2_654_435_761 & 0x3FFFFF), number % 27 in _DELETED


def _notes(draw: random.Random, n: int, phrases: list[str]) -> Iterator[str]:
    tags = "\t".join("0010000000001")
    for at, note, is_deleted in _moments(n):
        if is_deleted:
            continue
        post = (at - draw.randint(600_000, 144_000_000) - EPOCH_MS << 22) | draw.getrandbits(22)
        text = f"{phrases[draw.getrandbits(15)]} {phrases[draw.getrandbits(15)]}    https://n.example/{draw.getrandbits(64):x}"
        yield (
            f"{note}\t{draw.getrandbits(256):064X}\t{at}\t{post}\tMISINFORMED_OR_POTENTIALLY_MISLEADING\t\t\t\t"
            f"{tags}\t{text}\t0\t0\n"
        )


def _status(draw: random.Random, n: int) -> Iterator[str]:
    more = "NEEDS_MORE_RATINGS"
    for at, note, _ in _moments(n):
        yield (
            f"{note}\t{draw.getrandbits(256):064X}\t{at}\t\t\t{_TO + draw.getrandbits(24)}\t{more}\t\t\t"
            f"{at + 1_210_000_000}\t{more}\t\t{more}\t{more}\t\tCoreModel (v1.1)\t{draw.getrandbits(4)}\t-1\t-1\t\t\t"
            f"{_TO // 60_000}\t\n"
        )


def _by_csv(folder: Path) -> int:
    rows = 0
    for name in ("notes", "noteStatusHistory"):
        with _path(folder, name).open(encoding="utf-8", newline="") as file:
            rows += sum(1 for _ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return rows


def _inflated(folder: Path) -> int:
    size = 0
    for name in ("notes", "noteStatusHistory"):
        packed = _path(folder, name)
        with (
            zipfile.ZipFile(packed.with_suffix(".zip")) as archive,
            archive.open(packed.name) as stream,
        ):
            while block := stream.read(_BLOCK):
                size += len(block)
    return size


def _joined(*files: Path) -> Callable[[], int]:
    wanted = Wanted.of(read([_THREAD]))
    return lambda: read_notes(files, wanted).notes.height


def _steps(folder: Path) -> dict[str, Callable[[], Callable[[], int]]]:
    """Name of a step -> what prepares it and gives what is measured."""
    plain = [_path(folder, name) for name in ("notes", "noteStatusHistory")]
    index = folder / "notes.parquet"
    return {
        "csv": lambda: lambda: _by_csv(folder),
        "tsv": lambda: _joined(*plain),
        "inflate": lambda: lambda: _inflated(folder),
        "zip": lambda: _joined(*(path.with_suffix(".zip") for path in plain)),
        "make index": lambda: lambda: write_index(plain, index).n_notes,
        "index": lambda: _joined(index),
    }


def _measure(folder: Path, step: str) -> dict[str, Any]:
    run = _steps(folder)[step]()
    started, worked = time.perf_counter(), time.process_time()
    found = run()
    return {
        "seconds": time.perf_counter() - started,
        "work": time.process_time() - worked,
        "found": found,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _alone(folder: Path, step: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.notes", "--folder", str(folder), "--step", step]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Write, join and compare."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("share", type=float, nargs="?", default=1.0)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--step", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.step:
        print(json.dumps(_measure(options.folder, options.step)))
        return
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        write(folder, options.share)
        size = sum(_path(folder, name).stat().st_size for name in ("notes", "noteStatusHistory"))
        print(f"{size / 1e6:,.0f} MB as .tsv")
        found = {step: _alone(folder, step) for step in _steps(folder)}
    for step, took in found.items():
        print(
            f"{step:>10}: {took['seconds']:7.2f} s ({took['work']:6.2f} s of work), peak {took['peak_mb']:5,.0f} MB, "
            f"{took['found']:,}"
        )
    for step, other, words in (
        ("csv", "tsv", "the csv module takes {:.2f} times as long as joining .tsv ({:.2f} of the work)"),
        ("zip", "inflate", "joining .zip takes {:.2f} times as long as unpacking ({:.2f} of the work)"),
    ):
        print(words.format(*(found[step][of] / found[other][of] for of in ("seconds", "work"))))


if __name__ == "__main__":
    main()
