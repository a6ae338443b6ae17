"""Small exports of every dialect, changed at random and read: what was lost that still has an id, or lost in silence."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import pickle
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import Any, BinaryIO, Final

import polars as pl

from fixtures.make import unpacked
from fixtures.model import Capture
from fixtures.story import quarrel
from fixtures.writers import WRITERS
from tests.collect.mutations import Row, Text, change_bytes, change_rows, change_value, places
from threadscope.collect import Collected, read
from threadscope.errors import ReadError

__all__ = [
    "OF",
    "WRITTEN",
    "Case",
    "Kind",
    "Sample",
    "cases",
    "judge",
    "part_of",
    "prepared",
    "read_all",
    "samples_of",
    "trimmed",
]


@dataclass(frozen=True)
class Kind:
    """Where the posts of a dialect have their ids.

    Attributes
    ----------
    ids
        For each id that an object may give, the fields that give it, by dots; any one suffices.
    words
        A post has one of these fields beside its id; what has none of them is a mere reference.
    keep
        Fields that say what an object is: where one has changed, it may be read as something else.
    below
        The beginning of the paths where anything is looked for; empty for anywhere.
    """

    ids: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    keep: frozenset[str] = frozenset()
    below: str = ""


def _kind(*ids: str, words: str, keep: str = "") -> Kind:
    return Kind(
        tuple(tuple(group.split()) for group in ids), frozenset(words.split()), frozenset(keep.split())
    )


_GRAPHQL: Final = _kind(
    "rest_id legacy.id_str",
    words="legacy details",
    keep="__typename entryId entry_id promotedMetadata cursorType tombstone",
)
_V11: Final = _kind("id_str id", words="text full_text", keep="delete limit")
_CAMEL: Final = _kind("id url", words="text fullText", keep="type")

#: The dialects, by the names in DIALECTS.
OF: Final[dict[str, Kind]] = {
    "account_archive": _V11,
    "api_v11": _V11,
    "api_v2": _kind("id", words="text", keep="action resource_type"),
    "apify": _CAMEL,
    "apify_legacy": _kind("id url", words="full_text"),
    "bird": _kind("id", words="text"),
    "convocation": _kind("id permanentUrl", words="text"),
    "convocation_go": _kind("ID PermanentURL", words="Text"),
    "flat": _kind("Tweet_ID", words="Text"),
    "fourcat_csv": _kind("id", words="body", keep="is_retweet"),
    "fxtwitter": _kind("id url", words="text raw_text", keep="type provider code"),
    "gallery_dl": _kind("tweet_id", words="content", keep="category subcategory"),
    "graphql": _GRAPHQL,
    "har": replace(_GRAPHQL, keep=_GRAPHQL.keep | {"request", "status", "encoding"}, below="$.log.entries."),
    "minet": _kind("id url", words="text"),
    "oembed": _kind("url", words="html", keep="html error"),
    "rumoureval": _V11,
    "snscrape": _kind("id url", words="content rawContent renderedContent", keep="_type"),
    "syndication": _kind("id_str", words="text full_text", keep="__typename tombstone"),
    "tweet_harvest": _kind("id_str tweet_url", words="full_text"),
    "tweety": _kind("id url", words="text tweet_body"),
    "twarc_csv": _kind("id", words="text"),
    "twikit": _kind("id", "_data.rest_id _data.legacy.id_str", words="text full_text _data"),
    "twint": _kind("id link", words="tweet", keep="retweet"),
    "twitter_web_exporter": _kind(
        "id url", "rest_id legacy.id_str", words="full_text legacy", keep="__typename"
    ),
    "twitterapi_io": _CAMEL,
    "twscrape": _kind("id_str id url", words="rawContent", keep="_type"),
    "vxtwitter": _kind("tweetID tweetURL", words="text"),
    "zeeschuimer": replace(_GRAPHQL, keep=_GRAPHQL.keep | {"source_platform", "promoted", "related", "type"}),
}
#: Where 4CAT puts what Zeeschuimer says of a post.
_AROUND: Final = "__import_meta"
#: The dialects -> the writers of their fixtures.
WRITTEN: Final[dict[str, tuple[str, ...]]] = {
    "account_archive": ("account_archive", "tweet_archive"),
    "api_v11": ("v11_lines", "v11_array", "v11_search", "v11_premium"),
    "api_v2": ("api_v2_pages", "twarc2", "twarc2_flat", "api_v2_2026_names"),
    "apify": ("apify", "apify_csv"),
    "apify_legacy": ("apify_legacy",),
    "bird": ("bird",),
    "convocation": ("convocation",),
    "convocation_go": ("convocation_go",),
    "flat": ("communalytic",),
    "fourcat_csv": ("fourcat_csv",),
    "fxtwitter": ("fxtwitter", "fxtwitter_legacy"),
    "gallery_dl": ("gallery_dl",),
    "graphql": (
        *("graphql_g1", "graphql_g2", "graphql_g3", "graphql_g4"),
        *("graphql_search", "graphql_by_ids"),
    ),
    "har": ("har", "har_firefox"),
    "minet": ("minet",),
    "oembed": ("oembed",),
    "rumoureval": ("rumoureval", "pheme"),
    "snscrape": ("snscrape", "snscrape_04"),
    "syndication": ("syndication",),
    "tweet_harvest": ("tweet_harvest", "tweet_harvest_2025"),
    "tweety": ("tweety",),
    "twarc_csv": ("twarc_csv",),
    "twikit": ("twikit", "twikit_vars"),
    "twint": ("twint",),
    "twitter_web_exporter": ("twitter_web_exporter", "twitter_web_exporter_db", "twe_items", "twe_csv"),
    "twitterapi_io": ("twitterapi_io",),
    "twscrape": ("twscrape", "twscrape_old"),
    "vxtwitter": ("vxtwitter",),
    "zeeschuimer": ("zeeschuimer", "fourcat_ndjson"),
}
#: Fields that hold an address and not the id itself.
_ADDRESSES: Final = frozenset({"url", "link", "permanentUrl", "PermanentURL", "tweetURL", "tweet_url"})
#: How often one sample is changed.
TIMES: Final = (1, 1, 1, 2, 3, 5, 8, 13, 21, 30)
#: An id with fewer digits, of a post from before 2010, may be any number: where no mark is left, it is none.
_TOLD_APART: Final = 15
#: Problems that tell of no loss.
_NO_LOSS: Final = frozenset(
    {
        "time_implausible",
        "time_unreadable",
        "time_without_zone",
        "count_implausible",
        "id_mended",
        "ids_rounded",
    }
    | {"surrogate_removed", "not_utf8", "person_unavailable", "columns_shifted", "parents_not_exported"}
    | {"archive_part_missing", "archive_part_short", "structure_filled", "structure_differs"}
    | {"media_without_post"}
)
_ID: Final = re.compile(r"[0-9]{1,19}")
_IN_ADDRESS: Final = re.compile(r"/status(?:es)?/([0-9]{1,19})\b")
_SCRIPT: Final = re.compile(rb"\s*(?:window\.|var |Grailbird)[^=]*= ?")
#: Writers of archives and folders, which are read as a whole.
_WHOLE: Final = frozenset({"account_archive", "tweet_archive", "pheme", "rumoureval"})


@dataclass
class Post:
    """A post of a sample: the object that it is, what it stands in, and what must stay as it is."""

    post_id: str
    body: Any
    fields: tuple[str, ...]
    steps: tuple[tuple[Any, Any, Any], ...]
    kept: str = ""
    #: Whether it stands in no other post.
    is_outer: bool = True

    def ids(self, body: Any) -> set[str]:
        """Return the ids that the fields give."""
        return {found for name in self.fields if (found := _id_at(body, name))}

    def is_in_place(self) -> bool:
        """Say whether it can still be reached as before."""
        return all(_stands(*step) for step in self.steps)


def _stands(holder: Any, key: Any, inner: Any) -> bool:
    if isinstance(holder, dict):
        return holder.get(key) is inner
    if all(isinstance(one, dict) for one in holder):
        return any(one is inner for one in holder)
    return key < len(holder) and holder[key] is inner  # in [3, "address", {…}] the places matter


def _id_at(body: Any, path: str) -> str | None:
    *above, last = path.split(".")
    for step in above:
        body = body.get(step) if isinstance(body, dict) else None
    said = body.get(last) if isinstance(body, dict) else None
    if isinstance(said, bool) or not isinstance(said, int | str):
        return None
    if last in _ADDRESSES:
        found = _IN_ADDRESS.search(str(said))
        return found[1] if found else None
    return str(said) if _ID.fullmatch(str(said)) else None


@dataclass(frozen=True)
class Part:
    """One file: how it is written, and what is in it."""

    codec: str
    before: bytes
    value: Any
    delimiter: str = ","

    def dump(self, value: Any) -> bytes:
        """Return the file with another value."""
        if self.codec == "raw":
            return bytes(value)
        if self.codec == "table":
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=self.delimiter).writerows(value)
            return self.before + text.getvalue().encode(errors="replace")
        if self.codec == "lines" and isinstance(value, list):
            return self.before + b"".join(json.dumps(_spelt(one)).encode() + b"\n" for one in value)
        return self.before + json.dumps(_spelt(value)).encode()


def _spelt(value: Any) -> Any:
    """Return a value with its texts that spell values spelt again."""
    if isinstance(value, Text):
        if len(value) == 1 and isinstance(value[0], dict | list):
            text = json.dumps(_spelt(value[0]))
            return base64.b64encode(text.encode()).decode() if value.is_base64 else text
        return list(value)
    if isinstance(value, dict):
        return {
            key: _spelt(inner) if isinstance(inner, dict | list) else inner for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_spelt(inner) if isinstance(inner, dict | list) else inner for inner in value]
    return value


def _opened(value: Any) -> None:
    """Replace texts that spell values by these, in place."""
    for holder, key, _, _ in places(value):
        inner = holder[key]
        if not isinstance(inner, str) or len(inner) < 2:
            continue
        is_base64 = isinstance(holder, dict) and holder.get("encoding") == "base64" and key == "text"
        try:
            found = json.loads(base64.b64decode(inner) if is_base64 else inner if inner[0] in "{[" else "0")
        except (ValueError, binascii.Error):
            continue
        if isinstance(found, dict | list) and found:
            holder[key] = Text([found])
            holder[key].is_base64 = is_base64


def part_of(name: str, data: bytes) -> Part:
    """Return a file as a part that can be changed."""
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    bare = data.removeprefix(bom)
    found = _SCRIPT.match(bare)
    before = found.group() if found else b""
    try:
        value = json.loads(bare[len(before) :])
    except ValueError:
        pass
    else:
        if isinstance(value, dict | list):
            holder = [value]
            _opened(holder)
            return Part("json", bom + before, holder[0])
    lines = [line for line in bare.splitlines() if line.strip()]
    if lines and lines[0][:1] == b"{":
        try:
            values = [json.loads(line) for line in lines]
        except ValueError:
            return Part("raw", b"", data)
        _opened(values)
        return Part("lines", bom, values)
    if ".csv" in name or name.endswith(".tsv"):
        text = bare.decode()
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return Part("table", bom, [Row(row) for row in rows], delimiter)
    return Part("raw", b"", data)


def trimmed(part: Part, longest: int = 5) -> Part:
    """Return a file with the first few of its records, posts and people: enough to be changed."""
    value = part.value
    if part.codec == "table":
        value = value[: longest + 1]
    elif part.codec != "raw":
        value = value[:longest] if part.codec == "lines" else value
        waiting = [value]
        while waiting:
            found = waiting.pop()
            if (
                isinstance(found, list)
                and not isinstance(found, Text)
                and all(isinstance(one, dict) for one in found)
            ):
                del found[longest:]
            waiting.extend(
                found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
            )
    return replace(part, value=value)


@dataclass
class Sample:
    """Files that are read together; ``archive`` is the zip that they stand in, or none."""

    name: str
    parts: dict[str, Part]
    archive: str | None = None
    #: Filled when it is read as it is.
    dialect: str = ""
    ids: set[str] = field(default_factory=set)
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)
    frozen: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Where its posts have their ids."""
        return OF[self.dialect]

    def streams(self, prefix: str, changed: Mapping[str, bytes]) -> list[BinaryIO]:
        """Return its files as open streams whose names begin with a prefix."""
        files = {name: part.dump(part.value) for name, part in self.parts.items()} | dict(changed)
        if self.archive is not None:
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as into:
                for name, data in files.items():
                    into.writestr(name, data)
            files = {self.archive: packed.getvalue()}
        streams: list[BinaryIO] = []
        for name, data in files.items():
            stream = io.BytesIO(data)
            stream.name = prefix + name  # type: ignore[attr-defined]
            streams.append(stream)
        return streams

    def prepare(self, collected: Collected, prefix: str) -> None:
        """Remember what it gives as it is, and where its posts stand."""
        self.dialect = next(iter(_of(collected.sources, prefix)["dialect"].drop_nulls()), "")
        if not self.dialect:
            return
        self.ids = set(_of(collected.observations, prefix)["post_id"])
        self.problems = Counter(_of(collected.problems, prefix).select("kind", "detail").iter_rows())
        for name, part in self.parts.items():
            if part.codec != "raw":
                posts = list((_rows if part.codec == "table" else _posts)(part.value, self.kind, self.ids))
                self.known[name] = {post.post_id for post in posts}
                self.frozen[name] = pickle.dumps((part.value, posts))


