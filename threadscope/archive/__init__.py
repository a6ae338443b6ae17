"""Everything read from some paths: its tables, its threads, and one thread by id or address."""

from __future__ import annotations

from threadscope.archive.model import Archive
from threadscope.archive.reading import index_notes, read

__all__ = ["Archive", "index_notes", "read"]
