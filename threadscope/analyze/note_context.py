"""Signs of notes -> what is known of Community Notes in general: numbers from the literature and from X's public files.

They say what is usual, and nothing about a thread. Of the literature only what its abstracts say is here; the public
files were counted as they were at the time, without posts and notes that had been deleted by then.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

from threadscope import schema

__all__ = ["note_context"]


class _Rate(NamedTuple):
    topic: str
    says: str
    value: float
    unit: str
    n: int | None
    of: str | None
    year: int
    source: str
    address: str


_FILES: Final = "https://x.com/i/communitynotes/download-data"
_CONSENSUS: Final = (
    "Razuvayevskaya, Tayebi, Sørensen, Bontcheva & Rogers 2025",
    "https://arxiv.org/abs/2510.12559",
)
_STABILITY: Final = ("Chuai, Lenzini & Pröllochs 2026", "https://arxiv.org/abs/2601.14002")
_ENGAGEMENT: Final = (
    "Slaughter, Peytavin, Ugander & Saveski 2025",
    "https://doi.org/10.1073/pnas.2503413122",
)
_OUTRAGE: Final = ("Chuai, Sergeeva, Lenzini & Pröllochs 2024", "https://arxiv.org/abs/2409.08829")
_2022: Final = ("X’s public notes files, status of August 2022", _FILES)
_MAY: Final = ("X’s public notes files, notes of May 2023", _FILES)
_SEPTEMBER: Final = ("X’s public notes files, notes of September 2023", _FILES)

_RATES: Final = (
    _Rate("written", "Half of the notes were written within 10.1 hours of their post", 10.1, "hours", None, None, 2023, *_SEPTEMBER),
    _Rate("written", "Half of the notes that were rated helpful were written within 5.7 hours of their post", 5.7, "hours", None, None, 2023, *_SEPTEMBER),
    _Rate("shown", "Half of the notes that were ever rated helpful were so within 21.9 hours of being written", 21.9, "hours", 381, "notes", 2022, *_2022),
    _Rate("shown", "Notes that were published were so 65.7 hours after their post on average", 65.7, "hours", 1_800_000, "notes", 2025, *_CONSENSUS),
    _Rate("ever_shown", "11.5% of notes reach agreement and are published", 11.5, "percent", 1_800_000, "notes", 2025, *_CONSENSUS),
    _Rate("ever_shown", "8.2% of notes, and one note or more on 13.9% of posts with notes, were rated helpful", 8.2, "percent", None, None, 2023, *_MAY),
    _Rate("removed", "30.2% of the notes that are shown later lose that rating and disappear", 30.2, "percent", 437_396, "notes", 2026, *_STABILITY),
    _Rate("conflict", "24% of posts with notes had some that call them misleading and some that do not", 24.0, "percent", None, None, 2023, *_MAY),
    _Rate("replies", "Posts were estimated to get 22% fewer replies after a note was attached than they would have had", -22.0, "percent", 40_074, "posts", 2025, *_ENGAGEMENT),
    _Rate("replies", "Over the whole life of a post with a note that was estimated to be 7% fewer replies", -7.0, "percent", 40_074, "posts", 2025, *_ENGAGEMENT),
    _Rate("tone", "Replies written after a note was shown were estimated to be more negative by 7.3%", 7.3, "percent", 2_225_260, "replies", 2024, *_OUTRAGE),
    _Rate("tone", "Anger in replies was estimated to be higher by 13.2% after a note was shown", 13.2, "percent", 2_225_260, "replies", 2024, *_OUTRAGE),
)  # fmt: skip


def note_context(note_coverage: pl.DataFrame) -> pl.DataFrame:
    """One row a number about Community Notes in general, as context; none where no thread has a sign of a note.

    Parameters
    ----------
    note_coverage
        Which threads have signs of notes.

    Returns
    -------
    polars.DataFrame
        Table ``note_context``, in the order of a note's life.
    """
    rates = pl.DataFrame(_RATES, schema=schema.SCHEMAS["note_context"].dtypes, orient="row")
    beside = note_coverage.filter(pl.col("n_noted") > 0)
    return schema.conform(rates if beside.height else rates.clear(), "note_context")