def _of(frame: pl.DataFrame, prefix: str) -> pl.DataFrame:
    return frame.filter(pl.col("source").str.starts_with(prefix))


def _posts(value: Any, kind: Kind, ids: set[str]) -> Iterator[Post]:
    """Yield the posts in a parsed file."""
    waiting: list[tuple[Any, tuple[tuple[Any, Any, Any], ...], bool]] = [(value, (), True)]
    while waiting:
        body, steps, is_outer = waiting.pop()
        inside = False
        if isinstance(body, dict) and body.keys() & kind.words:
            for fields in kind.ids:
                said = next((found for name in fields if (found := _id_at(body, name)) in ids), None)
                if said is not None:
                    inside = True
                    yield Post(said, body, fields, steps, _kept(steps, body, kind.keep), is_outer)
        pairs = body.items() if isinstance(body, dict) else enumerate(body)
        for key, inner in pairs:
            if isinstance(inner, dict | list):
                waiting.append((inner, (*steps, (body, key, inner)), is_outer and not inside))


def _kept(steps: Sequence[tuple[Any, Any, Any]], body: Any, keep: frozenset[str]) -> str:
    """Return what the fields that say what something is hold, on the way to a post."""
    holders = [holder for holder, _, _ in steps if isinstance(holder, dict)] + [body]
    around = [holder[_AROUND] for holder in holders if isinstance(holder.get(_AROUND), dict)]
    said = [
        (key, type(holder[key]) if isinstance(holder[key], dict | list) else holder[key])
        for holder in (*holders, *around)
        for key in sorted(keep & holder.keys())
    ]
    return repr(said)


