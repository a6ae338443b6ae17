"""All charts of one generated thread, against a plain Python loop over the same posts.

python -m tests.bench.charts 100000
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter

from tests.charts.drawing import generated
from threadscope.charts import CHARTS


def _loop(rows: list[str]) -> Counter[str]:
    """Count posts by hour and author, as a short script of one's own would."""
    counted: Counter[str] = Counter()
    for row in rows:
        post = json.loads(row)
        counted[f"{post['created_at'][:13]} {post['author_id']}"] += len(post["text"] or "")
    return counted


def main(n_posts: int) -> None:
    """Print CPU seconds of each chart (numbers and drawing; tables computed before), their sum, and the ratio."""
    study = generated(n_posts)
    study.table("findings")
    for kind in CHARTS.values():
        study.call(kind.prepare)
    posts = (
        study.table("posts")
        .select("created_at", "author_id", "text")
        .with_columns(created_at=study.table("posts")["created_at"].dt.to_string("iso"))
    )
    lines = posts.write_ndjson().splitlines()
    start = time.process_time()
    _loop(lines)
    baseline = time.process_time() - start
    total = 0.0
    print(f"{n_posts:,} posts; a plain loop over them as JSON lines: {baseline:.2f} s")
    for name, kind in CHARTS.items():
        start = time.process_time()
        numbers = study.call(kind.prepare)
        prepared = time.process_time() - start
        chart = kind.draw(numbers)
        svg = chart.svg()
        drawn = time.process_time() - start
        png = chart.png()
        spent = time.process_time() - start
        total += spent
        print(
            f"{name:12} {prepared:6.2f} s numbers  {drawn - prepared:6.2f} s svg ({len(svg) / 1000:,.0f} kB)"
            f"  {spent - drawn:6.2f} s png ({len(png) / 1000:,.0f} kB)"
        )
    print(f"all charts {total:.1f} s CPU, {total / baseline:.1f} times the plain loop")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
