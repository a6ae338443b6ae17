"""Pseudonyms, tables without words, and what the audit says of both."""

from __future__ import annotations

import base64
import gzip
import importlib
import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from tests import founding
from tests.builders import posts as posts_of
from tests.builders import study
from threadscope import report, schema
from threadscope.errors import ReadError, ThreadscopeError, UnknownName
from threadscope.privacy import LEFT_OUT, audit, book, pseudonymous, read_key, without_words
from threadscope.privacy.book import Book
from threadscope.privacy.columns import Holds, holds, lettered, undeclared
from threadscope.privacy.people import OF_X
from threadscope.privacy.texts import NO_MAIL
from threadscope.report.audited import audited
from threadscope.study import BASE_TABLES
from threadscope.thread import Thread

KEY, OTHER = b"a key for the tests only", b"another key for the same"
PUBLIC = "max_mogul"


@pytest.fixture(scope="module")
def story() -> Thread:
    """Return the founding story under its own names."""
    return founding.thread()


@pytest.fixture(scope="module")
def safe(story: Thread) -> Thread:
    """Return it with one public person."""
    return story.pseudonymous(KEY, [f"@{PUBLIC.upper()}"])


def secrets(thread: Thread) -> set[str]:
    """Return what must not be seen: handles, names of two words, ids of people and posts, but those of the public."""
    people = thread.people.filter(pl.col("handle") != PUBLIC)
    shown = thread.posts.filter(pl.col("handle") != PUBLIC)
    names = people["name"].drop_nulls().filter(people["name"].drop_nulls().str.contains(r"\w\s+\S*\w"))
    public = thread.posts.filter(pl.col("handle") == PUBLIC)["post_id"]
    others = [thread.ghosts["post_id"], thread.table("aliases")["alias_id"], thread.posts["conversation_id"]]
    found = [people["handle"], people["author_id"], names, shown["post_id"], *others]
    return {value.lower() for value in pl.concat([one.alias("v") for one in found]).drop_nulls()} - set(
        public
    )


def seen(frame: pl.DataFrame) -> str:
    """Return everything that stands in a table, in lower case."""
    return frame.write_ndjson().lower()


def found_in(text: str, wanted: set[str]) -> set[str]:
    """Return which of the wanted words stand in a text."""
    return {word for word in wanted if word in text}


# ---- what a column holds
def test_somebody_has_decided_of_every_column_what_it_holds() -> None:
    """A column of letters, in any table, is declared: a new one fails here until somebody says what it holds."""
    assert undeclared() == []


def test_no_declaration_is_left_over() -> None:
    """What is declared stands in a schema: a column that was renamed is declared anew."""
    from threadscope.privacy import columns

    known = {(table, name) for table in schema.SCHEMAS for name in lettered(table)}
    assert {(table, name) for table, own in columns._IN_TABLE.items() for name in own} <= known
    assert set(columns._ANYWHERE) <= {name for _, name in known}


def test_accounts_of_x_keep_the_names_by_which_analyzers_know_them() -> None:
    """The accounts that analyzers know by name are those that nobody renames."""
    analyzer = importlib.import_module("threadscope.analyze.note_mentions")
    assert {*analyzer._BOTS, *analyzer._OFFICIAL} == OF_X


# ---- the founding story
def test_no_table_of_the_story_holds_a_name_that_is_not_public(story: Thread, safe: Thread) -> None:
    """No handle, name or id of anybody but the public person stands in any table, in any case."""
    wanted = secrets(story)
    assert len(wanted) > 250
    for name, frame in safe.tables().items():
        assert not found_in(seen(frame), wanted), name


def test_the_story_is_the_same_under_other_names(story: Thread, safe: Thread) -> None:
    """As many findings of each kind, and each person on the same side, whatever they are called."""
    assert Counter(story.findings["kind"]) == Counter(safe.findings["kind"])
    names = dict(zip(story.people["author_id"], safe.people["author_id"], strict=True))
    sides = {names[who]: camp for who, camp in story.table("camps").select("author_id", "camp").iter_rows()}
    assert dict(safe.table("camps").select("author_id", "camp").iter_rows()) == sides
    ids = dict(zip(story.table("posts")["post_id"], safe.table("posts")["post_id"], strict=True))
    said = ["post_id", "toward_claim", "toward_parent"]
    before = {(ids[post], *rest) for post, *rest in story.table("stance").select(said).iter_rows()}
    assert before == set(safe.table("stance").select(said).iter_rows())


