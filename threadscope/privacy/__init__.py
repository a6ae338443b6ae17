"""Tables -> tables that say less about who people are: keyed names, no words, and a list of what still tells."""

from __future__ import annotations

from threadscope.privacy.audit import Measures, audit
from threadscope.privacy.key import read_key
from threadscope.privacy.pseudonyms import Pseudonyms, pseudonymous
from threadscope.privacy.words_out import LEFT_OUT, without_words

__all__ = ["LEFT_OUT", "Measures", "Pseudonyms", "audit", "pseudonymous", "read_key", "without_words"]