def _rows(rows: list[Row], kind: Kind, ids: set[str]) -> Iterator[Post]:
    """Yield the posts in a table."""
    for row in rows[1:]:
        record = _record(rows[0], row)
        for fields in kind.ids:
            said = next((found for name in fields if (found := _id_at(record, name)) in ids), None)
            if said is not None:
                yield Post(said, row, fields, (), _kept((), record, kind.keep))


def _record(header: Row, row: Row) -> dict[str, str]:
    return dict(zip((name.replace(" ", "_") for name in header), row, strict=False))


@dataclass
class Case:
    """One changed sample."""

    sample: Sample
    seed: int
    changed: str
    data: bytes
    done: list[str]
    #: Posts that must be read, and posts that may be lost but not in silence.
    wanted: set[str]
    counted: set[str]

    @property
    def prefix(self) -> str:
        """What the names of its files begin with."""
        return f"case-{self.seed}/"

    def streams(self) -> list[BinaryIO]:
        """Return its files as open streams."""
        return self.sample.streams(self.prefix, {self.changed: self.data})

    def __str__(self) -> str:
        return f"{self.sample.name}, seed {self.seed}, {self.changed}: {'; '.join(self.done)}"


class _Draw:
    """What is changed in one case, from its seed alone."""

    def __init__(self, sample: Sample, seed: int) -> None:
        self.draw = random.Random(f"{sample.name} {seed}")
        weights = [1 + 4 * len(sample.known[name]) for name in sample.frozen]
        (self.changed,) = self.draw.choices(list(sample.frozen), weights)
        self.part = sample.parts[self.changed]
        self.value: Any
        self.posts: list[Post]
        self.value, self.posts = pickle.loads(sample.frozen[self.changed])
        self._fields = set(chain(*sample.kind.ids))

    def change(self) -> list[str]:
        """Change the value; return what was done."""
        times = self.draw.choice(TIMES)
        if self.part.codec == "table":
            near = [
                place for place, name in enumerate(self.value[0]) if name.replace(" ", "_") in self._fields
            ]
            return change_rows(self.value, near, self.draw, times)
        near_ids = {id(one) for post in self.posts for one in (post.body, *(step[0] for step in post.steps))}
        return change_value(self.value, near_ids, self.draw, times) if self.value else []


