"""Name of a chart -> how to read it in a sentence or two, and how not to; docs/charts.md says more."""

from __future__ import annotations

from typing import Final

__all__ = ["READING"]

#: chart -> (how to read it, how to read it wrongly), in the order of the page.
READING: Final[dict[str, tuple[str, str]]] = {
    "unfolding": (
        (
            "Bars count posts by the much-answered post they stand under; each main person has a lane, a larger dot has"
            " more likes, arrows lead from a post to the answer it drew."
        ),
        "Hollow, dotted or hatched does not mean neutral: the words do not say a side. Likes have no times.",
    ),
    "storyboard": (
        (
            "Each card is one phase: when it began, the post that stands for it, who enters, how many posts its first hour"
            " brought, and which share of the posts fell into it. Numbers in squares count phases; those in circles,"
            " elsewhere on the page, count turning points."
        ),
        "A phase is a change in who is answered or how fast; it does not say why it came.",
    ),
    "exchange": (
        (
            "People stand side by side, posts below each other in order of time; an arrow leads from the author to the"
            " person answered, and gaps between the rows are told in words."
        ),
        "Only the posts of this exchange are drawn: others may have answered in between.",
    ),
    "tree": (
        (
            "A row or box is a post; a box is as tall as the part of the tree below it, the largest first, and what is too"
            " thin to draw is pooled and counted."
        ),
        "Height is no importance, and “missing” says only that the archive does not hold a post.",
    ),
    "branches": (
        "Each ridge is the part of the conversation below one much-answered post, all on one scale of posts over time.",
        "A post counts for the nearest of these posts above it only, so ridges add up and do not overlap.",
    ),
    "voices": (
        "To the right: who wrote more posts. Upwards: who drew more answers. A larger mark has more likes.",
        "Drawing answers is no approval, and both axes grow tenfold a step.",
    ),
    "matrix": (
        "A row answers, a column is answered; the darker the cell, the more answers.",
        "Answering somebody is neither agreeing nor disagreeing with them.",
    ),
    "camps": (
        "Filled: people whom their own words place for or against the claim. Hatched: people of whom that is not known.",
        "Undetermined is not neutral, and who answers whom alone places nobody.",
    ),
    "tone": (
        (
            "Mean score of groups of posts with the range that other people of the same kind would give; posts without"
            " signal and posts not scored are told apart."
        ),
        "Tone is not stance, and a word list knows no irony.",
    ),
    "note": (
        (
            "Posts over time, with lines where a Community Note was written, first rated helpful, or removed; below, a lane"
            " for each note."
        ),
        "Answers grow fewer with time anyway: that they do after a line is no evidence that the note did it.",
    ),
    "captures": (
        "Each point is one capture: what was counted and archived then.",
        "Between two captures nothing is known.",
    ),
}
