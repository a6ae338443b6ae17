"""Exports whose shape has drifted: whatever a field became, everything up to the findings still runs."""

from __future__ import annotations

import bz2
import copy
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import threadscope as ts

DIALECTS = Path(__file__).resolve().parent.parent / "fixtures" / "dialects"
_OPENERS = {".gz": gzip.open, ".bz2": bz2.open}
_ODD: list[Any] = [None, "", 0, -5, 3.7, [], {}, [1], {"a": 1}, True, "x" * 50, "\u202e<b>", "9" * 30, 1e300]


def _exports() -> list[Path]:
    """Return files of one JSON value each, of every dialect that has such."""
    kept = ("graphql_g", "graphql_search", "graphql_by_ids", "api_v2_pages", "v11_array", "v11_search")
    files = sorted(DIALECTS.glob("*/two_messengers/*.json*"))
    return [file for file in files if file.parts[-3].startswith(kept) and file.suffix in {".json", *_OPENERS}]


def _load(file: Path) -> Any:
    with _OPENERS.get(file.suffix, open)(file, "rb") as stream:
        return json.loads(stream.read())


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    stack = [value]
    while stack:
        holder = stack.pop()
        keys = holder if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            yield holder, key
            stack.append(holder[key])


def _drift(export: Any, draw: random.Random, times: int) -> Any:
    """Delete, empty, retype or rename random keys at any depth."""
    changed = copy.deepcopy(export)
    for _ in range(times):
        places = list(_places(changed))
        if not places:
            break
        holder, key = draw.choice(places)
        what = draw.choice(("retype", "delete", "rename"))
        if what == "retype" or isinstance(holder, list):
            holder[key] = copy.deepcopy(draw.choice(_ODD))
        elif what == "delete":
            del holder[key]
        else:
            holder[f"{key}_new"] = holder.pop(key)
    return changed


def _survives(seed: int, folder: Path) -> None:
    draw = random.Random(seed)
    path = folder / "drifted.json"
    path.write_text(json.dumps(_drift(_load(draw.choice(_exports())), draw, draw.choice((1, 5, 30, 150)))))
    try:
        archive = ts.read(path)
    except ts.ReadError:
        return
    archive.study().table("findings")
    assert archive.posts["post_id"].is_unique().all()


@pytest.mark.parametrize("seed", range(40))
def test_a_drifted_export_never_stops_the_reading(tmp_path: Path, seed: int):
    """One to 150 random changes to an export give posts, problems, or a clear refusal: never another error."""
    _survives(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("block", range(100))
def test_ten_thousand_drifted_exports(tmp_path: Path, block: int):
    """The same, ten thousand times."""
    for seed in range(1000 + 100 * block, 1100 + 100 * block):
        _survives(seed, tmp_path)
