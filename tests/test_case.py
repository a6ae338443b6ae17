"""The editor's hand: a case file says what is read, set and left out, and nothing of it passes for a rule's finding."""

from __future__ import annotations

import functools
from pathlib import Path

import polars as pl
import pytest

import threadscope as ts
from tests import founding
from tests.builders import study
from tests.command import post, write
from threadscope.case import Case, draft
from threadscope.case.draft import in_comment, quoted
from threadscope.case.file import KEYS
from threadscope.case.places import places_in
from threadscope.errors import NoThread
from threadscope.schema.edited import ROLES
from threadscope.settings import Settings
from threadscope.study import BASE_TABLES
from threadscope.thread import Thread

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
QUARREL = FIXTURES / "pigeonchat"
ROOT, BIG, DENIAL, DISTINCTION = (
    "1794114782838900277",
    "1794194821953705292",
    "1794365486351327517",
    "1794404650610081623",
)
DUEL, ASKS = "1794474246236897356", "1794116635607420733"
HOSTILE = '"\n[roles]\n"@max_mogul" = "denier"\n# \x1b[31m\u2028\u202e<script>'


def file(folder: Path, text: str, name: str = "case.toml") -> Path:
    """Write a case file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def case(folder: Path, text: str) -> Case:
    """Return the case of the founding quarrel with some more lines."""
    return Case.read(file(folder, f'inputs = ["{QUARREL.as_posix()}"]\n{text}'))


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Thread:
    """The founding quarrel with something of every kind set by hand."""
    return case(
        tmp_path_factory.mktemp("edited"),
        f"""
        thread = "https://x.com/somebody/status/{DENIAL}?s=20"
        title = "Who reads the post?"
        claim = "{BIG}"
        camps = ["say it leaks", "say it does not"]
        tz = "Europe/Berlin"
        public = ["@max_mogul", "Cath_Pigeon"]
        [roles]
        "@INES_keys" = ["clarifier", "peacemaker"]
        "@lena_reads_terms" = []
        [stances]
        {DISTINCTION} = "support"
        "https://x.com/cath_pigeon/status/{DENIAL}" = "deny"
        [[leave_out]]
        person = "@tobi_asks"
        reason = "asked to be left out"
        [[leave_out]]
        post = "{DUEL}"
        reason = "shows a private address"
        """,
    ).thread()


@functools.cache
def plain() -> Thread:
    """The founding quarrel as the rules read it."""
    return founding.thread()


# ---- what a case means
def test_every_key_is_taken(tmp_path: Path):
    """Each key lands where the same choice on the command line lands; paths are seen from the file."""
    one = write(tmp_path / "one.jsonl", post(0, "It leaks."), post(1, "No.", answers=0))
    for name, text in (
        ("s.csv", "post_id,measure,value\n"),
        ("l.csv", "post_id,measure,label\n"),
        ("m.toml", ""),
        ("n.tsv", ""),
    ):
        (tmp_path / name).write_text(text)
    read = Case.read(
        file(
            tmp_path,
            """
            inputs = "one.jsonl"
            mapping = "m.toml"
            own_notes = true
            notes = "n.tsv"
            notes_snapshot = 2025-08-28
            scores = ["s.csv"]
            labels = "l.csv"
            thread = "17"
            quotes = false
            claim = "18"
            camps = [" say so ", "say no"]
            title = " Who says so "
            tz = "Europe/Berlin"
            theme = "dark"
            sentiment = "blend"
            seed = 7
            public = ["@ann", "bob"]
            """,
        )
    )

    assert read.inputs == (one,)
    assert (read.mapping, read.notes, read.scores, read.labels) == (
        tmp_path / "m.toml", (tmp_path / "n.tsv",), (tmp_path / "s.csv",), (tmp_path / "l.csv",),
    )  # fmt: skip
    assert (read.own_notes, read.notes_snapshot, read.which, read.public) == (
        True,
        "2025-08-28",
        "17",
        ("ann", "bob"),
    )
    assert read.settings == Settings(
        claim="18", quotes=False, sentiment="blend", camps=("say so", "say no"), seed=7, tz="Europe/Berlin", theme="dark",
        title="Who says so",
    )  # fmt: skip
    assert read.title == "Who says so"


def test_the_table_lists_every_edit_in_the_order_of_the_file(edited: Thread):
    """The title, the claim, the sides, each role and stance, and all that is left out with its reason and its posts."""
    rows = edited.table("edits").select("kind", "post_id", "value", "reason", "n_posts").rows()

    assert rows == [
        ("title", None, "Who reads the post?", None, None),
        ("claim", BIG, None, None, None),
        ("camps", None, "say it leaks / say it does not", None, None),
        ("role", None, "clarifier", None, None),
        ("role", None, "peacemaker", None, None),
        ("role", None, None, None, None),
        ("stance", DISTINCTION, "support", None, None),
        ("stance", DENIAL, "deny", None, None),
        ("left_out_person", None, None, "asked to be left out", 7),
        ("left_out_post", DUEL, None, "shows a private address", 1),
    ]
    assert edited.settings.claim == BIG
    assert edited.settings.title == "Who reads the post?"


def test_roles_replace_ours_and_say_whose_they_are(edited: Thread):
    """A part that a rule found too keeps its posts and rule; one that none found has the editor's word and no post."""
    ids = dict(edited.people.select("handle", "author_id").iter_rows())
    roles = edited.table("roles").select("author_id", "role", "rule", "n_evidence").rows()
    of = {
        handle: [row[1:] for row in roles if row[0] == ids[handle]]
        for handle in ("ines_keys", "lena_reads_terms")
    }

    assert of["ines_keys"] == [("clarifier", "distinguishes", 1), ("peacemaker", "editor", 0)]
    assert of["lena_reads_terms"] == [("undetermined", "editor", 0)]


