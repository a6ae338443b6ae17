"""Findings and pictures on one self-contained HTML page that loads nothing and runs no text of the archive."""

from __future__ import annotations

from threadscope.report.page import page
from threadscope.report.picture import Picture

__all__ = ["Picture", "page"]
