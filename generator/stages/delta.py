"""Delta: what an index run changed, as far as pages may depend on it."""

from __future__ import annotations

from collections import defaultdict

from generator.portal.page import Page
from generator.portal.reasons import Reason


class Delta:
    """What an index run changed."""

    def __init__(self) -> None:
        self.groups: defaultdict[int, set[int]] = defaultdict(set)
        """Group id -> seqs at which it differs."""
        self.members: dict[int, int] = {}
        """Group id -> the oldest seq at which it gained or lost a member."""
        self.keys: set[int] = set()
        self.causes: dict[int, str] = {}
        """Seq or key -> a file of content/ that it was touched for."""
        self.docs: dict[int, Reason] = {}
        """Document id -> why its own pages must be made again."""
        self.outputs: dict[int, tuple[Page, ...]] = {}
        """Document id -> the files that its own pages are."""
        self.gone: set[int] = set()
        """Documents that are no longer in content/."""
        self.days: set[int] = set()
        """Days whose number of articles differs, counted from 1970-01-01."""
        self.profiles: set[str] = set()
        """Slugs of the profiles that came, went or changed."""
        self.drafts = False
        """Whether drafts are treated as what is published is."""
        self.first = False
        """Whether all of the site is new; then its articles and their pages are in the table `arrivals`, not here."""
        self.unproven: set[int] = set()
        """Keys of pictures that may be shown though nothing has decoded them: no variant of them is made now."""
        self.pictures: set[int] = set()
        """Keys of the pictures that changed, or that are shown in another way than before."""
        self.coming: dict[int, tuple[Page, ...]] = {}
        """Document id -> the files that its own pages will be, of articles whose hour will come."""
        self.claimed: set[int] = set()
        """Keys of the addresses that these will have, and of the lists that they will stand in."""
        self.later: dict[int, tuple[int, int]] = {}
        """Key -> group and number of the numbered pages that lists may get when these are published, as far as new."""
        self.vacated: set[int] = set()
        """Keys of the addresses that no article has any more that is not published; one that is may have them."""