def test_a_role_that_is_taken_away_makes_no_sentence(edited: Thread):
    """Whoever has no part by the editor's word is not told of for one, and a set part makes none either."""
    told = edited.findings.filter(pl.col("kind") == "role")["wording"].str.join(" ").item()

    assert (
        "@lena_reads_terms"
        in plain().findings.filter(pl.col("kind") == "role")["wording"].str.join(" ").item()
    )
    assert "@lena_reads_terms" not in told
    assert "asks for calm" not in told


def test_stances_go_before_our_reading_and_before_labels(tmp_path: Path):
    """Our rules, then labels, then the editor; nobody's words are quoted for what the editor says."""
    labels = tmp_path / "l.csv"
    labels.write_text(
        f"post_id,measure,label,by\n{DISTINCTION},stance,query,kim\n{DENIAL},stance,comment,kim\n"
    )
    read = case(tmp_path, f'labels = "l.csv"\n[stances]\n{DISTINCTION} = "support"\n').thread()
    stance = {row["post_id"]: row for row in read.table("stance").iter_rows(named=True)}

    assert (stance[DISTINCTION]["toward_claim"], stance[DISTINCTION]["rule"]) == ("support", "editor")
    assert stance[DISTINCTION]["span"] is None
    assert stance[DENIAL]["rule"].startswith("label:kim")


def test_an_edit_that_agrees_changes_nothing(edited: Thread):
    """The denial that a rule found stays the rule's, with its words, when the editor says the same."""
    row = edited.table("stance").row(by_predicate=pl.col("post_id") == DENIAL, named=True)

    assert (row["toward_claim"], row["span"]) == ("deny", "this is not correct")
    assert not row["rule"].startswith("editor")


def test_an_editor_is_no_coder(tmp_path: Path):
    """Corrections are chosen because we were wrong, so they are no sample to measure our readings by."""
    read = case(tmp_path, f'[stances]\n{DENIAL} = "support"\n').thread()

    assert read.table("label_agreement").is_empty()
    assert read.table("scores").is_empty()


