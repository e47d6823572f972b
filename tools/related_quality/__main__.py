"""Print how near in text Artikel Terkait is to its articles, and what Hugo would show.

    python -m tools.related_quality ARCHIVE... [--hugo BINARY]

An archive is a folder of Markdown with front matter in YAML or TOML: a site of Warta, or the content of one of Hugo
or Jekyll. Each is built anew as a site of Warta in a temporary folder. `mean` is the mean cosine between an article
and the five places of its box, an empty place counting 0; `reachable` is that of the best boxes among what may stand
there: the past, what is not newer than 48 hours, and two of a series at most.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.model.keywords import series_term
from generator.model.related import OF_SERIES
from tools.related_quality import archives, hugo, portal
from tools.related_quality.similarity import PLACES, Vector, reachable, shown, vectors

COLUMNS = (
    "archive", "articles", "by", "mean", "share of reachable", "empty", "shown of 5", "five from the sixth on",
    "more than two of a series",
)  # fmt: skip


def row(found: Sequence[Vector], boxes: Sequence[Sequence[int]], best: float, series: Sequence[int]) -> str:
    """Return the figures of one way to fill the boxes, as cells.

    Args:
        found: vectors of all articles.
        boxes: the places of the articles that are shown with each of them.
        best: the mean of the best boxes.
        series: numbers of the series that their headlines are of.

    """
    mean = sum(shown(found, boxes)) / len(boxes)
    later = boxes[PLACES:]
    full = sum(len(box) == PLACES for box in later) / max(1, len(later))
    counts = (Counter(series[at] for at in box) for box in boxes)
    monotonous = sum(max(count.values(), default=0) > OF_SERIES for count in counts)
    figures = (
        f"{mean:.3f}", f"{mean / (best or 1):.2f}", f"{sum(not box for box in boxes):,}",
        f"{sum(map(len, boxes)) / len(boxes):.2f}", f"{full:.3f}", f"{monotonous:,}",
    )  # fmt: skip
    return " | ".join(figures)


def measure(folder: Path, work: Path, binary: Path | None) -> None:
    """Print the rows of an archive."""
    articles = archives.read(folder)
    found = vectors([f"{article.title} {article.title} {article.body}" for article in articles])
    series = [series_term(article.title) for article in articles]
    best = reachable(found, [article.when for article in articles], series)
    mean = sum(best) / len(best)
    start = f"| {folder.name} | {len(articles):,} |"
    print(f"{start} reachable | {mean:.3f} | 1.00 | | | | |", flush=True)
    portal.write(work / "warta", articles)
    print(f"{start} Warta | {row(found, portal.build(work / 'warta', articles), mean, series)} |", flush=True)
    if binary:
        hugo.write(work / "hugo", articles)
        for name, threshold in hugo.WAYS.items():
            boxes = hugo.build(binary, work / "hugo", threshold, len(articles))
            print(f"{start} Hugo, {name} | {row(found, boxes, mean, series)} |", flush=True)


def main() -> None:
    """Measure the archives that the command line names."""
    parser = argparse.ArgumentParser(prog="related_quality", description=__doc__.split("\n", 1)[0])
    parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE")
    parser.add_argument("--hugo", type=Path, metavar="BINARY", help="the hugo binary to compare with")
    arguments = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    for folder in arguments.archives:
        with tempfile.TemporaryDirectory() as work:
            measure(folder, Path(work), arguments.hugo and arguments.hugo.resolve())


if __name__ == "__main__":
    main()