def test_the_public_person_keeps_everything(story: Thread, safe: Thread) -> None:
    """Handle, id, followers and post ids of a public person stay, and mentions of them in texts."""
    mine = pl.col("handle") == PUBLIC
    assert safe.people.filter(mine).equals(story.people.filter(mine))
    assert set(safe.posts.filter(mine)["post_id"]) == set(story.posts.filter(mine)["post_id"])
    mentions = safe.posts["text"].str.count_matches(f"@{PUBLIC}").sum()
    assert mentions == story.posts["text"].str.count_matches(f"@{PUBLIC}").sum() > 0


def test_the_same_key_gives_the_same_tables_and_another_key_other_names(story: Thread, safe: Thread) -> None:
    """Names depend on the key and the person alone."""
    again = story.pseudonymous(KEY, [PUBLIC])
    assert all(again.table(name).equals(safe.table(name)) for name in BASE_TABLES)
    other = set(story.pseudonymous(OTHER, [PUBLIC]).people["handle"].drop_nulls()) - {PUBLIC}
    assert not other & set(safe.people["handle"].drop_nulls())


def test_the_page_and_a_picture_show_no_name_that_is_not_public(story: Thread, safe: Thread) -> None:
    """Neither the page, nor the conversation packed into it, nor the picture that quotes most."""
    page = safe.call(report.page, pictures={})
    packed = re.search(r'id="packed">([^<]*)<', page)
    assert packed is not None
    told = [page, gzip.decompress(base64.b64decode(packed[1])).decode(), safe.chart("unfolding").svg()]
    assert not found_in("\n".join(told).lower(), secrets(story))


def test_a_picture_without_text_says_that_words_are_left_out(safe: Thread) -> None:
    """What stands in the place of a quotation is not what a post without words shows."""
    drawn = safe.without_text().chart("unfolding").svg()
    assert LEFT_OUT in drawn
    assert "(no text)" not in drawn


@pytest.mark.long
def test_a_report_shows_no_name_that_is_not_public(story: Thread, safe: Thread, tmp_path: Path) -> None:
    """Page, all pictures, summary and data hold none of them, and without text no words of posts."""
    folder = tmp_path / "report"
    page = safe.without_text().report(folder).read_text(encoding="utf-8")
    told = [path.read_text(encoding="utf-8") for path in [*folder.rglob("*.svg"), *folder.rglob("*.json")]]
    told += [page, *(seen(pl.read_parquet(path)) for path in folder.rglob("*.parquet"))]
    everything = "\n".join(told).lower()
    assert not found_in(everything, secrets(story))
    longest = story.posts["text"].drop_nulls().str.split(" ").list.slice(2, 6).list.join(" ")
    runs = {words.lower() for words in longest if len(words) > 25}
    assert len(runs) > 20
    assert not found_in(everything, runs)


# ---- hostile and rare
def names_after(text: str, **options: object) -> str:
    """Return the text of a post that @ann writes in a thread of @ann, @annabel, @Ünal, a blank, an emoji."""
    made = posts_of(
        "1@ann", "2@annabel>1", "3@unal>1", "4@odd>1", "5@emoji>1",
        text={"1": text}, handle={"3": "Ünal", "4": "Ann $mith <b>", "5": "🔥"}, **options,
    )  # fmt: skip
    tables = pseudonymous(study(made)._base, KEY)
    return str(tables["posts"].sort("order")["text"][0])


