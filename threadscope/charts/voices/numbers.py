"""What the voices chart draws, as numbers and words: no pixel, no colour."""

from __future__ import annotations

from dataclasses import dataclass

from threadscope.charts.frame import Frame
from threadscope.charts.sides import Side

__all__ = ["Cell", "Person", "Voices"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody drawn large and labelled.

    Attributes
    ----------
    author_id, label
        Who, and what they are called.
    side
        The side that their own posts place them on.
    n_posts, n_answers
        Posts written, and archived answers received from others.
    likes
        Likes on their posts at capture; None where no post carries a count.
    opens
        Whether they wrote the opening post.
    """

    author_id: str
    label: str
    side: Side
    n_posts: int
    n_answers: int
    likes: int | None
    opens: bool

    @property
    def numbers(self) -> str:
        """The two numbers of the axes."""
        posts = f"{self.n_posts:,} post{'' if self.n_posts == 1 else 's'}"
        answers = f"{self.n_answers:,} answer{'' if self.n_answers == 1 else 's'}"
        return f"{posts}, {answers}"

    @property
    def words(self) -> str:
        """The two numbers, and whether this person opened the thread."""
        return f"opens the thread · {self.numbers}" if self.opens else self.numbers


@dataclass(frozen=True, slots=True)
class Cell:
    """People of the crowd who wrote from so many to so many posts and drew from so many to so many answers.

    ``sides`` counts them by side, placed ones first.
    """

    posts: tuple[int, int]
    answers: tuple[int, int]
    sides: tuple[tuple[Side, int], ...]

    @property
    def n_people(self) -> int:
        """How many they are."""
        return sum(number for _, number in self.sides)


@dataclass(frozen=True, slots=True)
class Voices(Frame):
    """All that the chart draws and says; ``why`` says why there is nothing to compare, "" where there is.

    ``people`` come in the order in which they get labels; ``crowd`` are all others, one cell a pair of numbers.
    ``n_silent`` counts those, of all people, who wrote once and drew no answer.
    """

    n_people: int
    n_silent: int
    most_posts: int
    most_answers: int
    people: tuple[Person, ...]
    crowd: tuple[Cell, ...]
    sides: tuple[tuple[Side, int], ...]
    claim_words: str

    @property
    def n_crowd(self) -> int:
        """People who are not drawn large."""
        return sum(cell.n_people for cell in self.crowd)

    @property
    def most_likes(self) -> int:
        """The likes of the largest dot; 0 where sizes mean nothing."""
        return max((person.likes or 0 for person in self.people), default=0)

    @property
    def key_likes(self) -> int:
        """Likes that the key shows a dot for: about a tenth of the most, with one digit that is not nought."""
        tenth = max(self.most_likes // 10, 1)
        place: int = 10 ** (len(str(tenth)) - 1)
        return tenth // place * place

    @property
    def likes_known(self) -> bool:
        """Whether sizes mean likes."""
        return any(person.likes for person in self.people)
