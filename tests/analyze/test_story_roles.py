"""The parts planted in the invented quarrels: each is found with the right person and the right post."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import threadscope
from fixtures.generate import thread
from fixtures.vocabulary import LABELS
from tests import founding
from tests.builders import study
from threadscope.study import Study

_LOUD = ("accuser", "denier", "instigator")

#: Quarrel, who, part, and how the post begins that is cited first.
_PLANTED = (
    ("pigeonchat", "nightowl_leaks", "originator", "PigeonChat exports user data every night at 02:00"),
    ("pigeonchat", "nightowl_leaks", "claimant", "PigeonChat exports user data every night at 02:00"),
    ("pigeonchat", "max_mogul", "claimant", "PigeonChat exports your user data every night."),
    ("pigeonchat", "max_mogul", "amplifier", "PigeonChat exports your user data every night."),
    ("pigeonchat", "cath_pigeon", "denier", "I have seen this repeated all night, so once more"),
    ("pigeonchat", "deb_debunks", "denier", "This is false. Messages there are end-to-end"),
    ("pigeonchat", "lena_reads_terms", "clarifier", "I read the privacy policy so that you do not"),
    ("pigeonchat", "tobi_asks", "questioner", "Do you have a source for this"),
    ("pigeonchat", "ivy_in_it", "questioner", "Which data? Messages? Contacts?"),
    ("pigeonchat", "max_mogul", "duelist", "PigeonChat exports your user data every night."),
    ("pigeonchat", "prof_yara", "duelist", "PigeonChat exports your user data every night."),
    ("pigeonchat", "max_mogul", "target", "Max is right again"),
    ("two_messengers", "oskar_raven", "originator", "A story worth reading: the encryption"),
    ("two_messengers", "max_mogul", "amplifier", "There are known holes in Finchly"),
    ("two_messengers", "mira_finch", "denier", "There is no evidence of any unfixed hole"),
    ("two_messengers", "tobi_asks", "questioner", 'Who are "people who like to listen"?'),
    ("two_messengers", "max_mogul", "target", "Deleted. Max has spoken."),
    ("pigeonchat", "prof_yara", "side_taker", "You keep repeating false things about systems"),
    ("pigeonchat", "ines_keys", "clarifier", "Both things can be true."),
)
#: People who only comment, joke, post emoji or pictures, or write in a language that is not read.
_PLAIN = (
    "first_always_frank", "popcorn_pia", "sam_of_the_sea", "granny_on_line", "grid_and_gravel", "steady_stan", "sleepy_sid", "nina_knits",
    "emoji_only_emil", "kai_kitchen", "old_modem", "bea_buys", "vid_val", "greta_gull", "quill_drop", "zed_zero", "mei_tokyo", "lars_hammer",
    "layla_amal", "carla_from_cadiz", "pedro_pinho", "rohan_rao", "omar_haifa", "long_word_lou", "hustle_hank", "chain_mail_chuck",
    "anton_from_accounts", "math_is_fun", "backwards_bo", "sara_sands", "ok_computer_lady", "rocketfan99", "moonbase_mo", "hodl_harriet",
)  # fmt: skip


@cache
def _parts(name: str) -> pl.DataFrame:
    tables = threadscope.read(f"fixtures/{name}").study()
    texts = tables.table("posts").select(
        "post_id", first=pl.col("text").str.replace(r"^(?:@\w+ )+", "").str.replace_all("\n", " ")
    )
    people = tables.table("people").select("author_id", "handle")
    return (
        tables.table("roles")
        .with_columns(post_id=pl.col("evidence").list.first())
        .join(people, on="author_id")
        .join(texts, on="post_id", how="left")
    )


@pytest.mark.parametrize(("name", "who", "part", "begins"), _PLANTED)
def test_planted_part(name: str, who: str, part: str, begins: str):
    """The person has the part, and the post that shows it is cited first."""
    found = _parts(name).filter(pl.col("handle") == who, pl.col("role") == part)

    assert found["first"].str.starts_with(begins).to_list() == [True]


@pytest.mark.parametrize("name", ["pigeonchat", "two_messengers"])
def test_nobody_else_is_loud(name: str):
    """Plain commentators deny, accuse and instigate nothing; nobody makes the claim who does not."""
    loud = _parts(name).filter(pl.col("role").is_in([*_LOUD, "claimant", "originator"]))
    planted = {(who, part) for quarrel, who, part, _ in _PLANTED if quarrel == name}
    extra = set(loud.select("handle", "role").iter_rows()) - planted

    assert not {who for who, _ in extra} & set(_PLAIN)
    assert not {(who, part) for who, part in extra if part == "claimant" and who != "oskar_raven"}


def test_plain_comments_of_a_large_thread_are_never_loud():
    """10,000 generated posts: nobody whose posts are all comments, questions or support denies or accuses."""
    made = thread(10_000, seed=5)
    tables = study(made.posts)
    labels = pl.DataFrame({"post_id": made.posts["post_id"], "label": made.labels})
    quiet = (
        made.posts.join(labels, on="post_id")
        .group_by("author_id")
        .agg(denies=(pl.col("label") == LABELS.index("deny")).any())
        .filter(~pl.col("denies"))
    )
    loud = tables.table("roles").filter(pl.col("role").is_in(_LOUD))

    assert loud.height > 10, "those who deny are found"
    assert loud.join(quiet, on="author_id").height <= quiet.height / 1000


@cache
def _base() -> dict[str, pl.DataFrame]:
    whole = founding.study()
    return {name: whole.table(name) for name in ("posts", "ghosts", "links", "threads", "people")}


def _both(tables: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    other = Study(tables)
    return [other.table("claims"), other.table("roles")]


def test_order_of_rows_changes_nothing():
    """The same tables with their rows in another order have the same claims and parts."""
    mixed = {name: frame.sample(fraction=1, shuffle=True, seed=8) for name, frame in _base().items()}

    for one, other in zip(_both(_base()), _both(mixed), strict=True):
        assert_frame_equal(one, other)


def test_other_ids_of_people_change_nothing():
    """Ids of people that sort the other way round: everybody keeps claims, parts and evidence."""
    ids = pl.concat([_base()[name]["author_id"] for name in ("posts", "ghosts", "people")]).drop_nulls()
    known = ids.unique().sort()
    new = dict(zip(known, [f"p{number:05}" for number in range(known.len(), 0, -1)], strict=True))
    old = {other: one for one, other in new.items()}
    columns = ("author_id", "reply_to_author_id")
    renamed = {
        name: frame.with_columns(pl.col(column).replace(new) for column in columns if column in frame.columns)
        for name, frame in _base().items()
    }

    for one, other in zip(_both(_base()), _both(renamed), strict=True):
        back = other.with_columns(pl.col("author_id").replace(old))
        assert_frame_equal(one, back, check_row_order=False)


def test_other_times_change_nothing():
    """The whole quarrel three days earlier has the same claims and parts."""
    shift = pl.col("created_at") - pl.duration(days=3)
    earlier = {
        name: frame.with_columns(shift) if "created_at" in frame.columns else frame
        for name, frame in _base().items()
    }

    for one, other in zip(_both(_base()), _both(earlier), strict=True):
        assert_frame_equal(one, other)