def pseudonym(handle: str) -> str:
    """Return how a handle reads under the key of these tests."""
    return Book(KEY).names("handle", [handle])[handle]


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        ("hi @ann and @annabel", f"hi @{pseudonym('ann')} and @{pseudonym('annabel')}"),
        ("hi @ANNABEL!", f"hi @{pseudonym('annabel')}!"),
        ("@annさん", f"@{pseudonym('ann')}さん"),
        ("@Ünal’s", f"@{pseudonym('ünal')}’s"),
        ("＠ann", f"＠{pseudonym('ann')}"),
        ("@ann.Thanks", f"@{pseudonym('ann')}.Thanks"),
        ("@Ann $mith <b> says", f"@{pseudonym('ann $mith <b>')} says"),
        ("@🔥 is 🔥", f"@{pseudonym('🔥')} is 🔥"),
        ("@nobody_here_yet", f"@{pseudonym('nobody_here_yet')}"),
        ("ann is a word here", "ann is a word here"),
        ("mail ann@example.org now", f"mail {NO_MAIL} now"),
        ("see https://t.co/AbC123 ok", "see https://t.co/… ok"),
        ("pic.twitter.com/AbC123", "pic.twitter.com/…"),
        ("https://x.com/ANN?s=20.", f"https://x.com/{pseudonym('ann')}."),
        ("https://x.com/search?q=from%3Aann", "https://x.com/search"),
        ("@CommunityNotes please", "@CommunityNotes please"),
        ("room 1234567 in 2024", "room 1234567 in 2024"),
    ],
)  # fmt: skip
def test_what_a_text_says_of_people_is_said_under_their_other_names(said: str, reads: str) -> None:
    """Mentions of any case, script and neighbour are renamed, whole and once; other words stay."""
    assert names_after(said) == reads


def test_addresses_and_numbers_lead_to_no_post() -> None:
    """The id of a post is replaced in addresses and where it stands alone, by the one that the tables use."""
    post, note = "1794114782838900277", "1794301052266459333"
    keyed = Book(KEY).names("post", [post])[post]
    read = names_after(f"https://twitter.com/ann/status/{post}/photo/1 and {post}")
    assert read == f"https://twitter.com/{pseudonym('ann')}/status/{keyed}/photo/1 and {keyed}"
    noted = Book(KEY).names("note", [note])[note]
    assert names_after(f"x.com/i/birdwatch/n/{note}?x=1") == f"x.com/i/birdwatch/n/{noted}"


def test_a_handle_that_is_no_word_is_found_without_its_sign() -> None:
    """A handle with an underscore is a name wherever it stands."""
    made = posts_of("1@a_b_c", text={"1": "A_B_C said so"})
    assert pseudonymous(study(made)._base, KEY)["posts"]["text"][0] == f"{pseudonym('a_b_c')} said so"


def test_where_the_own_words_begin_moves_with_the_names() -> None:
    """`display_from` still points behind the leading mentions."""
    made = posts_of("1@ann", "2@ben>1", text={"2": "@ann @ben no."}, display_from={"2": 10})
    row = pseudonymous(study(made)._base, KEY)["posts"].sort("order").row(1, named=True)
    assert row["text"][row["display_from"] :] == "no."


def test_ghosts_pictures_files_and_apps_are_renamed_or_left_out() -> None:
    """Whoever is only answered, and what only one account has, is not to be seen."""
    media = [{"kind": "photo", "alt": "by @ben", "url": "https://pbs.example/1", "file": "ben/1.jpg"}]
    made = posts_of(
        "1@ann>900", reply_to_handle={"1": "Ben"}, media={"1": media}, source_app={"1": "Ann’s app"},
        mentions={"1": ["BEN"]},
    )  # fmt: skip
    tables = pseudonymous(study(made)._base, KEY)
    row = tables["posts"].row(0, named=True)
    ben = pseudonym("ben")
    assert (row["reply_to_handle"], row["mentions"], row["source_app"]) == (ben, [ben], None)
    assert row["media"] == [{"kind": "photo", "alt": f"by @{ben}", "url": None, "file": None}]
    assert tables["ghosts"]["handle"].to_list() == [ben]
    assert tables["ghosts"]["post_id"][0] == row["parent_id"] == row["reply_to_id"] != "900"


