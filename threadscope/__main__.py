"""`python -m threadscope` and the console script."""

from __future__ import annotations

from threadscope.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
