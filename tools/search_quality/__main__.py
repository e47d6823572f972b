"""Print how well engines answer the judged queries, by kind of query, and what ours does not find first.

    python -m tools.search_quality ARCHIVE [--tuning]

The archive is what `tools.search_quality.collect` makes. Half of the articles that are sought were there to choose the
constants of the search; figures are of the queries for the other half, with `--tuning` of the former. `recall@10` is
the share of the answers among the first ten results, `MRR` the mean of one divided by the place of the first answer.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.base.stemming import stem
from generator.search.words import STOPWORDS, tokens, unpacked
from tools.related_quality import archives
from tools.related_quality.archives import Article
from tools.search_quality import judged, ours
from tools.search_quality.engines import ENGINES, MissingError
from tools.search_quality.judged import KINDS, Judged

QUERIES = Path(__file__).with_name("judged.tsv")


def figures(queries: Sequence[Judged], answers: Sequence[Sequence[str]]) -> str:
    """Return recall@10 and MRR as cells."""
    pairs = [*zip(queries, answers, strict=True)]
    recall = sum(judged.recall(query, found) for query, found in pairs)
    rank = sum(judged.rank(query, found) for query, found in pairs)
    return f"{recall / (len(pairs) or 1):.3f} | {rank / (len(pairs) or 1):.3f}"


def table(queries: Sequence[Judged], answers: dict[str, list[list[str]]]) -> None:
    """Print a row for each kind of query, and two columns for each engine."""
    print(f"| queries | number | {' | '.join(f'{name}: recall@10 | MRR' for name in answers)} |")
    print("|---" * (2 + 2 * len(answers)) + "|")
    for kind, name in [*KINDS.items(), ("", "all")]:
        places = [place for place, query in enumerate(queries) if kind in ("", query.kind)]
        cells = [
            figures([queries[place] for place in places], [found[place] for place in places])
            for found in answers.values()
        ]
        print(f"| {name} | {len(places)} | {' | '.join(cells)} |")


def duels(queries: Sequence[Judged], answers: dict[str, list[list[str]]]) -> None:
    """Print for how many queries the first answer comes sooner in ours than elsewhere, and later."""
    own, *others = ([judged.rank(*pair) for pair in zip(queries, found, strict=True)] for found in answers.values())
    for name, ranks in zip([*answers][1:], others, strict=True):
        sooner = sum(one > other for one, other in zip(own, ranks, strict=True))
        later = sum(one < other for one, other in zip(own, ranks, strict=True))
        print(f"The first answer comes sooner than in {name} for {sooner} queries, later for {later}.")


def missed(articles: Mapping[str, Article], queries: Sequence[Judged], found: Sequence[Sequence[str]]) -> None:
    """Print the queries whose first answer is not our first result, and why."""
    for query, results in zip(queries, found, strict=True):
        place = next((place for place, one in enumerate(results[: judged.MOST], 1) if one in query.answers), 0)
        if place == 1:
            continue
        terms = {term.decode() for term in unpacked(ours.packed(articles[query.sought]))[0]}
        words = [word for word in tokens(query.text) if word not in STOPWORDS]
        lacking = [word for word in words if stem(word) not in terms]
        why = f"its article lacks {', '.join(lacking)}" if lacking else "others have all of its words as well"
        print(f"- {KINDS[query.kind]}, {f'at {place}' if place else 'not found'}: {query.text} ({query.sought}): {why}")


def main() -> None:
    """Ask all engines."""
    parser = argparse.ArgumentParser(prog="search_quality", description=__doc__.split("\n", 1)[0])
    parser.add_argument("archive", type=Path, metavar="ARCHIVE")
    parser.add_argument("--tuning", action="store_true", help="the half of the queries that constants are chosen by")
    arguments = parser.parse_args()
    articles = archives.read(arguments.archive)
    queries = [query for query in judged.read(QUERIES) if query.is_for_tuning is arguments.tuning]
    answers = {}
    with tempfile.TemporaryDirectory() as work:
        for name, ask in ENGINES.items():
            try:
                answers[name] = ask(articles, [query.text for query in queries], Path(work))
            except MissingError as error:
                print(f"{name} cannot be asked: {error}\n")
    print(f"{len(articles):,} articles of {arguments.archive.name}\n")
    table(queries, answers)
    print()
    duels(queries, answers)
    print("\nWhere our first result is no answer:\n")
    missed({article.address: article for article in articles}, queries, answers["Warta"])


if __name__ == "__main__":
    main()