def test_two_people_never_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where keyed names meet, both get longer ones, whatever the order; a name that was given stays."""
    monkeypatch.setitem(book._FORMS, "handle", ("person_", 2))
    many = [f"h{number}" for number in range(600)]
    forwards, backwards = Book(KEY).names("handle", many), Book(KEY).names("handle", many[::-1])
    assert len(set(forwards.values())) == len(many)
    assert forwards == backwards
    taken = Book(KEY, taken=[pseudonym("ann")]).names("handle", ["ann"])["ann"]
    assert taken != pseudonym("ann")
    assert taken.startswith(pseudonym("ann"))


def test_other_threads_are_told_under_the_same_names() -> None:
    """`recurring` asks the archive with the true claim, and is renamed like everything else."""
    made = study(posts_of("1@ann", "2@ben>1"))
    asked = []

    def met(settings: object) -> pl.DataFrame:
        asked.append(settings.claim)
        row = {"author_id": "ann", "handle": "Ann_Before", "thread_id": "77", "n_threads": 2, "nth": 1, "n_posts": 1,
               "n_answers": 0, "roles": [], "met_ids": ["ben"], "post_ids": ["77"], "text": "@cem no"}  # fmt: skip
        return schema.conform(pl.DataFrame([row]), "recurring")

    thread = Thread("1", made._base, made.settings, met).using(claim="2").pseudonymous(KEY)
    row = thread.table("recurring").row(0, named=True)
    assert asked == ["2"]
    assert row["author_id"] == thread.posts["author_id"][0]
    assert row["met_ids"] == [thread.posts["author_id"][1]]
    assert row["text"] == f"@{pseudonym('cem')} no"
    assert "77" not in {row["thread_id"], *row["post_ids"]}
    assert thread.settings.claim == thread.posts["post_id"][1]


def test_a_handle_that_nobody_has_cannot_be_public(story: Thread) -> None:
    """A slip in a public handle is an error that names the nearest."""
    with pytest.raises(UnknownName, match="did you mean 'max_mogul'"):
        story.pseudonymous(KEY, ["max_mogull"])


def test_pseudonyms_are_given_once(safe: Thread) -> None:
    """Names of names would be stable for nobody."""
    with pytest.raises(ThreadscopeError, match="pseudonyms already"):
        safe.pseudonymous(KEY)


# ---- the key
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        (b"short", "holds 5 bytes"),
        (b"\0" * 32, "one byte"),
        (b"ab" * 4096, "no key"),
    ],
)
def test_a_key_that_cannot_serve_says_how_to_make_one(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    """No file, too few bytes, one byte repeated, or something else than a key."""
    file = tmp_path / "my.key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ReadError, match=rf"{says}.*secrets\.token_bytes"):
        read_key(file)


def test_a_key_is_read_as_it_stands(tmp_path: Path) -> None:
    """Its bytes, and no more and no fewer."""
    file = tmp_path / "my.key"
    file.write_bytes(KEY + b"\n")
    assert read_key(file) == KEY + b"\n"


# ---- without words
def test_no_table_without_text_holds_words_of_posts(story: Thread) -> None:
    """No three words in a row of any post or note stand in any table but our own sentences' common ones."""
    bare = story.without_text()
    texts = pl.concat([story.posts["text"], story.notes["text"]]).drop_nulls().str.to_lowercase()
    words = texts.str.replace_all(r"@\w+|https?://\S+", "").str.extract_all(r"\w+").to_list()
    runs = {" ".join(said[i : i + 3]) for said in words for i in range(len(said) - 2)}
    ours = {"half of the", "post in the"}
    for name, frame in bare.tables().items():
        if name in {"note_context", "audit"}:  # the same for any thread
            continue
        told = [
            frame[column].explode() if frame.schema[column] == pl.List(pl.String) else frame[column]
            for column in lettered(name)
            if frame.schema[column] in {pl.String, pl.List(pl.String)}
        ]
        said = pl.concat([one.alias("v") for one in told]).drop_nulls().str.to_lowercase() if told else []
        seen_words = [re.findall(r"\w+", one) for one in said]
        shown = {" ".join(one[i : i + 3]) for one in seen_words for i in range(len(one) - 2)}
        assert shown & runs <= ours, name


