"""X's web and app GraphQL: TweetDetail, SearchTimeline, TweetResultByRestId(s), bare posts, in all four shapes.

And what the pages of Community Notes get: BirdwatchFetchNotes, BirdwatchFetchOneNote, the notes of a contributor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from threadscope.collect.decode import Typed
from threadscope.collect.dialects.graphql.columns import CARRIES, columns, identified, people
from threadscope.collect.dialects.graphql.notes import note_evidence, note_payloads
from threadscope.collect.dialects.graphql.shapes import Result
from threadscope.collect.dialects.graphql.walk import Missing, Walk, holds_notes, is_note, typename
from threadscope.collect.intake import Intake
from threadscope.collect.numbers import whole
from threadscope.collect.reasons import reason_in
from threadscope.collect.record import Found, Placed

__all__ = ["CARRIES", "fits", "marks", "rows"]

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
#: What the pages of Community Notes ask for, and what in it says that it is no other thing of the same name.
_NOTE_ROOTS = {
    "birdwatch_note_by_rest_id": "",
    "birdwatch_profile_by_alias": "notes_slice",
    "viewer": "birdwatch_home_page",
}
_NAMES = frozenset({"Tweet", "TweetWithVisibilityResults", "TweetTombstone", "TweetUnavailable"})


def marks(value: Any) -> str | None:
    """Say why a first record is of this dialect, or ``None``."""
    if not isinstance(value, dict):
        return None
    data, errors = value.get("data"), value.get("errors")
    if isinstance(data, dict) and (
        roots := [name for name in _ROOTS if isinstance(data.get(name), dict | list)]
    ):
        return f"data.{roots[0]}"
    return _marks_of_post(value) or _marks_of_notes(value, data) or _marks_of_timeline(value, errors)


def _marks_of_notes(value: dict[str, Any], data: Any) -> str | None:
    """Say why a response is one about Community Notes; some tools keep it without what is around it."""
    around = data if isinstance(data, dict) else value
    for name, inside in _NOTE_ROOTS.items():
        root = around.get(name)
        if isinstance(root, dict) and (not inside or inside in root):
            return f"data.{name}" if around is data else name
    if holds_notes(value):
        return "lists of Community Notes"
    return "a Community Note (rest_id, data_v1)" if is_note(value) else None


def _marks_of_post(value: dict[str, Any]) -> str | None:
    if typename(value) in _NAMES and value.keys() & {"rest_id", "tweet", "reason", "legacy", "core"}:
        return f"__typename {value['__typename']}"
    if "rest_id" in value and value.keys() & {"legacy", "details"} and typename(value) != "User":
        return "rest_id with legacy or details"
    return None


def _marks_of_timeline(value: dict[str, Any], errors: Any) -> str | None:
    if "instructions" in value:
        return "instructions of a timeline"
    content = value.get("content")
    if isinstance(content, dict) and value.keys() & {"entryId", "entry_id"} and "tweet" not in content:
        return "entries of a timeline"
    error = errors[0] if isinstance(errors, list) and errors else None
    located = isinstance(error, dict) and {"locations", "path"} <= error.keys()
    return "errors with locations and path" if located else None


def fits(value: Any) -> bool:
    """Say whether a parsed record is a response, or a bare post."""
    return marks(value) is not None


_TYPED = Typed(Result)


def rows(found: Sequence[Found[Any]], intake: Intake) -> None:
    """Put the posts, people, absences, cursors and note evidence of responses into ``intake``."""
    posts: list[Placed[Result]] = []
    limited: list[bool] = []
    for number, response, at in found:
        for placed, is_limited in _response(response, number, at, intake):
            posts.append(placed)
            limited.append(is_limited)
    if not posts:
        return
    intake.observe(columns(posts, limited))
    intake.sight(people(posts))
    for post, _, _, at in posts:
        if post.rest_id:
            note_evidence(post.rest_id, post, at, intake)


def _response(
    response: Any, number: int, seen: int | None, intake: Intake
) -> list[tuple[Placed[Result], bool]]:
    """Return the posts of one response and whether X limits them; all else goes to ``intake`` at once."""
    position = f"record {number}"
    at = seen or _captured(response, intake.source)
    walk = Walk()
    answers = _answers(response)
    for answer, wanted in answers:
        walk.over(answer, wanted)
    walk.over(_beside_answers(response) if answers else response)
    results = [
        identified(_TYPED.convert(found.post, intake.report, position), found.known_id)
        for found in walk.posts
    ]
    _absences(walk.missing, _conversation(results, walk), at, position, intake)
    _unanswered(answers, at, position, intake)
    _notes(walk, response, at, position, intake)
    for post_id, kind in walk.cursors:
        intake.cursor(post_id, kind, at=at)
    if walk.promoted:
        noun = "advertisement was" if walk.promoted == 1 else "advertisements were"
        intake.report(position, "promoted_left_out", f"{walk.promoted} {noun} left out")
    if walk.strange:
        detail = f"{walk.strange} times something unknown where a post stands; left out"
        intake.report(position, "unknown_record", detail)
    _errors(response, position, intake)
    if not (results or walk.missing or walk.cursors or walk.notes or answers) and marks(response) is None:
        intake.report(position, "unknown_record", "neither a post nor a response; it was left out")
    return [
        (Placed(result, found.place, number, at), found.limited)
        for result, found in zip(results, walk.posts, strict=True)
    ]


def _notes(walk: Walk, response: Any, at: int | None, position: str, intake: Intake) -> None:
    """Add what a response says of Community Notes apart from the posts in it."""
    if not (walk.notes or walk.noted):
        return
    request = response.get("request") if isinstance(response, dict) else None
    variables = request.get("variables") if isinstance(request, dict) else None
    said = variables.get("tweet_id", variables.get("tweetId")) if isinstance(variables, dict) else None
    asked = str(said) if isinstance(said, int | str) and said else None
    note_payloads(walk.notes, asked, at, position, intake)
    for holder in walk.noted:
        result = identified(_TYPED.convert(holder, intake.report, position), asked)
        if result.rest_id:
            note_evidence(result.rest_id, result, at, intake)


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
            intake.absent(gone.post_id, reason_in(words), conversation_id=inside, detail=words, at=at)
        else:
            nameless[words] = nameless.get(words, 0) + 1
    for words, n in nameless.items():
        intake.report(position, "absence_without_id", f"{n} posts without an id: {words}")


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


def _beside_answers(response: dict[str, Any]) -> list[Any]:
    """Return what stands in a response beside the answers to a list of ids, and what was asked for."""
    beside = {
        key: inner for key, inner in response["data"].items() if key not in {"tweetResult", "tweet_results"}
    }
    return [beside, *(inner for key, inner in response.items() if key not in {"data", "request"})]


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
