"""The members of one archive -> values and elements, each member under its own name, with what was opened kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final, TypeVar

import msgspec

from threadscope.collect.decode import Record, Typed
from threadscope.collect.delimited import head_of
from threadscope.collect.dialects.account_archive.members import plain_name
from threadscope.collect.intake import Intake
from threadscope.collect.record import Opened
from threadscope.collect.records import records
from threadscope.collect.sources import DAMAGE, Source, UnpacksTooFar

__all__ = ["NAME", "Archive"]

NAME: Final = "account_archive"

T = TypeVar("T", bound=msgspec.Struct)


class Archive:
    """Opens members, one after the other; what goes wrong in one is reported there and costs no other."""

    def __init__(self, members: Mapping[str, Source], intake: Intake) -> None:
        self.intake = intake
        #: What was opened, each member once.
        self.opened: dict[str, Opened] = {}
        #: How many elements each member held: plain name -> number.
        self.held: dict[str, int] = {}
        self._members = members
        self._begun: dict[str, BinaryIO] = {}
        #: Why a member was taken whose name does not say what it is.
        self.because: str | None = None

    def elements(self, name: str) -> Iterator[Record]:
        """Yield the elements of the array in a member, numbered from 0."""
        n = 0
        try:
            with self._open(name) as stream:
                for number, raw in records(stream, self.intake.report):
                    n = number + 1
                    yield number, raw
        except (*DAMAGE, UnpacksTooFar) as fault:
            self._refuse(name, fault)
        self.held[plain_name(name)] = n

    def typed(self, name: str, shape: type[T]) -> Iterator[tuple[int, T]]:
        """Yield the elements of the array in a member, read into a shape, with their numbers."""
        read = Typed(shape).read
        for number, raw in self.elements(name):
            if isinstance(raw, bytes):
                element = read(raw, self.intake.report, f"record {number}")
                if element is not None:
                    yield number, element

    def value(self, name: str, shape: type[T]) -> T | None:
        """Return the first element of a member, or the one object that it assigns, read into a shape."""
        return next((value for _, value in self.typed(name, shape)), None)

    def head(self, name: str) -> bytes:
        """Return the first bytes of a member, which stay to be read."""
        try:
            self._begun[name] = self._members[name].open()
            return head_of(self._begun[name])
        except (*DAMAGE, UnpacksTooFar):
            return b""  # opening it again tells what is wrong

    def count(self, name: str, mark: bytes) -> int:
        """Return how often a mark stands in a member, without reading what stands around it."""
        n, last = 0, b""
        try:
            with self._open(name) as stream:
                while block := stream.read(1 << 20):
                    n += (last + block).count(mark)
                    last = block[-len(mark) + 1 :]
        except (*DAMAGE, UnpacksTooFar) as fault:
            self._refuse(name, fault)
        return n

    def _open(self, name: str) -> BinaryIO:
        self.intake.begin(name, NAME)
        self.opened[name] = Opened(name, self.because or f"{plain_name(name)} of an account archive")
        return self._begun.pop(name, None) or self._members[name].open()

    def _refuse(self, name: str, fault: BaseException) -> None:
        source = self._members[name]
        if isinstance(fault, UnpacksTooFar):
            detail = f"stopped after {source.unpacked:,} bytes unpacked from {source.packed or 0:,}"
            self.intake.report(None, "unpacks_too_far", detail)
        else:
            self.intake.report(None, "unreadable_file", f"{type(fault).__name__}: {fault}")
