"""Posts -> reply trees: where each post hangs, how deep, in which order, and what is missing between."""

from threadscope.tree.build import Forest, build

__all__ = ["Forest", "build"]
