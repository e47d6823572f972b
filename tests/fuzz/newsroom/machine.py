"""The newsroom as a state machine: each rule is something that newsrooms do, and after each the proof is made."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.fuzz import counts, fronts
from tests.fuzz.newsroom.desk import Desk
from tests.fuzz.newsroom.kills import killer, traceable
from tests.fuzz.newsroom.proof import Clean, Outcome, Proof
from tests.fuzz.newsroom.words import (
    ADDRESSES,
    ADVERTISED,
    BEGINNINGS,
    BODIES,
    CORRECTIONS,
    COUNTED,
    ENTRIES,
    HOOKS,
    INITIALS,
    KANAL,
    LISTS,
    MINUTES,
    NAMED,
    NAMES,
    NFC,
    NFD,
    PARTS,
    PEOPLE,
    RETRACTIONS,
    ROLES,
    SETTINGS,
    SLUGS,
    SPELLINGS,
    SPOILT,
    START,
    SVG,
    TAGS,
    TEMPLATES,
    TITLES,
    keys,
    stamp,
)

CALLS = 500
"""Calls of a small build before which it may be killed."""
MOVES = 100
"""Of these, the ones after the journal is there: the deletions and moves."""
PATIENCE = 3
"""Steps after which somebody mends what is broken."""
AHEAD = 6
"""Steps that end well after which the newsroom waits for the next moment at which something appears or goes."""

someone = precondition(lambda self: self.desk.articles)
"""There must be an article for this."""


class Newsroom(RuleBasedStateMachine):
    """A small newsroom that does everything newsrooms do, and builds after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="warta-"))
        self.desk = Desk(self.top / "site")
        self.portal = self.desk.portal
        self.clean = Clean(self.top / "clean")
        self.outputs = [Proof(self.portal, self.top / "site/build"), Proof(self.portal, self.top / "lain")]
        self.output = self.outputs[0]
        self.last: Outcome | None = None
        self.green_at = 0
        self.held: set[str] = set()
        """Files that the last step held back."""
        self.green = self.red = 0
        """Steps that ended well, and those that did not since then."""

    @initialize()
    def begin(self) -> None:
        self.desk.open()

    def teardown(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)

    # -------------------------------------------------------------------- the promise

    @invariant()
    def proved(self) -> None:
        if self._initialize_rules_to_run:
            return
        self._prove()
        if self.red > PATIENCE and self.last is not None:
            self.desk.mend(self.last.problems)
            self.red = 0
        elif not self.red and self.green % AHEAD == 0:
            self.wait(1)

    def _prove(self) -> None:
        count.steps += 1
        expected = self.clean.build(self.portal.folder, self.portal.now)
        quiet = not self.desk.edited and self.last is not None and not self.last.problems
        self.last = self.output.check(expected)
        if quiet and self.portal.now >= self.green_at:
            assert not self.last.problems, "green turned red without an edit"
            held = {problem.path for problem in self.last.held}
            assert held <= self.held, f"an hour held back {held - self.held}"
        self.desk.edited = False
        self.held = {problem.path for problem in self.last.held}
        self.red = self.red + 1 if self.last.problems else 0
        if not self.last.problems:
            self.green_at = self.portal.now
            self.green += 1
            count.green += 1

    # ----------------------------------------------------------------------- articles

    @rule(slug=SLUGS, kanal=KANAL, title=TITLES, body=BODIES, tags=TAGS, author=NAMES, minutes=MINUTES,
          zone=st.sampled_from(["WIB", "WITA"]))  # fmt: skip
    def publish(
        self, slug: str, kanal: str, title: str, body: str, tags: list[str], author: str, minutes: int, zone: str
    ) -> None:
        keys = {"title": title, "body": body, "tags": f"[{', '.join(tags)}]", "author": author}
        self.desk.write(f"content/{kanal}/2024/10/{slug}.md", {**keys, "timestamp": stamp(minutes, zone)})

    def _pick(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.desk.articles)))

    @someone
    @rule(data=st.data(), change=st.one_of(
        st.fixed_dictionaries({"title": TITLES}), st.fixed_dictionaries({"body": BODIES}),
        st.fixed_dictionaries({"tags": TAGS.map(lambda tags: f"[{', '.join(tags)}]")}), st.fixed_dictionaries({"author": NAMES}),
        st.fixed_dictionaries({"draft": st.sampled_from(["true", "false"])}),
        st.fixed_dictionaries({"summary": st.sampled_from(["", "Ringkasan."])}),
        st.fixed_dictionaries({"type": st.sampled_from(["berita", "opini", "foto"])}),
        st.sampled_from([
            {"type": "advertorial", "sponsor": "{name: Bank, url: https://bank.example}"}, {"type": "", "sponsor": ""},
            {"sponsor": "Bank"}, {"time_unknown": "true"}, {"time_unknown": ""}, {"verification": "pending"}, {"verification": ""},
        ]),
        st.fixed_dictionaries({"region": st.sampled_from(["", "Teluk/Utara", "Bukit/Utara"])}),
        st.fixed_dictionaries({"editor": NAMES}), st.fixed_dictionaries({"source": st.sampled_from(["", "Humas", "[A, B]"])}),
        st.fixed_dictionaries({"updated": st.sampled_from(["", "2030-01-01 10:00 WIB"])}),
        st.fixed_dictionaries({"initials": st.sampled_from(["", "SW", "ZZ"])}),
        st.fixed_dictionaries({"slug": st.sampled_from(["", "berita-1", "lain"])}),
        st.fixed_dictionaries({"retracted": RETRACTIONS}),
        st.fixed_dictionaries({"gone": st.sampled_from(["", "true", "Sudah selesai."])}),
        st.fixed_dictionaries({"corrections": CORRECTIONS}),
        st.fixed_dictionaries({"photo": st.sampled_from([
            "", "{src: /foto/a.png, credit: X, caption: Y}", "{src: /foto/a.png, credit: X, focus: 10% 90%}",
            "{src: /foto/A.png, credit: X, caption: Y}", "{src: /foto/a.png, credit: X, caption: Y, ai: Alat}",
        ])}),
    ))  # fmt: skip
    def change(self, data: st.DataObject, change: dict[str, str]) -> None:
        self.desk.change(self._pick(data), **change)

    @rule(data=st.data(), kind=st.sampled_from(("article", "author", "page", "site", "theme", "topic")))
    def any_key(self, data: st.DataObject, kind: str) -> None:
        """Any key of the tables has any of its values, or goes."""
        key, value = data.draw(st.sampled_from(keys()[kind]))
        line = f"{key}: {value}\n" if value else ""
        if kind == "site":
            self.desk.configure(key, value)
        elif kind == "theme":
            self.desk.theme()
            self.desk.add("themes/kabar/theme.yaml", f"name: kabar\nextends: dasar\n{line}")
        elif kind == "author":
            self.desk.add("content/authors/tono.md", f"---\nname: Tono\n{line}---\nBio.\n")
        elif kind == "page":
            if key == "template" and data.draw(st.booleans()):
                self.desk.page_template(data.draw(st.sampled_from(TEMPLATES)))
            self.desk.add("content/pages/tentang.md", f"---\ntitle: Tentang\n{line}---\nKami.\n")
        elif kind == "topic":
            self.desk.add("content/topics/pasar.md", f"---\n{line}---\nSejak lama.\n")
        elif self.desk.articles:
            self.desk.change(self._pick(data), **{key: value})

    @someone
    @rule(data=st.data(), minutes=MINUTES, last=st.integers(1, 4 * 1440))
    def reschedule(self, data: st.DataObject, minutes: int, last: int) -> None:
        self.desk.change(self._pick(data), timestamp=stamp(minutes), expires=stamp(minutes + last))

    @someone
    @rule(data=st.data(), minutes=st.integers(1, 2 * 1440))
    def expire(self, data: st.DataObject, minutes: int) -> None:
        self.desk.change(self._pick(data), expires=stamp((self.portal.now - START) // 60 + minutes))

    @someone
    @rule(data=st.data(), minutes=MINUTES, entries=ENTRIES, last=st.integers(1, 1440), ordinary=st.booleans())
    def live(
        self, data: st.DataObject, minutes: int, entries: list[tuple[int, str, str]], last: int, ordinary: bool
    ) -> None:
        """A report goes live for some hours, with entries, or is an ordinary one again."""
        if ordinary:
            self.desk.change(self._pick(data), type="", live_until="", body="Isi.")
            return
        at, body = minutes, ["Pokok."]
        for hours, headline, text in entries:
            at += hours * 60
            body.append(f"## {stamp(at)} {headline}\n\n{text}")
        self.desk.change(
            self._pick(data), type="live", timestamp=stamp(minutes), live_until=stamp(at + last), body="\n\n".join(body)
        )

    @someone
    @rule(
        data=st.data(),
        goal=st.data(),
        part=PARTS,
        form=st.sampled_from(["path", "slug", "inline", "part", "follows", "related", "unrelated"]),
    )
    def link(self, data: st.DataObject, goal: st.DataObject, form: str, part: str) -> None:
        path, other = self._pick(data), self._pick(goal)
        slug = other.rpartition("/")[2].removesuffix(".md").lower()
        target = other.removeprefix("content/")
        if form in ("follows", "related", "unrelated"):
            self.desk.change(path, **{form: f"/{target}" if form == "follows" else f"[/{target}, {slug}]"})
            return
        body = {
            "path": f"Teks.\n\nBaca Juga: [](/{target})",
            "slug": f"Teks.\n\nBaca Juga: [Judul Sendiri]({slug})",
            "inline": f"Teks [tautan](/{target}) dan [](/{target}).",
            "part": f"Lihat [bagian](/{target.rpartition('/')[0]}/{slug}/{part}).",
        }[form]
        self.desk.change(path, body=body)

    @someone
    @rule(data=st.data(), url=LISTS)
    def link_to_list(self, data: st.DataObject, url: str) -> None:
        self.desk.change(self._pick(data), body=f"Lihat [daftar]({url}).")

    @someone
    @rule(data=st.data(), url=st.one_of(LISTS, ADDRESSES))
    def alias(self, data: st.DataObject, url: str) -> None:
        self.desk.change(self._pick(data), aliases=f"[{url}]")

    @someone
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.desk.remove(self._pick(data))

    @someone
    @rule(data=st.data(), kanal=KANAL, slug=SLUGS, alias=st.booleans())
    def move(self, data: st.DataObject, kanal: str, slug: str, alias: bool) -> None:
        path, other = self._pick(data), f"content/{kanal}/2024/10/{slug}.md"
        if self.desk.rename(path, other) and alias:
            self.desk.change(other, aliases=f"[/lama/{path.rpartition('/')[2].removesuffix('.md').lower()}/]")

    @rule(data=st.data(), form=st.sampled_from(sorted(SPELLINGS)), folder=st.booleans())
    def respell(self, data: st.DataObject, form: str, folder: bool) -> None:
        """Rename a file, or its folder, to letters that many file systems do not tell apart."""
        files = self.desk.contents()
        if files:
            path = data.draw(st.sampled_from(files))
            path = path.rpartition("/")[0] if folder and path.count("/") > 1 else path
            above, _, name = path.rpartition("/")
            self.desk.rename(path, f"{above}/{SPELLINGS[form](name)}")

    # ------------------------------------------------------------- people and standing

    @rule(slug=st.sampled_from(["sari-wulan", "sari-lain", "tono"]), name=PEOPLE, initials=INITIALS, role=ROLES)
    def profile(self, slug: str, name: str, initials: str, role: str) -> None:
        head = f"---\nname: {name}\ninitials: {initials}\nrole: {role}\n---\nBio.\n"
        self.desk.add(f"content/authors/{slug}.md", head)

    @rule(slug=st.sampled_from(["sari-wulan", "sari-lain", "tono"]))
    def forget_profile(self, slug: str) -> None:
        self.desk.remove(f"content/authors/{slug}.md")

    @rule(there=st.booleans())
    def standing(self, there: bool) -> None:
        path = "content/pages/tentang.md"
        if there:
            self.desk.add(path, "---\ntitle: Tentang\n---\nKami [redaksi](/redaksi/).\n")
        else:
            self.desk.remove(path)

    @someone
    @rule(
        data=st.data(),
        slug=st.sampled_from(["banjir", "pasar", "tak-ada", "Banjir"]),
        timeline=st.sampled_from(["true", ""]),
        title=st.sampled_from(["", "Banjir Besar"]),
        since=BEGINNINGS,
    )
    def topic(self, data: st.DataObject, slug: str, timeline: str, title: str, since: str) -> None:
        """A topic is written, with a report that may be hidden, withdrawn or gone."""
        pinned = self._pick(data).removeprefix("content/")
        head = f"title: {title}\npinned: /{pinned}\ntimeline: {timeline}\nsince: {since}\nphoto: {{src: /foto/a.png, credit: X}}\n"
        body = f"Lihat [ini](/{pinned}) dan [itu](/topics/pasar.md).\n" if data.draw(st.booleans()) else "Isi.\n"
        self.desk.add(f"content/topics/{slug}.md", f"---\n{head}people: [Tono, Sari Wulan]\n---\n{body}")

    @rule(slug=st.sampled_from(["banjir", "pasar", "tak-ada", "Banjir"]))
    def forget_topic(self, slug: str) -> None:
        self.desk.remove(f"content/topics/{slug}.md")

    # --------------------------------------------------------------------------- media

    @rule(number=st.integers(0, 60), name=st.sampled_from(["a.png", "A.png", f"{NFC}.png", f"{NFD}.png"]))
    def photo(self, number: int, name: str) -> None:
        self.desk.picture(number, f"content/foto/{name}")

    @rule(number=st.integers(0, 60), name=st.sampled_from(["a.png", f"{NFC}.png"]), times=st.integers(1, 2))
    def photo_later(self, number: int, name: str, times: int) -> None:
        """A new photo is published before its sizes are made; these come with the next build, or the next but one."""
        self.desk.picture(number, f"content/foto/{name}")
        for _ in range(times):
            self.output.build(pictures="later")

    @rule(name=st.sampled_from(["foto/a.png", "foto/berkas.vtt", "foto"]))
    def no_photo(self, name: str) -> None:
        self.desk.remove(f"content/{name}")

    @rule(form=st.sampled_from(["file", "folder", "empty folder", "page"]))
    def file_or_folder(self, form: str) -> None:
        """A file, a folder of that name, an empty one, or a file with the name of a folder of articles."""
        if form == "file":
            self.desk.add("content/foto/berkas.vtt", "Isi.")
        elif form == "folder":
            self.desk.add("content/foto/berkas.txt/isi.vtt", "Isi.")
        elif form == "page":
            self.desk.add("content/foto.html/isi.vtt", "Isi.")
        else:
            self.desk.remove("content/foto/berkas.vtt")
            (self.portal.folder / "content/foto/berkas.vtt").mkdir(parents=True)

    # ----------------------------------------------------------------------- front pages

    @rule(dice=st.randoms(use_true_random=False))
    def front(self, dice: Random) -> None:
        """Editors put articles on a front page, or breaking news on every page, rightly or wrongly, or no longer."""
        path, text = fronts.front(dice, NAMED, lambda: stamp(dice.randint(-1440, 2 * 1440)))
        if text is None:
            self.desk.remove(path)
        else:
            self.desk.add(path, text)

    # --------------------------------------------------------------------------- counts

    @rule(dice=st.randoms(use_true_random=False))
    def count(self, dice: Random) -> None:
        """A counter says what was read most, rightly or wrongly, of now or of long ago, or no longer."""
        path, text = counts.counts(dice, COUNTED, lambda: stamp(dice.choice([-72, -48, -1, 0, 0, 24]) * 60))
        if text is None:
            self.desk.remove(path)
        else:
            self.desk.add(path, text)

    # ------------------------------------------------------------- configuration, theme

    @rule(setting=SETTINGS)
    def configure(self, setting: tuple[str, str]) -> None:
        self.desk.configure(*setting)

    @rule(what=st.sampled_from(["fragment_terkini.html", "listing.html", "article.html", "gaya", "rusak", "", ""]))
    def theme(self, what: str) -> None:
        if not what:
            self.desk.remove("themes")
        elif what == "gaya":
            self.desk.theme()
            self.desk.add("themes/kabar/assets/kabar.css", "body{}")
        elif what == "rusak":
            self.desk.theme()
            self.desk.add("themes/kabar/templates/listing.html", "{{ tidak.ada }}")
        else:
            self.desk.template(what, "<!-- x -->")

    @rule(name=st.sampled_from(["logo.svg", "Logo.svg", "LOGO.svg", "logo.svg/dalam.svg", "ikon-180.png", "warna.css"]),
          there=st.booleans())  # fmt: skip
    def asset(self, name: str, there: bool) -> None:
        """Assets of the theme come, go and are respelled."""
        self.desk.theme()
        for other in ("logo.svg", "Logo.svg", "LOGO.svg"):
            if other.lower() == name.lower():
                self.desk.remove(f"themes/kabar/assets/{other}")
        if there:
            self.desk.add(f"themes/kabar/assets/{name}", SVG)
        else:
            self.desk.remove(f"themes/kabar/assets/{name}")

    # ------------------------------------------------------------- advertisements, hooks

    @rule(name=st.sampled_from(["a", "b"]), there=st.booleans(), link=ADVERTISED, place=st.sampled_from(["atas", "teks", "x"]),
          kanal=KANAL, minutes=MINUTES, last=st.integers(-60, 4 * 1440))  # fmt: skip
    def advertise(self, name: str, there: bool, link: str, place: str, kanal: str, minutes: int, last: int) -> None:
        """An advertisement comes, with its hours, or goes."""
        if place != "x":
            self.desk.configure("theme_settings", "{iklan: [atas, teks], iklan_paragraf: '1'}")
        if there:
            self.desk.advertise(name, link, place, kanal, minutes, last)
        else:
            self.desk.remove(f"content/iklan/{name}.md")

    @rule(name=st.sampled_from(["_iklan_teks.html", "_bawah_artikel.html", "_kaki_tambahan.html", "_kepala_tambahan.html"]),
          text=HOOKS)  # fmt: skip
    def hook(self, name: str, text: str) -> None:
        """A place of the theme has something of another's, which may break the page."""
        self.desk.theme()
        self.desk.add(f"themes/kabar/templates/{name}", text)

    @rule(
        name=st.sampled_from(["ads.txt", ".well-known/ads.txt", "foto/sisa.png"]), there=st.booleans(),
        public=st.sampled_from(
            ["", "{allow: [ads.txt]}", "{public: [ads.txt]}", "{allow: [.txt], public: ['**']}", "{public: ['foto/*.png']}"]
        ),
    )  # fmt: skip
    def file_in_no_use(self, name: str, there: bool, public: str) -> None:
        """A file that others look for at the root, or that nobody shows any more; and what site.yaml publishes of such."""
        self.desk.configure("media", public)
        if there:
            self.desk.add(f"content/{name}", "contoh.example, 1, DIRECT\n")
        else:
            self.desk.remove(f"content/{name}")

    # ------------------------------------------------------------------------- mistakes

    @rule(text=st.sampled_from(["---\ntitle: [\n---\n", "---\npenulis: x\n---\nIsi.\n", "Tanpa kepala.", "\x00"]),
          there=st.booleans())  # fmt: skip
    def broken(self, text: str, there: bool) -> None:
        path = "content/daerah/2024/10/rusak.md"
        if there:
            self.desk.add(path, text)
        else:
            self.desk.remove(path)

    @someone
    @rule(data=st.data(), change=SPOILT)
    def spoil(self, data: st.DataObject, change: dict[str, str]) -> None:
        """A mistake in an article, which may have been published."""
        self.desk.change(self._pick(data), **change)

    @someone
    @rule(
        data=st.data(),
        data_=st.sampled_from([b"", b"\xff", b"---\ntitle: A\nIsi.\n", b"---\ndraft: ya\nfoto: /foto/a.png\n"]),
    )
    def overwrite(self, data: st.DataObject, data_: bytes) -> None:
        """The file of an article holds something else; its next edit restores it."""
        self.desk.add(self._pick(data), data_)

    @rule(path=st.sampled_from(["authors/tono.md", "pages/redaksi.md", "foto/ikon.svg", "foto/a.png", "aset/x.png"]))
    def harm(self, path: str) -> None:
        """A file that is no article cannot be taken in."""
        self.desk.add(f"content/{path}", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")

    @someone
    @rule(
        data=st.data(), url=st.sampled_from(["/tidak/ada/", "tidak-ada", "/foto/tidak-ada.png", "/daerah/halaman/9/"])
    )
    def dead_link(self, data: st.DataObject, url: str) -> None:
        self.desk.change(self._pick(data), body=f"Lihat [itu]({url}).")

    @precondition(lambda self: self.red)
    @rule()
    def mend(self) -> None:
        assert self.last is not None
        self.desk.mend(self.last.problems)

    # --------------------------------------------------------------------- time and harm

    @rule(minutes=st.one_of(st.integers(-2 * 1440, 3 * 1440), st.sampled_from([48 * 60, 31 * 1440, -31 * 1440])))
    def clock(self, minutes: int) -> None:
        self.portal.now += minutes * 60

    @rule(times=st.integers(1, 3))
    def wait(self, times: int) -> None:
        """Wait for the next moments at which something appears or goes; nobody edits anything."""
        for moment in self.desk.moments()[:times]:
            self.portal.now = moment
            self._prove()

    @precondition(lambda self: self.portal.now != START)
    @rule()
    def back_to_now(self) -> None:
        self.portal.now = START

    @rule()
    def another_output(self) -> None:
        """Build into the other of two folders."""
        self.output = self.outputs[self.output is self.outputs[0]]

    @rule()
    def lose_state(self) -> None:
        shutil.rmtree(self.portal.folder / ".ssg", ignore_errors=True)
        if self.output.killed:
            self.output.forget()

    @rule()
    def keep_state(self) -> None:
        """Make a copy of the state, for later."""
        shutil.rmtree(self.top / "state", ignore_errors=True)
        shutil.copytree(self.portal.folder / ".ssg", self.top / "state")

    @precondition(lambda self: (self.top / "state").exists())
    @rule()
    def older_state(self) -> None:
        """Put the older copy of the state back."""
        shutil.rmtree(self.portal.folder / ".ssg", ignore_errors=True)
        shutil.copytree(self.top / "state", self.portal.folder / ".ssg")
        self.output.forget()

    @rule()
    def lose_output(self) -> None:
        shutil.rmtree(self.output.output, ignore_errors=True)
        self.output.altered(lost=True)

    @rule()
    def keep_output(self) -> None:
        """Make a copy of the output, for later."""
        shutil.rmtree(self.top / "keluaran", ignore_errors=True)
        if self.output.output.exists():
            shutil.copytree(self.output.output, self.top / "keluaran")

    @precondition(lambda self: (self.top / "keluaran").exists())
    @rule()
    def older_output(self) -> None:
        """Put the older copy of the output in the place of the one in use."""
        shutil.rmtree(self.output.output, ignore_errors=True)
        shutil.copytree(self.top / "keluaran", self.output.output)
        self.output.altered()

    @precondition(lambda _: traceable())
    @rule(at=st.one_of(st.tuples(st.just(False), st.integers(1, CALLS)), st.tuples(st.just(True), st.integers(1, MOVES))),
          edits=st.integers(0, 3), data=st.data())  # fmt: skip
    def kill(self, at: tuple[bool, int], edits: int, data: st.DataObject) -> None:
        """Kill a build that has something to do, before any of its calls that write."""
        for _ in range(edits):
            self._edit(data)
        later = "later" if data.draw(st.booleans()) else "now"
        options = {"output": str(self.output.output), "pictures": later}
        sealed, number = at
        before = self.output.marked()
        if killer().kill(number, self.portal, sealed=sealed, **options) == number:
            self.output.killed = True
            if self.output.marked() != before and not (self.output.output / ".warta-stage/journal").exists():
                # It was killed after its last word: nobody can say whether whoever deploys has heard that.
                self.output.forget()
        elif not self.clean.build(self.portal.folder, self.portal.now).problems:
            # It made fewer calls, and came to its own end.
            self.output.ended()

    def _edit(self, data: st.DataObject) -> None:
        """Do something that a build has much to do with: a deletion, a move, a new article, other settings."""
        paths = sorted(self.desk.articles)
        kinds = ["delete", "move", "publish", "configure", "clock", "photo", "front", "count"]
        what = data.draw(st.sampled_from(kinds))
        if what == "delete" and paths:
            self.desk.remove(data.draw(st.sampled_from(paths)))
        elif what == "move" and paths:
            self.desk.rename(data.draw(st.sampled_from(paths)), f"content/olahraga/2024/10/{data.draw(SLUGS)}.md")
        elif what == "configure":
            self.configure(data.draw(SETTINGS))
        elif what == "clock":
            self.portal.now += data.draw(st.integers(-1440, 1440)) * 60
        elif what == "front":
            self.front(data.draw(st.randoms(use_true_random=False)))
        elif what == "count":
            self.count(data.draw(st.randoms(use_true_random=False)))
        elif what == "photo":
            self.desk.picture(data.draw(st.integers(0, 3)), "content/foto/a.png")
        else:
            self.publish(
                data.draw(SLUGS), data.draw(KANAL), data.draw(TITLES), data.draw(BODIES), data.draw(TAGS),
                data.draw(NAMES), data.draw(MINUTES), "WIB",
            )  # fmt: skip

    @rule()
    def touch_everything(self) -> None:
        for path in self.desk.contents():
            os.utime(self.portal.folder / path, ns=(1, 1))

    @rule(data=st.data(), how=st.sampled_from(["delete", "alter"]))
    def harm_and_verify(self, data: st.DataObject, how: str) -> None:
        files = sorted(path for path in self.output.look().files if not path.startswith(".warta"))
        if files and self.last is not None and not self.last.problems and not self.output.killed:
            path = self.output.output / data.draw(st.sampled_from(files))
            path.unlink() if how == "delete" else path.write_text("rusak")
            self.output.altered()
            expected = self.clean.build(self.portal.folder, self.portal.now)
            self.output.check(expected, verify=True)


class Settled(Newsroom):
    """A newsroom with an archive, whose pages read no further back than a bound."""

    @initialize()
    def begin(self) -> None:
        self.desk.open()
        self.desk.settle()


class Count:
    """How many steps were taken in this process."""

    steps = 0
    green = 0
    """Of these, with a build that was not refused."""


count = Count()