def _case(sample: Sample, seed: int) -> Case:
    drawn = _Draw(sample, seed)
    done = drawn.change()
    data = drawn.part.dump(drawn.value)
    judged = _judged_rows if drawn.part.codec == "table" else _judged_value
    wanted, counted = judged(drawn.value, drawn.posts, sample.kind)
    if drawn.part.codec == "table" and drawn.draw.random() < 0.15:
        data, said = change_bytes(data, drawn.draw)
        done.append(said)
        whole = {
            post.post_id
            for post in drawn.posts
            if drawn.part.dump([post.body])[len(drawn.part.before) : -2] in data
        }
        wanted, counted = set(), counted & whole
    elsewhere = set().union(*(sample.known[name] for name in sample.known if name != drawn.changed))
    return Case(sample, seed, drawn.changed, data, done, wanted, counted - elsewhere)


def _judged_value(value: Any, posts: list[Post], kind: Kind) -> tuple[set[str], set[str]]:
    """Return which posts must be read of a changed value, and which may not be lost in silence."""
    reached = {id(value)} | {id(holder[key]) for holder, key, _, _ in places(value)}
    wanted: set[str] = set()
    counted: set[str] = set()
    renumbered: set[str] = set()
    for post in posts:
        ids = post.ids(post.body)
        if id(post.body) not in reached:
            continue
        if ids - {post.post_id}:
            renumbered.add(post.post_id)
            continue
        if not ids and not any(_is_worded(name, post.body.get(name)) for name in kind.words):
            continue  # what has neither id nor words is no post
        if ids and post.is_in_place() and _kept(post.steps, post.body, kind.keep) == post.kept:
            wanted.add(post.post_id)
        elif len(post.post_id) < _TOLD_APART:
            continue
        counted.add(post.post_id)
    return wanted - renumbered, counted - renumbered


