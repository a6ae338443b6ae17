"""Tables and findings in forms that other programs read."""

from __future__ import annotations

from threadscope.export.data import write_tables
from threadscope.export.summary import VERSION, summary, write_summary

__all__ = ["VERSION", "summary", "write_summary", "write_tables"]
