"""The templates of the report, with autoescape, and how handles in sentences become markup."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

__all__ = ["environment"]

# Fifteen letters today; accounts from before that rule have up to twenty.
_HANDLE: Final = re.compile(r"(?<![\w@])@\w{1,20}\b", re.ASCII)


@cache
def environment() -> Environment:
    """Return the templates: everything in them is escaped, a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("threadscope.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["handles"] = _handles
    return made


def _handles(text: str) -> Markup:
    """Set handles in bold and keep each apart from the writing direction around it."""
    parts: list[Markup] = []
    end = 0
    for found in _HANDLE.finditer(text):
        parts += [escape(text[end : found.start()]), Markup('<b class="h">{}</b>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