# ---- what rests on it says so
def test_findings_that_rest_on_an_edit_are_the_editors(edited: Thread):
    """What takes the chosen claim for granted, or counts stances that were set, is set by the editor; quotations are not."""
    set_by = {}
    for kind, by in edited.findings.select("kind", "set_by").iter_rows():
        set_by.setdefault(kind, set()).add(by)

    for kind in ("headline", "denial", "claim_repeated", "camps_open"):
        assert set_by[kind] == {"editor"}, kind
    for kind in (
        "explicit_denial",
        "extent",
        "longest_exchange",
        "missing",
        "tree_shape",
        "phase",
    ):
        assert set_by[kind] == {"rule"}, kind


def test_without_edits_nothing_is_the_editors():
    """Rules alone: no finding is marked, and the table is empty."""
    assert plain().findings["set_by"].unique().to_list() == ["rule"]
    assert plain().table("edits").is_empty()


def test_a_claim_chosen_otherwise_is_not_the_cases(tmp_path: Path):
    """Who names another claim afterwards takes the editor's out of table and findings."""
    changed = case(tmp_path, f'claim = "{BIG}"\ntitle = "T"\n').using(claim=DUEL, title=None)
    thread = changed.thread()

    assert thread.table("edits").is_empty()
    assert thread.settings.claim == DUEL


def test_a_stance_alone_marks_what_counts_stances():
    """The claim stays the rule's, so only kinds that count or rest on that stance are marked."""
    specs = ("root", *(f"x{n}@x{n}>root" for n in range(30)), "bob1>root")
    texts = {"root": "PigeonChat exports user data every night.", "bob1": "This is false.", "x1": "Hm."}
    edits = [{"number": 0, "kind": "stance", "post_id": "x1", "value": "support"}]
    lang = dict.fromkeys(texts, "en")
    findings = study(*specs, text=texts, lang=lang, edits=edits).table("findings")

    marked = set(findings.filter(pl.col("set_by") == "editor")["kind"])
    assert marked == {"camps_open"}


# ---- what is left out
def test_the_hole_of_a_post_is_drawn_where_it_was(edited: Thread):
    """An answered post that is left out is a ghost with that reason, at its place, and its thread stays whole."""
    ghosts = {row["post_id"]: row for row in edited.ghosts.iter_rows(named=True)}
    before = plain().posts.row(by_predicate=pl.col("post_id") == DUEL, named=True)

    assert ghosts[DUEL]["reason"] == "left out"
    assert (ghosts[DUEL]["parent_id"], ghosts[DUEL]["depth"]) == (before["parent_id"], before["depth"])
    assert edited.posts["detached"].sum() == plain().posts["detached"].sum()
    assert edited.posts.height == plain().posts.height - 8


def test_whoever_is_left_out_is_nowhere_named(edited: Thread):
    """No table of the thread holds id or handle of the person, but for what others wrote in their own words."""
    author_id = plain().people.row(by_predicate=pl.col("handle") == "tobi_asks", named=True)["author_id"]

    for name in BASE_TABLES:
        table = edited.table(name)
        for column, dtype in table.schema.items():
            if dtype == pl.String and column not in ("text", "source"):
                values = set(table[column].drop_nulls().str.to_lowercase())
                assert not values & {author_id, "tobi_asks", "@tobi_asks"}, (name, column)
    assert ASKS not in edited.table("observations")["post_id"]


def test_reasons_add_up(edited: Thread):
    """Each ghost is counted under one reason, and what was left out is not counted as missing."""
    row = edited.table("completeness").row(0, named=True)
    before = plain().table("completeness").row(0, named=True)
    reasons = ("missing", "deleted", "suspended", "protected", "withheld", "unavailable", "left_out")

    assert sum(row[f"n_{reason}"] for reason in reasons) == row["n_ghosts"] == edited.ghosts.height
    assert row["n_left_out"] == 3
    assert row["n_missing_parent"] == before["n_missing_parent"]
    assert row["missing_parent_share"] == edited.table("threads")["missing_parent_share"][0]