def _is_worded(name: str, said: Any) -> bool:
    return isinstance(said, dict if name in {"legacy", "details", "_data", "raw_text"} else str)


def _judged_rows(rows: list[Row], posts: list[Post], kind: Kind) -> tuple[set[str], set[str]]:
    """Return the same for a table."""
    there = {id(row) for row in rows if any(row)}
    wanted: set[str] = set()
    counted: set[str] = set()
    for post in posts:
        row, record = post.body, _record(rows[0], post.body)
        ids = post.ids(record)
        if id(row) not in there or ids - {post.post_id}:
            continue
        counted.add(post.post_id)
        in_line = not row.is_shifted and len(row) == len(rows[0]) == len(record)
        if ids and in_line and _kept((), record, kind.keep) == post.kept:
            wanted.add(post.post_id)
    return wanted, counted


def small(writer: str) -> Capture:
    """Return some posts of a quarrel: a root, answers, a repost, quotes, a long one, an edited one, one with a note."""
    story = quarrel()
    ends = ("900277", "705292", "342301", "596203", "897356")
    if not writer.startswith("har"):  # there everything else that a page loads comes with each conversation
        ends += ("489656", "991567", "327517", "699923", "057924", "231157")
    kept = tuple(post for post in story.posts if post.post_id.endswith(ends))
    return replace(story, posts=kept, gone=story.gone[:2], hidden=())


@cache
def samples_of(writer: str) -> tuple[Sample, ...]:
    """Return the samples of one writer."""
    boxes: dict[str, tuple[str | None, dict[str, bytes]]] = {}
    for name, data in WRITERS[writer](small(writer)).items():
        content = unpacked(name, data)
        if isinstance(content, dict) and writer in _WHOLE:
            boxes[name] = (name, content)
            continue
        for member, inner in (content if isinstance(content, dict) else {name: content}).items():
            box = member.split("/")[0] + "/" if writer in _WHOLE else member
            boxes.setdefault(box, (None, {}))[1][member] = inner
    return prepared(
        Sample(
            f"{writer}:{name}", {member: part_of(member, data) for member, data in members.items()}, archive
        )
        for name, (archive, members) in boxes.items()
    )


def prepared(found: Iterable[Sample]) -> tuple[Sample, ...]:
    """Read samples as they are; return those that hold posts."""
    found = list(found)
    collected = read([s for number, one in enumerate(found) for s in one.streams(f"clean-{number}/", {})])
    for number, one in enumerate(found):
        one.prepare(collected, f"clean-{number}/")
    return tuple(one for one in found if one.ids and one.frozen)


def cases(found: Sequence[Sample], seeds: range) -> list[Case]:
    """Return changed samples, one a seed, in turn."""
    return [_case(found[seed % len(found)], seed) for seed in seeds]


def read_all(made: Sequence[Case]) -> Collected | None:
    """Read cases, all at once; ``None`` where nothing in any of them could be read."""
    try:
        return read([stream for case in made for stream in case.streams()])
    except ReadError:
        return None


