"""What is read from API v2: pages, flattened posts, both names of renamed fields, errors and compliance."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.collect.inputs import collect, folded, kinds, lines, only, post_id, v2_page, v2_post, v2_user


def test_a_page_gives_the_columns_of_its_post() -> None:
    """Every field of a v2 post stands in its column, in our words."""
    media = [
        {
            "media_key": "7_1",
            "type": "animated_gif",
            "url": "https://img.example/a.gif",
            "alt_text": "a pigeon",
        }
    ]
    post = v2_post(
        10,
        "@Max_Mogul no &amp; again no",
        in_reply_to_user_id="502",
        referenced_tweets=[{"type": "replied_to", "id": post_id(0)}, {"type": "quoted", "id": post_id(1)}],
        entities={
            "mentions": [{"username": "Max_Mogul", "id": "502"}],
            "hashtags": [{"tag": "PigeonGate"}],
            "urls": [
                {"url": "https://t.co/1", "expanded_url": "https://news.example/1"},
                {"url": "https://t.co/2", "expanded_url": f"https://x.com/a/status/{post_id(10)}/photo/1"},
                {"url": "https://t.co/3", "expanded_url": "https://pic.example", "media_key": "7_1"},
            ],
        },
        attachments={"media_keys": ["7_1"]},
        source="Pigeon App",
    )
    post["public_metrics"] |= {"bookmark_count": 5, "impression_count": 600}
    page = v2_page(post, includes={"users": [v2_user(), v2_user("502", "Max_Mogul")], "media": media})

    row = only(collect(lines(page)))

    assert row["post_id"] == post_id(10)
    assert row["captured_at"] == datetime(2024, 6, 7, 21, 14, tzinfo=UTC)
    assert (row["dialect"], row["place"], row["source_row"]) == ("api_v2", "main", 0)
    assert (row["reply_to_id"], row["reply_to_author_id"], row["reply_to_handle"]) == (
        post_id(0),
        "502",
        "Max_Mogul",
    )
    assert (row["quoted_id"], row["repost_of_id"]) == (post_id(1), None)
    assert (row["author_id"], row["handle"]) == ("501", "Cath_Pigeon")
    assert row["text"] == "@Max_Mogul no & again no"
    assert row["display_from"] == len("@Max_Mogul ")
    assert [row[f"{name}_count"] for name in ("like", "reply", "repost", "quote", "bookmark", "view")] == [
        4,
        1,
        2,
        3,
        5,
        600,
    ]
    assert row["media"] == [
        {"kind": "gif", "alt": "a pigeon", "url": "https://img.example/a.gif", "file": None}
    ]
    assert (row["urls"], row["mentions"], row["hashtags"]) == (
        ["https://news.example/1"],
        ["Max_Mogul"],
        ["PigeonGate"],
    )
    assert (row["source_app"], row["edit_ids"], row["availability"]) == ("Pigeon App", [], "available")


def test_old_and_new_field_names_say_the_same() -> None:
    """The names of 2026 (referenced_posts, note_post, edit_history_post_ids, repost_count, includes.posts) are read."""
    versions = [post_id(1), post_id(2)]
    parent = v2_post(0)
    old = v2_post(
        2,
        referenced_tweets=[{"type": "replied_to", "id": parent["id"]}],
        note_tweet={"text": "a long text"},
        edit_history_tweet_ids=versions,
    )
    new = {
        {
            "referenced_tweets": "referenced_posts",
            "note_tweet": "note_post",
            "edit_history_tweet_ids": "edit_history_post_ids",
        }.get(key, key): value
        for key, value in old.items()
    }
    new["public_metrics"] = {"like_count": 4, "reply_count": 1, "repost_count": 2, "quote_count": 3}
    before = collect(lines(v2_page(old, includes={"tweets": [parent]})))
    after = collect(lines(v2_page(new, includes={"posts": [parent]})))

    assert before.observations.drop("source").equals(after.observations.drop("source"))
    assert before.observations["edit_ids"].to_list() == [versions, []]
    assert before.observations["text"].to_list() == ["a long text", "words"]


def test_a_flattened_post_gives_its_author_and_the_posts_inside() -> None:
    """One line of twarc2 flatten holds author, media and referred posts; all are taken, each with its place."""
    original = v2_post(0, "the whole original text", author="502") | {"author": v2_user("502", "Max_Mogul")}
    quoted = v2_post(1, "quoted words") | {"type": "quoted", "author": v2_user()}
    repost = v2_post(3, "RT @Max_Mogul: the whole orig…", author="501") | {
        "author": v2_user(),
        "referenced_tweets": [original | {"type": "retweeted"}],
        "__twarc": {"retrieved_at": "2024-06-07T21:14:00+00:00"},
    }
    quote = v2_post(4) | {
        "author": v2_user(),
        "referenced_tweets": [quoted],
        "attachments": {"media": [{"type": "photo"}]},
    }

    seen = collect(lines(repost, quote)).observations

    assert seen["place"].to_list() == ["main", "reposted", "main", "quoted"]
    assert seen["post_id"].to_list() == [post_id(3), post_id(0), post_id(4), post_id(1)]
    assert seen["handle"].to_list() == ["Cath_Pigeon", "Max_Mogul", "Cath_Pigeon", "Cath_Pigeon"]
    assert seen["repost_of_id"].to_list() == [post_id(0), None, None, None]
    assert seen["media"].list.len().to_list() == [0, 0, 1, 0]


def test_a_repost_has_the_text_of_its_original_and_no_counts() -> None:
    """The cut text of a repost is replaced; the counts beside it belong to the original."""
    repost = v2_post(
        3, "RT @Max_Mogul: the whole orig…", referenced_tweets=[{"type": "retweeted", "id": post_id(0)}]
    )
    page = v2_page(repost, includes={"users": [v2_user()], "tweets": [v2_post(0, "the whole original text")]})

    row = collect(lines(page)).observations.row(0, named=True)

    assert (row["text"], row["text_truncated"]) == ("the whole original text", False)
    assert (row["like_count"], row["repost_count"]) == (None, None)


def test_entities_are_resolved_once_and_never_in_a_long_text() -> None:
    """`text` holds HTML entities, the whole text of a long post does not: each is taken as its field says."""
    short = v2_post(0, "&amp;lt; is how &lt; is written")
    long = v2_post(1, "cut…", note_tweet={"text": "write &amp; for &"})

    assert folded(v2_page(short, long)).posts["text"].to_list() == [
        "&lt; is how < is written",
        "write &amp; for &",
    ]


def test_errors_become_absences_with_their_reason() -> None:
    """Not found is deleted, not authorised is protected; an error about a person is a problem, not a post."""
    errors = [
        {
            "resource_type": "tweet",
            "parameter": "referenced_tweets.id",
            "resource_id": post_id(0),
            "title": "Not Found Error",
        },
        {
            "resource_type": "tweet",
            "parameter": "ids",
            "value": post_id(1),
            "title": "Authorization Error",
            "detail": "Sorry",
        },
        {
            "resource_type": "user",
            "parameter": "author_id",
            "value": "77",
            "title": "Forbidden",
            "detail": "suspended",
        },
    ]
    found = collect(lines(v2_page(v2_post(5), errors=errors)))

    assert found.absences.select("post_id", "reason", "detail").rows() == [
        (post_id(0), "deleted", "Not Found Error"),
        (post_id(1), "protected", "Sorry"),
    ]
    assert kinds(found) == ["person_unavailable"]


def test_compliance_lines_are_absences() -> None:
    """A compliance export names posts that are gone, and why."""
    found = collect(
        lines(
            {
                "id": post_id(0),
                "action": "delete",
                "created_at": "2024-01-01T00:00:00.000Z",
                "reason": "protected",
            },
            {
                "id": post_id(1),
                "action": "delete",
                "reason": "deactivated",
                "redacted_at": "2024-01-02T00:00:00.000Z",
            },
            {"id": post_id(2), "action": "scrub_geo", "reason": "scrub_geo"},
        )
    )
    assert found.absences["reason"].to_list() == ["protected", "unavailable"]
    assert found.absences["captured_at"].to_list() == [None, datetime(2024, 1, 2, tzinfo=UTC)]
    assert kinds(found) == ["stream_notice"]


def test_pages_of_people_are_left_out_and_said() -> None:
    """People and lists come in the same envelope; they are no posts."""
    found = collect(lines(v2_page(v2_post(0)), {"data": [v2_user()], "meta": {"result_count": 1}}))

    assert len(found.observations) == 1
    assert kinds(found) == ["unknown_record"]


def test_one_retyped_field_costs_that_field_only() -> None:
    """A page of 100 posts, one with a text for a number, gives 100 posts and one problem."""
    posts = [v2_post(minute) for minute in range(100)]
    posts[42]["public_metrics"]["like_count"] = {"approximately": 3}
    found = collect(lines(v2_page(*posts)))

    assert found.observations["post_id"].to_list() == [post_id(minute) for minute in range(100)]
    assert found.observations["like_count"].null_count() == 1
    assert found.observations["reply_count"].null_count() == 0
    assert kinds(found) == ["field_retyped"]
    assert "data[42].public_metrics.like_count holds an object" in found.problems["detail"][0]


def test_numbers_in_digits_are_read() -> None:
    """A count as text and an id as a whole number mean what they say, and are no problem."""
    post = v2_post(0) | {"id": int(post_id(0)), "author_id": 501}
    post["public_metrics"]["like_count"] = "17"
    found = collect(lines(v2_page(post)))

    assert (only(found)["post_id"], only(found)["author_id"], only(found)["like_count"]) == (
        post_id(0),
        "501",
        17,
    )
    assert kinds(found) == []


def test_a_float_for_an_id_is_refused() -> None:
    """A float has lost digits of an id: such a post is left out and said, its neighbours stay."""
    found = collect(lines(v2_page(v2_post(0) | {"id": float(post_id(0))}, v2_post(1))))

    assert found.observations["post_id"].to_list() == [post_id(1)]
    assert "id_suspect" in kinds(found)


def test_streams_give_one_post_a_line() -> None:
    """In a stream `data` is one post; a broken line costs that line."""
    good = v2_page(v2_post(0)) | {"data": v2_post(0), "matching_rules": []}
    found = collect(
        lines(good)[:-1]
        + b"\n"
        + b'{"data": {"id": "1", "te{"data": 3}\n'
        + lines(good | {"data": v2_post(1)})
    )

    assert found.observations["post_id"].to_list() == [post_id(0), post_id(1)]
    assert kinds(found) == ["invalid_json"]


def test_withheld_posts_are_marked() -> None:
    """A post that X withholds somewhere is there, and says so."""
    assert (
        only(collect(lines(v2_page(v2_post(0, withheld={"country_codes": ["XY"]})))))["availability"]
        == "withheld"
    )