def test_nobody_is_sent_to_capture_what_was_left_out(edited: Thread):
    """A hole that the editor made is no gap of the capture."""
    left_out = edited.ghosts.filter(pl.col("reason") == "left out")["post_id"]

    assert not set(edited.table("gaps").filter(pl.col("kind") == "missing_post")["post_id"]) & set(left_out)


def test_how_many_posts_are_left_out_is_said(edited: Thread):
    """Next to what is missing stands what the editor took away."""
    told = edited.findings.filter(pl.col("kind") == "missing")["wording"].item()

    assert told.endswith("The editor left 8 posts out of what was read.")


def test_notes_on_a_post_go_with_it(tmp_path: Path):
    """What a note says of a post left out would give away what it said."""
    read = case(tmp_path, f'[[leave_out]]\npost = "{BIG}"\nreason = "r"\n').thread()

    assert BIG in plain().notes["post_id"]
    assert BIG not in read.notes["post_id"]


def test_everything_left_out_leaves_no_thread(tmp_path: Path):
    """An editor can leave out all there is; then there is no thread to tell of."""
    write(tmp_path / "one.jsonl", post(0, "It leaks."))
    only = Case.read(
        file(tmp_path, 'inputs = "one.jsonl"\n[[leave_out]]\nperson = "@person0"\nreason = "r"\n')
    )

    with pytest.raises(NoThread):
        only.thread()


def test_a_store_holds_no_edits(tmp_path: Path):
    """A store is what exports say; saving it with holes would make them look like missing posts."""
    with pytest.raises(ts.ThreadscopeError, match="save the archive of its inputs"):
        case(tmp_path, f'[stances]\n{DENIAL} = "comment"\n').archive().save(tmp_path / "store")


# ---- errors: what, where, what to try
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('titel = "x"', "line 2: no key of a case is called 'titel'; .*Did you mean 'title'"),
        ("[roles]\n'@max_mogul' = 'denyer'", "line 3: no role is called 'denyer'; .*Did you mean 'denier'"),
        ("[roles]\n'@max_mogul' = ['denier', 3]", "line 3: the role of '@max_mogul' must be a role in quotes, a list"),
        (f'[stances]\n{DENIAL} = "denies"', "line 3: no stance is called 'denies'; .*Did you mean 'deny'"),
        (f"[stances]\n{DENIAL} = 1", "line 3: the stance of '1794365486351327517' must be one of support, deny"),
        ('[[leave_out]]\nperson = "@a"', "line 2: what is left out needs a reason"),
        ('[[leave_out]]\nreason = "r"', "line 2: .* either a person or a post"),
        ('[[leave_out]]\nperson = "@a"\npost = "1"\nreason = "r"', "line 2: .* either a person or a post"),
        ('[[leave_out]]\nperson = "@a"\nreasons = "r"', "line 4: no key of .*Did you mean 'reason'"),
        ('[[leave_out]]\nperson = 7\nreason = "r"', "line 3: person must be a handle in quotes"),
        ('[[leave_out]]\npost = "1"\nreason = "one\\ntwo"', "line 4: reason must be a text in quotes, on one line"),
        ("claim = 1794194821953705292", "line 2: claim must be an id or address in quotes: ids are text"),
        ('camps = ["same", "same "]', "line 2: camps must be a list of two different texts"),
        ('title = "one\\u0007two"', "line 2: title must be a text in quotes, on one line"),
        ("own_notes = 1", "line 2: own_notes must be true or false"),
        ("seed = true", "line 2: seed must be a whole number"),
        ('public = "@a"', "line 2: public must be a list of handles"),
        ('tz = "Berlin"', "line 2: no time zone is called 'Berlin'"),
        ('theme = "lite"', "line 2: no theme is called 'lite'; there are: dark, light. Did you mean 'light'"),
        ('sentiment = "textblub"', "line 2: no sentiment backend .*Did you mean 'textblob'"),
        ('notes = "nowhere.tsv"', "line 2: notes names 'nowhere.tsv', and there is no .*relative to the case file"),
        ('roles = "x"', r"line 2: roles must be a table, \[roles\]"),
        ("tz = Berlin\n", "is no TOML: .*line 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_said_with_its_line(tmp_path: Path, text: str, says: str):
    """Before anything is read, each mistake is told: what, in which line, and what would do."""
    with pytest.raises(ts.ThreadscopeError, match=says):
        case(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('claim = "1794194821953705293"', "line 2: no archived post is called .*Did you mean '1794194821953705292'"),
        ('[roles]\n"@max_mogull" = []', "line 3: no person who wrote a post here .*Did you mean '@max_mogul'"),
        ('public = ["@max_mogull"]', "line 2: no handle of somebody who wrote here .*Did you mean '@max_mogul'"),
        ('[stances]\n1794122556924178236 = "deny"', "line 3: the post '1794122556924178236' is referred to and not archived"),
        (f'[stances]\n{DENIAL} = "deny"\n"https://x.com/a/status/{DENIAL}" = "deny"', "line 4: .* was named before, in .*line 3"),
        (f'[stances]\n{ASKS} = "deny"\n[[leave_out]]\nperson = "@tobi_asks"\nreason = "r"', "line 3: .*left out in .*line 4"),
        ('[roles]\n"@tobi_asks" = []\n[[leave_out]]\nperson = "@tobi_asks"\nreason = "r"', "line 3: .*left out in .*line 4"),
        (f'claim = "{DUEL}"\n[[leave_out]]\npost = "{DUEL}"\nreason = "r"', "line 2: .*left out in .*line 3"),
        ('thread = "17"', "line 2: no post '17' stands in a thread"),
    ],
)  # fmt: skip
def test_whom_the_archive_does_not_know_is_said_with_the_nearest(tmp_path: Path, text: str, says: str):
    """A handle or id must be of somebody or something in the archive, said once, and not left out as well."""
    with pytest.raises(ts.ThreadscopeError, match=says):
        case(tmp_path, text).archive()


