"""What editors do to the front pages in the random steps of the fuzzers: right, wrong, ended and taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from generator.base import dates

PLACES = ("front.yaml", "front.yaml", "front.yaml", "front/daerah.yaml", "front/nasional.yaml", "front/gaib.yaml",
          "front/olahraga/tinju.yaml")  # fmt: skip
"""Below content/; there is no kanal of the last."""
WRONG = (
    "lead: [", "\0", "leda: a\n", "lead: [a, b]\n", "picks: [{until: 2024-10-10}]\n", "next: [{article: a, until: kemarin}]\n",
    "blocks: [gaib]\n", "blocks: [{kanal: daerah, count: 99}]\n", "breaking: {link: /daerah/}\n", "- a\n", "breaking: {text: A, link: 'javascript:x'}\n",
)  # fmt: skip
EMPTY = ("", "# nanti\n", "lead:\n")


def front(dice: Random, named: Sequence[str], hour: Callable[[], str]) -> tuple[str, str | None]:
    """Return a file of the site and its new text; None to take it away.

    `named` are ways to name articles, and `hour` returns a time as people write it.
    """
    path, chance = f"content/{dice.choice(PLACES)}", dice.random()
    if chance < 0.2:
        return path, None
    if chance < 0.35:
        return path, dice.choice((*WRONG, *EMPTY))

    def end(entry: str) -> str:
        return f"{{{entry}, until: {hour()}}}" if dice.random() < 0.5 else f"{{{entry}}}"

    def pins(most: int) -> str:
        chosen = [dice.choice(named) for _ in range(dice.randint(0, most))]
        return ", ".join(end(f"article: '{name}'") if dice.random() < 0.5 else f"'{name}'" for name in chosen)

    text = "".join(f"{key}: [{pins(most)}]\n" for key, most in (("lead", 1), ("next", 3), ("picks", 3)))
    if path == "content/front.yaml":
        kanal = dice.sample(["daerah", "nasional", "olahraga", "olahraga/tinju"], dice.randint(0, 3))
        text += f"blocks: [{', '.join(end(f'kanal: {slug}, count: {dice.randint(1, 3)}') for slug in kanal)}]\n"
        if dice.random() < 0.5:
            link = dice.choice(["", *named, "/daerah/", "https://bmkg.example/"])
            strip = f"text: 'Gempa & <b>{dice.randint(1, 2)}</b>'" + (f", link: '{link}'" if link else "")
            text += f"breaking: {end(strip)}\n"
    return path, text


def ends(content: Path) -> set[int]:
    """Return when something ends on the front pages of a site, from its folder content/."""
    files = [content / "front.yaml", *(content / "front").rglob("*.yaml")]
    texts = [file.read_text("utf-8") for file in files if file.is_file()]
    written = re.findall(r"until: (\d{4}-\d\d-\d\d \d\d:\d\d WIB)", "".join(texts))
    return {dates.parse(one, "WIB").epoch for one in written}
