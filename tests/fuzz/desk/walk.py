"""A walk: people work at once, the server is killed now and then, and at the end everything is looked at."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.desk.people import PEOPLE, Beside, Colleague, Ledger, work
from tests.fuzz.desk.proof import built, proved
from tests.fuzz.desk.reader import Reader
from tests.fuzz.desk.site import PATIENCE, Site


def walk(folder: Path, count: int, seed: int, kills: int, say: Callable[[str], object] = lambda _: None) -> Ledger:
    """Let three people do so many things, and somebody beside; the mistakes are in what is returned.

    With an odd seed what they publish goes to a folder, where somebody reads it; otherwise it is pushed.
    """
    site, ledger, dice = Site(folder, pushes=seed % 2 == 0), Ledger(), random.Random(seed)
    site.begin()
    people = [Colleague(name, site, ledger, f"{seed} {name}") for name in PEOPLE]
    threads = [threading.Thread(target=work, args=(one, ledger, count)) for one in people]
    threads.append(threading.Thread(target=work, args=(Beside(site, ledger, f"{seed}"), ledger, count, 0.7)))
    if seed % 2:
        threads.append(threading.Thread(target=work, args=(Reader(site, ledger, f"{seed}"), ledger, count, 0.1)))
    for thread in threads:
        thread.start()
    moments = sorted(dice.randrange(count) for _ in range(kills))
    while any(thread.is_alive() for thread in threads):
        done = ledger.done.total()
        if moments and done >= moments[0]:
            moments.pop(0)
            time.sleep(dice.random() * 0.3)
            site.kill()
            if dice.random() < 0.3:
                built(site, site.folder / "build")
            site.begin()
            say(f"{ledger.done.total()} done, killed, and begun again; {len(ledger.mistakes)} mistakes")
        assert site.process
        if site.process.poll() is not None:
            ledger.wrong(f"the server ended with {site.process.returncode}")
            site.begin()
        time.sleep(0.05)
    ledger.did(f"last publishing: {_settled(site, ledger)}")
    site.end()
    # What had no time at the end is done by the next desk.
    site.begin()
    _settled(site, ledger)
    site.end()
    ledger.mistakes = proved(site, ledger)
    return ledger


def _settled(site: Site, ledger: Ledger) -> str:
    """Wait until readers have everything, and return how publishing is then."""
    end = time.monotonic() + PATIENCE
    while (told := site.ask("GET", "publishing", "Rina Kusuma", {})[1])["state"] != "idle":
        time.sleep(0.1)
        late = time.monotonic() - end
        if late > 0 and told["state"] == "failing" and site.pushes:
            # Where somebody elsewhere has changed the same words, a person has to decide.
            break
        if late > PATIENCE:
            ledger.wrong(f"readers wait: {told['text']}")
            break
    return str(told["state"])
