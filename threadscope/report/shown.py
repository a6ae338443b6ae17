"""Pictures as charts gave them -> pictures as templates take them: markup, the posts of the title, the table, reading help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from threadscope.report.cards import Card
from threadscope.report.formats import Clock
from threadscope.report.method import Grid, chart_table
from threadscope.report.picture import Picture, inline
from threadscope.report.reading_help import READING
from threadscope.report.story import Sentence
from threadscope.report.svg import Styles

__all__ = ["Shown", "drawn"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One chart on the page.

    Attributes
    ----------
    name, title, subtitle, footer, telling
        As the chart gave them.
    wide, narrow
        The drawing for screens and for phones; None where there is nothing to draw.
    finding
        The finding that the title words; None where no single one does.
    posts
        The posts that the title rests on, where no finding keeps them.
    keeps
        Whether the finding stands here with its posts, and nowhere else on the page.
    is_headline
        Whether the title stands at the head of the page already.
    reading
        How to read it, and how not to; None for a chart without such help.
    table
        What was drawn.
    """

    name: str
    title: str
    subtitle: str
    footer: str
    telling: bool
    wide: Markup | None
    narrow: Markup | None
    finding: Sentence | None
    posts: tuple[Card, ...]
    keeps: bool
    is_headline: bool
    reading: tuple[str, str] | None
    table: Grid


def drawn(
    pictures: Mapping[str, Picture],
    said: Iterable[Sentence],
    cards: Mapping[str, Card],
    clock: Clock,
    styles: Styles,
) -> dict[str, Shown]:
    """Return the charts of the page by name.

    Parameters
    ----------
    pictures
        As they were drawn.
    said
        All findings: a title that is the wording of one leads to it.
    cards
        Posts by id.
    clock
        Writer of times.
    styles
        Takes the styles of all pictures.
    """
    worded = {_plain(sentence.wording): sentence for sentence in reversed(list(said))}
    found: dict[str, Shown] = {}
    kept: set[str] = set()
    for number, (name, picture) in enumerate(pictures.items()):
        finding = worded.get(_plain(picture.title))
        # headline and turning points have their places; of two pictures with one title the first keeps its posts
        keeps = bool(
            finding and picture.telling and finding.kind != "headline" and not finding.label
        ) and not (finding and finding.finding_id in kept)
        if keeps and finding:
            kept.add(finding.finding_id)
        found[name] = _shown(number, picture, finding, cards, clock, styles, keeps=keeps)
    return found


def _plain(wording: str) -> str:
    return " ".join(wording.split())


def _shown(
    number: int,
    picture: Picture,
    finding: Sentence | None,
    cards: Mapping[str, Card],
    clock: Clock,
    styles: Styles,
    *,
    keeps: bool,
) -> Shown:
    narrow = picture.narrow_svg if picture.telling else None
    return Shown(
        name=picture.name,
        title=picture.title,
        subtitle=picture.subtitle,
        footer=picture.footer,
        telling=picture.telling,
        wide=inline(picture.svg, f"w{number}-", picture.alt, styles) if picture.telling else None,
        narrow=inline(narrow, f"n{number}-", picture.alt, styles) if narrow else None,
        finding=finding,
        posts=() if finding else tuple(cards[post_id] for post_id in picture.evidence if post_id in cards),
        keeps=keeps,
        is_headline=finding is not None and finding.kind == "headline",
        reading=READING.get(picture.name),
        table=chart_table(picture.table, clock),
    )