def test_what_stands_in_another_thread_is_refused(tmp_path: Path):
    """With a thread chosen, roles, stances and the claim must be about it."""
    write(
        tmp_path / "two.jsonl",
        post(0, "It leaks."),
        post(1, "No.", answers=0),
        post(60, "Hello."),
        post(61, "Hi.", answers=60),
    )
    archive = ts.read(tmp_path / "two.jsonl")
    first, second = sorted(archive.threads["thread_id"])

    for text, says in (
        (f'[stances]\n{second} = "deny"', "stands in another thread"),
        (f'claim = "{second}"', "stands in another thread"),
        ('[roles]\n"@person60" = []', "wrote no post in this thread"),
    ):
        with pytest.raises(ts.ThreadscopeError, match=says):
            Case.read(file(tmp_path, f'inputs = "two.jsonl"\nthread = "{first}"\n{text}\n')).archive()


def test_a_role_is_set_in_the_thread_of_the_case_only(tmp_path: Path):
    """Somebody who writes in two threads keeps the rules' parts in the other one."""
    again = post(61, "Hi.", answers=60, user=post(1)["user"])
    write(tmp_path / "two.jsonl", post(0, "It leaks."), post(1, "No.", answers=0), post(60, "Hello."), again)
    first = min(ts.read(tmp_path / "two.jsonl").threads["thread_id"])
    read = Case.read(
        file(tmp_path, f'inputs = "two.jsonl"\nthread = "{first}"\n[roles]\n"@person1" = "clarifier"\n')
    )
    roles = read.archive().study().table("roles").filter(pl.col("author_id") == "901")

    assert set(roles.filter(pl.col("rule") == "editor")["thread_id"]) == {first}
    assert roles["thread_id"].n_unique() == 2


def test_a_handle_of_two_people_is_no_name(tmp_path: Path):
    """Where two accounts had one handle, the error lists their ids, which are names enough."""
    user = post(1)["user"] | {"id_str": "77"}
    write(tmp_path / "one.jsonl", post(0), post(1, answers=0), post(2, answers=0, user=user))
    both = 'inputs = "one.jsonl"\n[roles]\n"@person1" = []\n'

    with pytest.raises(ts.ThreadscopeError, match=r"2 people had the handle '@person1'.*77"):
        Case.read(file(tmp_path, both)).archive()
    assert Case.read(file(tmp_path, both.replace("@person1", "77"))).archive().posts.height == 3


