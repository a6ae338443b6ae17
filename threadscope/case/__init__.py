"""The editor's hand: a file that says what is read, what the editor sets or leaves out -> the archive and thread meant."""

from __future__ import annotations

from threadscope.case.draft import draft
from threadscope.case.model import Case

__all__ = ["Case", "draft"]
