"""Collected tables -> a folder of Parquet files, which is then read as a dialect of its own."""

from __future__ import annotations

from pathlib import Path

import orjson

from threadscope.collect.dialects.store import TABLES, VERSION
from threadscope.collect.intake import Collected
from threadscope.errors import ReadError

__all__ = ["write_store"]


def write_store(collected: Collected, folder: str | Path) -> Path:
    """Write a store: one Parquet file a table, and `store.json` last, which makes the folder a store.

    Parameters
    ----------
    collected
        What ``read`` returned.
    folder
        Where to write; made if it is not there. An older store in it is replaced.

    Returns
    -------
    Path
        The folder; reading it gives equal tables.

    Raises
    ------
    ReadError
        If the folder holds other files than those of a store: nothing of anybody's is overwritten.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    mark = target / "store.json"
    others = sorted(path.name for path in target.iterdir() if path.name not in _files())
    if others:
        raise ReadError(
            f"{target} holds other files ({', '.join(others[:3])}); choose an empty or new folder for the store"
        )
    mark.unlink(missing_ok=True)
    for name in TABLES:
        getattr(collected, name).write_parquet(
            target / f"{name}.parquet", compression="zstd", statistics=True
        )
    mark.write_bytes(orjson.dumps({"format": "threadscope store", "version": VERSION}) + b"\n")
    return target


def _files() -> set[str]:
    return {"store.json", *(f"{name}.parquet" for name in TABLES)}