def test_inputs_are_needed(tmp_path: Path):
    """A case without inputs says which line is missing."""
    for text in ("", "inputs = []", "tz = 'UTC'"):
        with pytest.raises(ts.ReadError, match=r"inputs is missing or empty.*inputs = "):
            Case.read(file(tmp_path, text))
    with pytest.raises(ts.ReadError, match="inputs names 'nowhere', and there is no"):
        Case.read(file(tmp_path, "inputs = 'nowhere'"))
    with pytest.raises(ts.ReadError, match="cannot be read"):
        Case.read(tmp_path / "nothing.toml")


def test_what_is_a_case(tmp_path: Path):
    """A TOML file with inputs is one, one that cannot be read too, so that it is complained of; a mapping is none."""
    for text, is_case in (
        ("inputs = 'a'", True), ("input = 'a'", True), ("inputs = ", True), ("post_id = 'id'", False), ("", False),
    ):  # fmt: skip
        assert Case.is_case(file(tmp_path, text)) is is_case, text
    assert not Case.is_case(file(tmp_path, "inputs = 'a'", "case.json"))
    assert not Case.is_case(tmp_path)


def test_lines_are_found_whatever_the_style():
    """Dotted keys, quoted tables and long texts: the line named is the one in which the key stands."""
    text = 'a = """\nb = 1\n"""\nroles."@x" = "y"\n[ "t.u" ]\n\'@z\' = 1\n[[q]]\n[[q]]\nk = 1\n'
    lines = places_in(text, "f").lines

    assert lines["roles", "@x"] == 4
    assert lines["t.u", "@z"] == 6
    assert lines["q", 1, "k"] == 9
    assert ("b",) not in lines


# ---- a draft
def test_a_draft_means_what_its_inputs_mean(tmp_path: Path):
    """Read as it is written, every table is that of the same paths without a case; nothing is set."""
    one = write(
        tmp_path / "one.jsonl",
        post(0, "It leaks your data every night."),
        post(1, "This is false.", answers=0),
    )
    thread = ts.read(one).thread()
    read = Case.read(file(tmp_path, draft(thread, {"inputs": ["one.jsonl"]})))
    again = read.thread()

    for name in BASE_TABLES:
        assert again.table(name).equals(thread.table(name)), name
    assert again.findings.equals(thread.findings)
    assert again.settings == thread.settings


def test_a_draft_uncommented_says_what_the_rules_say(tmp_path: Path):
    """With every proposed role and stance taken as it stands, no table changes: an edit that agrees is none."""
    thread = plain()
    lines = draft(thread, {"inputs": [QUARREL.as_posix()]}).splitlines()
    taken = [line.removeprefix("# ") if line.startswith('# "') else line for line in lines]
    again = Case.read(file(tmp_path, "\n".join(taken))).thread()

    assert again.table("edits").height > 20
    assert again.findings.equals(thread.findings)
    for name in ("roles", "stance", "camps"):
        assert again.table(name).equals(thread.table(name)), name


def test_archive_text_cannot_leave_its_comment(tmp_path: Path):
    """Handles and words that hold quotes, line ends and TOML stay what they are: the draft sets nothing."""
    user = {"id_str": "901", "screen_name": HOSTILE, "name": HOSTILE}
    one = write(
        tmp_path / "one.jsonl",
        post(0, f"It leaks. {HOSTILE}"),
        post(1, f"This is false. {HOSTILE}", answers=0, user=user),
    )
    text = draft(ts.read(one).thread(), {"inputs": ["one.jsonl"]})
    read = Case.read(file(tmp_path, text))

    assert all(mark.isprintable() or mark == "\n" for mark in text)
    assert read.archive().study().table("edits").is_empty()
    assert set(places_in(text, "f").lines) == {("inputs",), ("thread",), ("roles",), ("stances",)}