def test_tables_without_text_are_computed_with_it(story: Thread) -> None:
    """Readings stay what the words said: only the words are gone, and a post without words is still told apart."""
    bare = story.without_text()
    for name, kept in (("stance", "toward_claim"), ("sentiment", "polarity"), ("findings", "kind")):
        assert bare.table(name)[kept].equals(story.table(name)[kept])
    had = story.posts["text"].is_not_null()
    assert bare.posts["text"].is_not_null().equals(had)
    assert set(bare.posts["text"].drop_nulls()) == {LEFT_OUT}
    assert bare.posts["urls"].list.len().sum() == bare.posts["hashtags"].list.len().sum() == 0
    assert LEFT_OUT in bare.using(tz="Europe/Berlin").findings["wording"][0]


@pytest.mark.parametrize("table", sorted(schema.SCHEMAS))
def test_every_column_that_carries_words_is_emptied(table: str) -> None:
    """Words put into each such column of each table do not come out again, and the schema holds."""
    values = {
        pl.String: "x “three secret words” y",
        schema.IDS: ["three secret words"],
        schema.MEDIA: [{"kind": "photo", "alt": "three secret words", "url": "secret", "file": "secret"}],
        schema.WORDS: [{"word": "secret", "polarity": 0.5}],
    }
    carrying = {Holds.TEXT, Holds.WORDING, Holds.ADDRESSES, Holds.MEDIA, Holds.PROVENANCE, Holds.CHANGED}
    row = {
        name: [values[schema.SCHEMAS[table].dtypes[name]]]
        for name, what in holds(table).items()
        if what in carrying
    }
    dtypes = schema.SCHEMAS[table].dtypes
    frame = schema.conform(pl.DataFrame(row, schema={name: dtypes[name] for name in row}), table)
    assert "secret" not in seen(schema.check(without_words(frame, table), table))


# ---- the audit
def test_the_audit_tells_what_is_left_and_counts_it(story: Thread, safe: Thread) -> None:
    """What no longer identifies has no row; the rest is counted from the tables as they are shown."""
    plain = dict(story.table("audit").select("what", "n").iter_rows())
    assert plain["post_id"] == story.posts.height
    assert plain["handle"] == story.people["handle"].n_unique()
    assert plain["text"] == story.posts["text"].drop_nulls().len()
    left = dict(safe.table("audit").select("what", "n").iter_rows())
    assert not {"handle", "display_name", "file_name", "checksum", "media"} & set(left)
    assert left["public_handle"] == 1
    assert left["post_id"] == story.posts.filter(pl.col("handle") == PUBLIC).height
    assert left["structure"] is None
    bare = safe.without_text().table("audit")
    assert not {"text", "link", "note_text", "name_in_text", "person_in_text"} & set(bare["what"])
    assert bare["taken"][0].to_list() == ["pseudonyms", "no_text"]


def test_the_audit_counts_texts_in_which_names_without_sign_were_replaced_and_in_which_they_are_left() -> (
    None
):
    """A name of two words is replaced, in any case; where only its first two words stand, it is left and counted."""
    made = study(
        posts_of(
            "1@ann", "2@ben>1", "3@cid>1", text={"1": "ask bea long lee", "2": "Bea Long?", "3": "who?"}
        ),
        people=[{"author_id": "ben", "handle": "ben", "name": "Bea Long Lee"}],
    )
    told = Thread("1", made._base, made.settings).pseudonymous(KEY)
    assert told.posts.sort("order")["text"].to_list() == [f"ask {pseudonym('ben')}", "Bea Long?", "who?"]
    table = told.table("audit")
    assert table.filter(what="name_in_text")["n"].to_list() == [1]
    assert "was found and replaced in 1 of them" in table.filter(what="person_in_text")["why"][0]


def test_the_section_is_shown_only_where_something_was_promised(story: Thread, safe: Thread) -> None:
    """Without a measure there is no section; with one every row of the audit is told."""
    assert audited(story.table("audit")) is None
    shown = audited(safe.table("audit"))
    assert shown is not None
    assert len(shown.remaining) == safe.table("audit").height
    assert len(shown.taken) == 1


def test_an_empty_thread_can_be_audited() -> None:
    """Tables without rows leave only what is true of any thread."""
    frames = {
        name: schema.empty(name)
        for name in ("posts", "people", "notes", "sources", "scores", "camps", "roles")
    }
    assert audit(**frames)["what"].to_list() == ["structure"]
