"""X's web and app GraphQL: TweetDetail, SearchTimeline, TweetResultByRestId(s), bare posts, in all four shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from threadscope.collect.decode import Record, Typed, parse
from threadscope.collect.dialects.graphql.columns import columns, identified, people
from threadscope.collect.dialects.graphql.notes import note_evidence
from threadscope.collect.dialects.graphql.shapes import Result
from threadscope.collect.dialects.graphql.walk import Missing, Walk, typename
from threadscope.collect.intake import Intake
from threadscope.collect.numbers import whole

__all__ = ["marks", "rows"]

_ROOTS = (
    "threaded_conversation_with_injections",
    "threaded_conversation_with_injections_v2",
    "search_by_raw_query",
    "tweetResult",
    "tweet_result",
    "tweet_results",
    "tweet_result_by_rest_id",
    "timeline_response",
    "timelineResponse",
    "home",
    "bookmark_timeline",
    "bookmark_timeline_v2",
    "list",
    "user",
)
#: Milliseconds since 1970 before the endings of a file name: capture tools name responses so.
_MOMENT = re.compile(r"[-_](1[0-9]{12})(?:\.[a-z0-9]+)+$")
_NAMES = frozenset({"Tweet", "TweetWithVisibilityResults", "TweetTombstone", "TweetUnavailable"})
_REASONS = (
    ("suspended", "suspended"),
    ("limits who", "protected"),
    ("protected", "protected"),
    ("withheld", "withheld"),
    ("delete", "deleted"),
    ("no longer exists", "deleted"),
)


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    data, errors = value.get("data"), value.get("errors")
    if isinstance(data, dict) and (
        roots := [name for name in _ROOTS if isinstance(data.get(name), dict | list)]
    ):
        return f"data.{roots[0]}"
    if typename(value) in _NAMES and value.keys() & {"rest_id", "tweet", "reason"}:
        return f"__typename {value['__typename']}"
    if "rest_id" in value and value.keys() & {"legacy", "details"}:
        return "rest_id with legacy or details"
    if "instructions" in value or ("content" in value and value.keys() & {"entryId", "entry_id"}):
        return "instructions or entries of a timeline"
    error = errors[0] if isinstance(errors, list) and errors else None
    return (
        "errors with locations and path"
        if isinstance(error, dict) and {"locations", "path"} <= error.keys()
        else None
    )


def rows(records: Iterable[Record], intake: Intake) -> None:
    """Put the posts, people, absences, cursors and note evidence of all responses into ``intake``."""
    typed = Typed(Result)
    for number, raw in records:
        position = f"record {number}"
        response = parse(raw, intake.report, position)
        if response is not None:
            _response(response, number, position, typed, intake)


def _response(response: Any, number: int, position: str, typed: Typed[Result], intake: Intake) -> None:
    at = _captured(response, intake.source)
    walk = Walk()
    answers = _answers(response)
    for answer, wanted in answers:
        walk.over(answer, wanted)
    if not answers:
        walk.over(response)
    results = [
        identified(typed.convert(found.post, intake.report, position), found.known_id) for found in walk.posts
    ]
    if results:
        intake.observe(columns(results, walk.posts, number, at))
        intake.sight(people(results, at))
    for result in results:
        if result.rest_id:
            note_evidence(result.rest_id, result, at, intake)
    _absences(walk.missing, _conversation(results, walk), at, position, intake)
    _unanswered(answers, at, position, intake)
    for post_id, kind in walk.cursors:
        intake.cursor(post_id, kind, at=at)
    if walk.promoted:
        noun = "advertisement was" if walk.promoted == 1 else "advertisements were"
        intake.report(position, "promoted_left_out", f"{walk.promoted} {noun} left out")
    _errors(response, position, intake)


def _captured(response: Any, source: str) -> int | None:
    """Return when a response was captured: as its request says, else as the tool that saved it wrote into the name."""
    request = response.get("request") if isinstance(response, dict) else None
    said = whole(request.get("timestamp_ms")) if isinstance(request, dict) else None
    named = _MOMENT.search(source)
    return said or (int(named.group(1)) if named else None)


def _conversation(results: list[Result], walk: Walk) -> str | None:
    """Return the one conversation that the posts of a response belong to; nothing where they name several or none."""
    named = {
        result.legacy.conversation_id_str
        for result, found in zip(results, walk.posts, strict=True)
        if found.place == "main" and result.legacy is not None
    } - {None, ""}
    return named.pop() if len(named) == 1 else None


def _absences(
    missing: list[Missing], conversation_id: str | None, at: int | None, position: str, intake: Intake
) -> None:
    nameless: dict[str, int] = {}
    for gone in missing:
        words = gone.words or gone.kind
        if gone.post_id:
            inside = conversation_id if gone.in_conversation else None
            intake.absent(gone.post_id, _reason(words), conversation_id=inside, detail=words, at=at)
        else:
            nameless[words] = nameless.get(words, 0) + 1
    for words, n in nameless.items():
        intake.report(position, "absence_without_id", f"{n} posts without an id: {words}")


def _reason(words: str) -> str:
    lowered = words.lower()
    return next((reason for mark, reason in _REASONS if mark in lowered), "unavailable")


def _answers(response: Any) -> list[tuple[Any, str | None]]:
    """Return the answers to a list of ids, each with the id that was asked for, where the request was kept."""
    data = response.get("data") if isinstance(response, dict) else None
    answers = data.get("tweetResult", data.get("tweet_results")) if isinstance(data, dict) else None
    if not isinstance(answers, list):
        return []
    request = response.get("request")
    variables = request.get("variables") if isinstance(request, dict) else None
    asked: Any = (
        variables.get("tweetIds", variables.get("tweet_ids")) if isinstance(variables, dict) else None
    )
    known = isinstance(asked, list) and len(asked) == len(answers)
    ids = (
        [str(item) if isinstance(item, int | str) else None for item in asked]
        if known
        else [None] * len(answers)
    )
    return list(zip(answers, ids, strict=True))


def _unanswered(answers: list[tuple[Any, str | None]], at: int | None, position: str, intake: Intake) -> None:
    """Add the posts that were asked for by id and came back empty."""
    empty = [wanted for answer, wanted in answers if answer is None or answer == {}]
    for wanted in filter(None, empty):
        intake.absent(wanted, "unavailable", detail="asked for, and nothing came back", at=at)
    if nameless := empty.count(None):
        intake.report(
            position, "absence_without_id", f"{nameless} posts were asked for, and nothing came back"
        )


def _errors(response: Any, position: str, intake: Intake) -> None:
    errors = response.get("errors") if isinstance(response, dict) else None
    messages: dict[str, int] = {}
    for error in errors if isinstance(errors, list) else ():
        words = error.get("message") if isinstance(error, dict) else None
        words = words[:120] if isinstance(words, str) else "an error without words"
        messages[words] = messages.get(words, 0) + 1
    for words, n in messages.items():
        intake.report(position, "errors_in_response", f"{n} times: {words}")
