"""Posts -> reply trees: where each post hangs, how deep, in which order, and what is missing between.

Rows of parents stay in this package: whoever needs to walk up a tree finds a function here that answers in ids.
"""

from threadscope.tree.ancestors import with_ancestors
from threadscope.tree.build import COLUMNS, Forest, build
from threadscope.tree.choose import find, only
from threadscope.tree.duels import duels
from threadscope.tree.left_out import LEFT_OUT, counted, leave_out
from threadscope.tree.nearest import nearest_marked
from threadscope.tree.select import meetings, of_thread

__all__ = [
    "COLUMNS",
    "LEFT_OUT",
    "Forest",
    "build",
    "counted",
    "duels",
    "find",
    "leave_out",
    "meetings",
    "nearest_marked",
    "of_thread",
    "only",
    "with_ancestors",
]