@pytest.mark.parametrize("text", ["", "a", HOSTILE, '\\"', "\x00\x7f\x85", "😀\U000e0001", "é\u0301"])
def test_texts_come_back_from_toml_as_they_were(text: str):
    """What a draft writes as a value is read as the same text, and stands on one line."""
    import tomllib

    assert tomllib.loads(f"k = {quoted(text)}") == {"k": text}
    assert len(quoted(text).splitlines()) == 1
    assert len(in_comment(text).splitlines()) <= 1


def test_a_name_that_no_toml_can_hold_is_refused():
    """Half a character in a file's name cannot be written; the error says what to do."""
    with pytest.raises(ts.ReadError, match="rename it"):
        quoted("a\ud800")


# ---- the page
def test_the_page_lists_what_was_set_and_marks_the_title(edited: Thread):
    """Each override stands with its reason; the heading is the editor's and says so, the finding follows it."""
    from threadscope import report

    page = edited.call(report.page, pictures={})
    section = page[page.index('<section id="edited"') : page.index('<section id="method"')]

    assert "Title set by the editor" in page
    assert page.index("Who reads the post?</h1>") < page.index("this is not correct")
    for words in (
        "asked to be left out",
        "shows a private address",
        "7 posts gone",
        "8 posts were left out",
        "say it leaks",
    ):
        assert words in section
    assert "tobi_asks" not in section
    assert "asks for calm (set by the editor)" in page
    assert '<span class="basis">set by the editor</span>' in page


def test_without_a_case_the_page_has_no_such_section():
    """Rules alone: neither section nor title nor mark."""
    from threadscope import report

    page = plain().call(report.page, pictures={})

    assert 'id="edited"' not in page
    assert "Title set by" not in page
    assert "set by the editor ·" not in page


# ---- what is written about it
def test_every_key_is_documented_and_the_example_holds(tmp_path: Path):
    """docs/case.md has a heading for each key, and its example can be read."""
    text = (FIXTURES.parent / "docs" / "case.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0].replace('"../fixtures/', f'"{FIXTURES.as_posix()}/')

    for key in KEYS:
        assert f"\n### {key}\n" in text, key
    assert Case.read(file(tmp_path, example)).thread().table("edits").height > 5


def test_the_parts_are_those_of_the_table():
    """A role that may be set is one that the table knows."""
    from threadscope.report.people import PARTS
    from threadscope.schema import SCHEMAS

    says = next(column.says for column in SCHEMAS["roles"].columns if column.name == "role")
    assert says == f"{', '.join(ROLES)} or undetermined"
    assert set(PARTS) == set(ROLES)


# ---- what follows from a stance
def test_what_only_an_editor_says_places_nobody_by_a_rule():
    """A side, a question or silence that an editor read into a post is the editor's in camps and roles too."""
    specs = ("root", "ann1>root", "bob1>root", "eve1>root", "zoe1>root", "zoe2>root")
    texts = {
        "root": "PigeonChat exports user data every night.",
        "zoe1": "This is false. PigeonChat does not export user data.",
    }
    edits = [
        {"number": n, "kind": "stance", "post_id": name, "value": value}
        for n, (name, value) in enumerate(
            {"ann1": "deny", "bob1": "query", "eve1": "comment", "zoe2": "deny"}.items()
        )
    ]
    read = study(
        *specs, text=texts, lang=dict.fromkeys([*texts, "ann1", "bob1", "eve1", "zoe2"], "en"), edits=edits
    )
    camps = {row["author_id"]: row for row in read.table("camps").iter_rows(named=True)}
    roles = {
        (row["author_id"], row["role"]): row["rule"] for row in read.table("roles").iter_rows(named=True)
    }

    assert (camps["ann"]["camp"], camps["ann"]["rule"]) == ("dispute", "editor")
    assert (camps["zoe"]["camp"], camps["zoe"]["rule"]) == ("dispute", "own_stance")
    assert ("ann", "side_taker") not in roles
    assert roles["bob", "questioner"] == "editor"
    assert roles["eve", "bystander"] == "editor"
