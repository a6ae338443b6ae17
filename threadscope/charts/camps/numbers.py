"""What the camps chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side

__all__ = ["Block", "Camps", "Flow", "Person", "Trial"]


@dataclass(frozen=True, slots=True)
class Block:
    """The people of one side.

    Attributes
    ----------
    words
        How many they are and what they do.
    n_people, n_own, n_answering
        All of them, those placed by their own words (with or without answers), and those placed by answers alone.
    """

    side: Side
    words: str
    n_people: int
    n_own: int
    n_answering: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose own words say the side: what they do, the answers they drew, and the post that places them."""

    author_id: str
    label: str
    side: Side
    words: str
    n_answers: int
    post_id: str
    says: str


@dataclass(frozen=True, slots=True)
class Trial:
    """How two camps fit this thread and rewired ones: shares of what does not fit.

    Attributes
    ----------
    observed
        In this thread.
    low, median
        Their 1 % quantile (of fewer than 100: the lowest) and median in rewired threads.
    bound
        Below it camps would be shown.
    n_shuffles
        Rewired threads.
    """

    observed: float
    low: float
    median: float
    bound: float
    n_shuffles: int

    @property
    def is_lowest(self) -> bool:
        """Whether ``low`` is the lowest of the rewired threads: a hundredth of fewer than 100 is none."""
        return self.n_shuffles < 100


@dataclass(frozen=True, slots=True)
class Flow:
    """Answers by the placed people of one side (``words``) to placed people: of the other side, and of their own."""

    side: Side
    words: str
    n_across: int
    n_within: int


@dataclass(frozen=True, slots=True)
class Camps(Frame):
    """All that the chart draws and says; with ``why``, that there are too few people to draw.

    Attributes
    ----------
    found
        Whether the thread divides.
    reason
        Why no camps are shown, "" where they are.
    n_people, n_others, n_least, n_core, n_core_said, n_signed
        People who wrote, those of them who neither make nor repeat the claim, how many a picture needs, those who talk back (the 2-core), of these those whose own words say a side, and pairs of
        them who clearly agree or disagree.
    blocks
        The people by side, together all of them; first the claimant's side.
    trial
        None where no camps were tried.
    flows, expected
        Answers between placed people by the side that gives them; share across that chance would give, None without.
    people, others
        Whose own words say a side, most answered first: who is named in the picture, and who found no room.
    """

    found: bool
    verdict: str
    reason: str
    claim_words: str
    n_people: int
    n_others: int
    n_least: int
    n_core: int
    n_core_said: int
    n_signed: int
    blocks: tuple[Block, ...]
    trial: Trial | None
    flows: tuple[Flow, ...]
    expected: float | None
    people: tuple[Person, ...]
    others: tuple[Person, ...]

    @property
    def n_between(self) -> int:
        """Answers between placed people."""
        return sum(flow.n_across + flow.n_within for flow in self.flows)

    @property
    def n_across(self) -> int:
        """Of these, answers to the other side."""
        return sum(flow.n_across for flow in self.flows)
