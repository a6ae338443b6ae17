"""Findings and pictures on one self-contained HTML page that loads nothing and runs no text of the archive."""

from __future__ import annotations

from threadscope.report.index_page import index_page
from threadscope.report.page import page
from threadscope.report.picture import Picture
from threadscope.report.thumbnails import Thumbnails, thumbnails

__all__ = ["Picture", "Thumbnails", "index_page", "page", "thumbnails"]
