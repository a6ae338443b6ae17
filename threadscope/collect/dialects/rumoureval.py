"""RumourEval and PHEME: a folder a thread, v1.1 posts one a file, and the tree once more in structure.json.

``<event>/[rumours|non-rumours]/<thread>/`` holds ``source-tweet(s)/<id>.json``, ``replies/`` or ``reactions/``
and ``structure.json``, nested objects from the root's id downwards with ``[]`` for a leaf. The posts name their
parents themselves; the structure is a second witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from threadscope.collect.decode import Typed, parse
from threadscope.collect.dialects.api_v11.columns import CARRIES as V11
from threadscope.collect.dialects.api_v11.columns import nested, observe, post_id
from threadscope.collect.dialects.api_v11.shapes import Status
from threadscope.collect.intake import Intake
from threadscope.collect.record import Placed
from threadscope.collect.sources import DAMAGE, Source, UnpacksTooFar

__all__ = ["CARRIES", "claims", "parents_in", "read"]

CARRIES: Final = (V11 | {"conversation_id"}) - {"reply_count", "quote_count", "repost_of_id"}

_ROOTS = ("source-tweet", "source-tweets")
_BELOW = ("replies", "reactions")


def claims(names: list[str]) -> dict[str, list[str]]:
    """Return the thread folders among the sources: name of the folder -> the sources in it.

    A folder is a thread if a folder of root posts stands in it.
    """
    roots = {_thread_of(name, _ROOTS) for name in names} - {None}
    folders: dict[str, list[str]] = {folder: [] for folder in sorted(filter(None, roots))}
    for name in names:
        thread = _thread_of(name, (*_ROOTS, *_BELOW)) or _parent(name)
        if thread in folders:
            folders[thread].append(name)
    return folders


def _parent(name: str) -> str:
    return name[: max(name.rfind("/"), name.rfind("!"))] if "/" in name or "!" in name else ""


def _thread_of(name: str, kinds: tuple[str, ...]) -> str | None:
    """Return the thread folder of ``<thread>/<kind>/<file>.json``, or ``None``."""
    folder = _parent(name)
    thread, _, kind = folder.rpartition("/")
    return thread if kind in kinds and thread and name.endswith(".json") else None


def read(folder: str, members: Mapping[str, Source], intake: Intake) -> None:
    """Put the posts of one thread into ``intake``, their parents compared with structure.json."""
    typed = Typed(Status)
    statuses: list[tuple[Status, int]] = []
    structure: dict[str, str | None] = {}
    for number, (name, source) in enumerate(members.items()):
        inside = name[len(folder) + 1 :]
        if inside != "structure.json" and not inside.startswith((*_ROOTS, *_BELOW)):
            continue  # annotation.json, urls.dat: nothing about posts
        value = _value(source, inside, intake)
        if inside == "structure.json":
            structure = _structure(value, intake)
        elif isinstance(value, dict):
            statuses.append((typed.convert(value, intake.report, inside), number))
        elif value is not None:
            intake.report(inside, "unknown_record", "no post; it was left out")
    _compare([status for status, _ in statuses], structure, intake)
    root = _root_of(members)
    for status, _ in statuses:  # a folder was collected as one conversation
        status.conversation_id_str = status.conversation_id_str or root
    observe(
        [Placed(status, place, number, None) for main, number in statuses for status, place in nested(main)],
        intake,
    )


def _root_of(members: Mapping[str, Source]) -> str | None:
    """Return the id of the thread's root: the name of its file."""
    roots = [name for name in members if _thread_of(name, _ROOTS)]
    name = roots[0].rpartition("/")[2].removesuffix(".json")
    return name if len(roots) == 1 and name.isdigit() else None


def _value(source: Source, inside: str, intake: Intake) -> Any:
    try:
        with source.open() as stream:
            raw = stream.read()
    except UnpacksTooFar:
        intake.report(inside, "unpacks_too_far", f"stopped after {source.unpacked:,} bytes")
        return None
    except DAMAGE as fault:
        intake.report(inside, "unreadable_file", f"{type(fault).__name__}: {fault}")
        return None
    if not raw.strip():
        intake.report(inside, "empty_file", "nothing in it")
        return None
    if inside == "structure.json":
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError:
            return raw
    return parse(raw, intake.report, inside)


def _structure(value: Any, intake: Intake) -> dict[str, str | None]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(key.isdigit() for key in value):
        intake.report(
            "structure.json", "structure_unreadable", "no tree of ids; parents were taken from the posts"
        )
        return {}
    return dict(parents_in(value))


def parents_in(structure: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield each id of a structure.json and the id above it (``None`` for the root)."""
    waiting: list[tuple[Any, str | None]] = [(structure, None)]
    while waiting:
        value, above = waiting.pop()
        if isinstance(value, Mapping):
            for key, below in value.items():
                yield key, above
                waiting.append((below, key))


def _compare(statuses: list[Status], structure: dict[str, str | None], intake: Intake) -> None:
    """Fill parents that only the structure knows; report where it disagrees and what it alone names."""
    archived = {post_id(status): status for status in statuses}
    for below, above in structure.items():
        status = archived.get(below)
        if status is None:
            answered = f" under {above}" if above else ""
            intake.report(
                below, "structure_without_file", f"structure.json names it{answered}; there is no file"
            )
            intake.absent(below, "unavailable", detail="named in structure.json, no file")
        elif (
            above is not None
            and status.in_reply_to_status_id_str is None
            and status.in_reply_to_status_id is None
        ):
            status.in_reply_to_status_id_str = above
            intake.report(below, "structure_filled", f"the post names no parent, structure.json says {above}")
        elif above != (said := status.in_reply_to_status_id_str or _text(status.in_reply_to_status_id)):
            detail = f"the post answers {said or 'nobody'}, structure.json says {above or 'nobody'}; the post was followed"
            intake.report(below, "structure_differs", detail)


def _text(number: int | str | None) -> str | None:
    return str(number) if number else None