def judge(made: Sequence[Case], collected: Collected | None) -> list[str]:
    """Return what is wrong: posts lost that still have an id, and posts lost in silence."""
    if collected is None:
        return [f"nothing was read, but {sorted(case.wanted)}: {case}" for case in made if case.wanted]
    read_ids, absent = _by_case(collected.observations, "post_id"), _by_case(collected.absences, "post_id")
    dialects = _by_case(collected.sources, "dialect")
    told: dict[str, list[tuple[str, str]]] = {}
    for source, kind, detail in collected.problems.select("source", "kind", "detail").iter_rows():
        told.setdefault(_prefix(source), []).append((kind, detail))
    wrong = []
    for case in made:
        ids = read_ids.get(case.prefix, set())
        said = list((Counter(told.get(case.prefix, [])) - case.sample.problems).elements())
        gone = (case.wanted | case.counted) & case.sample.ids - ids
        if any(len(post_id) < _TOLD_APART for post_id in gone) and not _is_recognisable(case):
            gone = {post_id for post_id in gone if len(post_id) >= _TOLD_APART}
        lost = case.wanted & gone
        known = case.sample.dialect in dialects.get(case.prefix, set())
        if lost and (known or _is_recognisable(case)):
            wrong.append(f"LOST {sorted(lost)} {said[:3]}: {case}")
        silent = case.counted & gone - absent.get(case.prefix, set())
        if len(silent) > len(ids - case.sample.ids) and (silent := _silent(case, silent, said)):
            wrong.append(f"SILENT {sorted(silent)} {said[:3]}: {case}")
    return wrong


def _is_recognisable(case: Case) -> bool:
    """Say whether a post that stands in no other is as it was, so that the dialect must be seen."""
    drawn = _Draw(case.sample, case.seed)
    header = pickle.dumps(drawn.value[0]) if drawn.part.codec == "table" else b""
    whole = {id(post.body): _dumped(post.body) for post in drawn.posts if post.is_outer}
    drawn.change()
    if drawn.part.codec == "table" and pickle.dumps(drawn.value[0]) != header:
        return False
    return any(
        post.post_id in case.wanted and whole.get(id(post.body)) == _dumped(post.body) for post in drawn.posts
    )


def _dumped(body: Any) -> str:
    return json.dumps(_spelt(body))


def _silent(case: Case, lost: set[str], said: list[tuple[str, str]]) -> set[str]:
    """Return the lost posts of which no problem tells, but for those that a change put into a field of another kind."""
    if any(kind not in _NO_LOSS and kind != "field_retyped" for kind, _ in said):
        return set()
    retyped = {_last(detail.partition(" holds ")[0]) for kind, detail in said if kind == "field_retyped"}
    drawn = _Draw(case.sample, case.seed)
    if drawn.part.codec == "table":
        return lost
    on_the_way = {id(step[2]) for post in drawn.posts for step in post.steps}
    before = {(id(place.holder), place.key) for place in places(drawn.value) if _is_other(place, on_the_way)}
    named = {id(post.body): _names(post.body, case.sample.kind.keep) for post in drawn.posts}
    drawn.change()
    above = {id(place.holder[place.key]): place for place in places(drawn.value)}
    silent = set()
    for post in drawn.posts:
        said_else = _names(post.body, case.sample.kind.keep) - named[id(post.body)]
        if post.post_id not in lost or said_else:
            continue
        way = []
        place = above.get(id(post.body))
        while place is not None:
            way.append(place)
            place = above.get(id(place.holder))
        keys = {str(place.key) for place in way} | {name.rpartition(".")[2] for name in post.fields}
        misplaced = any((id(place.holder), place.key) in before for place in way)
        if (
            way
            and not misplaced
            and not keys & retyped
            and any(place.path.startswith(case.sample.kind.below) for place in way)
        ):
            silent.add(post.post_id)
    return silent


def _is_other(place: Any, on_the_way: set[int]) -> bool:
    return id(place.holder[place.key]) not in on_the_way


def _names(body: dict[str, Any], keep: frozenset[str]) -> set[tuple[str, str]]:
    """Return what an object says that it is, in words."""
    return {(key, body[key]) for key in keep & body.keys() if isinstance(body[key], str)}


def _last(path: str) -> str:
    return re.sub(r"\[[0-9]+\]", "", path).rpartition(".")[2]


def _prefix(source: str) -> str:
    return source.partition("/")[0] + "/"


def _by_case(frame: pl.DataFrame, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for source, value in frame.select("source", column).iter_rows():
        found.setdefault(_prefix(source), set()).add(value)
    return found
