"""The property that guards the whole: an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
import pyvips
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from generator import dates
from generator.errors import SiteError
from generator.write import STAGE
from tests.support import CONFIG, Portal, article, png, tree
from tests.test_kill import killed_at, visible

LONG = bool(os.environ.get("WARTA_LONG"))
START = dates.parse("2024-10-10 12:00 WIB", "WIB").epoch

CONFIGS = CONFIG.replace("timezone:", "per_page: 2\ntimezone:")
SLUGS = st.sampled_from([f"berita-{n}" for n in range(8)])
KANAL = st.sampled_from(["daerah", "nasional", "olahraga"])
TAGS = st.lists(st.sampled_from(["Banjir", "banjir", "Pasar", "Pilkada", "5G"]), max_size=3, unique_by=str.lower)
NAMES = st.sampled_from(["Sari Wulan", "Budi Rahman", "sari-wulan", "SW", "Tono"])
MINUTES = st.one_of(
    st.integers(-3 * 1440, 2 * 1440),
    st.sampled_from([0, 0, 5, -600 * 1440, -30 * 1440, -2 * 1440, -2 * 1440 - 1]),
)
TITLES = st.sampled_from(["Banjir Surut", "Pasar Dibuka Lagi", "Warga Panen Raya", "Judul & <Tanda>"])
BODIES = st.sampled_from(
    [
        "Isi.", "Isi.\n\nSatu lagi.", "Isi.\n\nDua lagi.", "Isi lain.\n\nDua.", "Satu.\n\n<!-- halaman -->\n\nDua.***(SW)", "Teks ***(BR)",
        '![Gambar](/foto/a.png)\n\n![Gambar](/foto/a.png "Teks. (Foto: X)")',
        "Satu\n\n<!-- halaman -->\n\nDua\n\n<!-- halaman -->\n\nTiga", "Lihat [indeks](/indeks/) dan [kanal](/daerah/).",
    ]
)  # fmt: skip


PHOTOS = [
    bytes((pyvips.Image.black(120, height) + colour).cast("uchar").copy(interpretation="srgb").pngsave_buffer())
    for height, colour in ((100, [200, 30, 30]), (150, [30, 200, 30]), (100, [30, 30, 200]))
]


class Newsroom(RuleBasedStateMachine):
    """A small newsroom that does everything newsrooms do, and builds after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp(prefix="warta-"))
        self.portal = Portal(self.top / "site")
        self.articles: dict[str, dict[str, str]] = {}
        self.options: dict[str, object] = {}

    @initialize()
    def begin(self) -> None:
        self.portal.add("site.yaml", CONFIGS)
        self.portal.add("content/foto/a.png", png(40, 30))
        self.portal.add("content/foto/ikon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        self.portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
        self.portal.build()

    def teardown(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)

    # ----------------------------------------------------------------------- edits

    def _write(self, path: str, keys: dict[str, str]) -> None:
        self.articles[path] = keys
        keys = dict(keys)
        self.portal.add(path, article(keys.pop("title"), keys.pop("body"), **keys))

    @rule(
        slug=SLUGS,
        kanal=KANAL,
        title=TITLES,
        body=BODIES,
        tags=TAGS,
        author=NAMES,
        minutes=MINUTES,
        zone=st.sampled_from(["WIB", "WITA"]),
    )
    def publish(
        self, slug: str, kanal: str, title: str, body: str, tags: list[str], author: str, minutes: int, zone: str
    ) -> None:
        at = dates.Stamp(START + minutes * 60, zone).local
        stamp = f"{at:%Y-%m-%d %H:%M} {zone}"
        keys = {"title": title, "body": body, "tags": f"[{', '.join(tags)}]", "author": author, "timestamp": stamp}
        self._write(f"content/{kanal}/2024/10/{slug}.md", keys)

    def _pick(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.articles)))

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), change=st.one_of(
        st.fixed_dictionaries({"title": TITLES}), st.fixed_dictionaries({"body": BODIES}),
        st.fixed_dictionaries({"tags": TAGS.map(lambda tags: f"[{', '.join(tags)}]")}), st.fixed_dictionaries({"author": NAMES}),
        st.fixed_dictionaries({"draft": st.sampled_from(["true", "false"])}),
        st.fixed_dictionaries({"summary": st.sampled_from(["", "Ringkasan."])}),
        st.fixed_dictionaries({"type": st.sampled_from(["berita", "opini", "foto"])}),
        st.fixed_dictionaries({"region": st.sampled_from(["", "Teluk/Utara", "Bukit/Utara"])}),
        st.fixed_dictionaries({"editor": NAMES}), st.fixed_dictionaries({"source": st.sampled_from(["", "Humas", "[A, B]"])}),
        st.fixed_dictionaries({"updated": st.sampled_from(["", "2030-01-01 10:00 WIB"])}),
        st.fixed_dictionaries({"initials": st.sampled_from(["", "SW", "ZZ"])}),
        st.fixed_dictionaries({"photo": st.sampled_from([
            "", "{src: /foto/a.png, credit: X, caption: Y}", "{src: /foto/a.png, credit: X, focus: 10% 90%}",
        ])}),
    ))  # fmt: skip
    def change(self, data: st.DataObject, change: dict[str, str]) -> None:
        path = self._pick(data)
        self._write(path, {**self.articles[path], **change})

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), minutes=MINUTES, last=st.integers(1, 4 * 1440))
    def reschedule(self, data: st.DataObject, minutes: int, last: int) -> None:
        path = self._pick(data)
        at = dates.Stamp(START + minutes * 60, "WIB").local
        until = dates.Stamp(START + (minutes + last) * 60, "WIB").local
        times = {"timestamp": f"{at:%Y-%m-%d %H:%M} WIB", "expires": f"{until:%Y-%m-%d %H:%M} WIB"}
        self._write(path, {**self.articles[path], **times})

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), goal=st.data(), form=st.sampled_from(["path", "slug", "inline"]))
    def link(self, data: st.DataObject, goal: st.DataObject, form: str) -> None:
        path, other = self._pick(data), self._pick(goal)
        slug = other.rpartition("/")[2].removesuffix(".md")
        body = {
            "path": f"Teks.\n\nBaca Juga: [](/{other.removeprefix('content/')})",
            "slug": f"Teks.\n\nBaca Juga: [Judul Sendiri]({slug})",
            "inline": f"Teks [tautan](/{other.removeprefix('content/')}) dan [](/{other.removeprefix('content/')}).",
        }[form]
        self._write(path, {**self.articles[path], "body": body})

    @precondition(lambda self: self.articles)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = self._pick(data)
        del self.articles[path]
        self.portal.remove(path)

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), kanal=KANAL, slug=SLUGS, alias=st.booleans())
    def move(self, data: st.DataObject, kanal: str, slug: str, alias: bool) -> None:
        path = self._pick(data)
        keys = self.articles.pop(path)
        self.portal.remove(path)
        if alias:
            keys = {**keys, "aliases": f"[/lama/{path.rpartition('/')[2].removesuffix('.md')}/]"}
        self._write(f"content/{kanal}/2024/10/{slug}.md", keys)

    @rule(
        name=st.sampled_from(["Sari Wulan", "Sari W. Lestari"]),
        initials=st.sampled_from(["SW", "BR", ""]),
        role=st.sampled_from(["Reporter", "Editor"]),
    )
    def profile(self, name: str, initials: str, role: str) -> None:
        self.portal.add(
            "content/authors/sari-wulan.md", f"---\nname: {name}\ninitials: {initials}\nrole: {role}\n---\nBio.\n"
        )

    @rule()
    def forget_profile(self) -> None:
        (self.portal.folder / "content/authors/sari-wulan.md").unlink(missing_ok=True)

    @rule(width=st.integers(1, 60))
    def picture(self, width: int) -> None:
        self.portal.add("content/foto/a.png", png(width, 30))

    @rule(number=st.integers(0, 3))
    def photo(self, number: int) -> None:
        """One of two photos that have variants, or none at all."""
        if number < len(PHOTOS):
            self.portal.add("content/foto/a.png", PHOTOS[number])
        else:
            (self.portal.folder / "content/foto/a.png").unlink(missing_ok=True)

    @rule(there=st.booleans())
    def standing(self, there: bool) -> None:
        if there:
            self.portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami [redaksi](/redaksi/).\n")
        else:
            (self.portal.folder / "content/pages/tentang.md").unlink(missing_ok=True)

    @rule(
        text=st.sampled_from(
            [
                "",
                "freshness: 2h\n",
                "notice: Dilarang.\n",
                "per_page: 3\n",
                "menu: [{name: X, url: /terkini/}]\n",
                "footer: [{name: X, url: /tentang/}]\n",
                "icon: /foto/ikon.svg\nsearch: '/indeks/?q={query}'\n",
            ]
        )
    )
    def configure(self, text: str) -> None:
        base = CONFIGS if not text.startswith("per_page") else CONFIG
        self.portal.add("site.yaml", base + text)

    @rule(what=st.sampled_from(["", "fragment_terkini.html", "listing.html", "aset", "rusak"]))
    def theme(self, what: str) -> None:
        shutil.rmtree(self.portal.folder / "themes", ignore_errors=True)
        if what:
            self.portal.add("themes/kabar/theme.yaml", "name: kabar\nextends: dasar\n")
            shutil.copytree(Path(__file__).parents[1] / "generator/themes/kabar", self.portal.folder / "themes/dasar")
            if what == "aset":
                self.portal.add("themes/kabar/assets/kabar.css", "body{}")
            elif what == "rusak":
                self.portal.add("themes/kabar/templates/listing.html", "{{ tidak.ada }}")
            else:
                text = (self.portal.folder / "themes/dasar/templates" / what).read_text("utf-8")
                self.portal.add(f"themes/kabar/templates/{what}", text + "<!-- x -->")

    # ----------------------------------------------------------------- time and harm

    @rule(minutes=st.one_of(st.integers(-1440, 3 * 1440), st.just(48 * 60)))
    def clock(self, minutes: int) -> None:
        self.portal.now += minutes * 60

    @rule(drafts=st.booleans())
    def with_drafts(self, drafts: bool) -> None:
        self.options["drafts"] = drafts

    @rule()
    def lose_state(self) -> None:
        shutil.rmtree(self.portal.folder / ".ssg", ignore_errors=True)

    @rule()
    def lose_output(self) -> None:
        shutil.rmtree(self.portal.output, ignore_errors=True)

    @rule(number=st.integers(1, 80))
    def kill(self, number: int) -> None:
        """Kill a build at some event that touches the output or the state."""
        killed_at(self.portal, number, **self.options)

    @rule()
    def touch_everything(self) -> None:
        for file in (self.portal.folder / "content").rglob("*.*"):
            os.utime(file, ns=(1, 1))

    @rule(data=st.data())
    def harm_and_verify(self, data: st.DataObject) -> None:
        files = sorted(path for path in tree(self.portal.output) if path != ".warta")
        if not files:
            return
        path = self.portal.output / data.draw(st.sampled_from(files))
        if data.draw(st.booleans()):
            path.unlink()
        else:
            path.write_text("rusak")
        try:
            self.portal.build(verify=True, **self.options)
        except SiteError:
            path.unlink(missing_ok=True)
            shutil.rmtree(self.portal.output)

    # -------------------------------------------------------------------- the promise

    @invariant()
    def incremental_is_clean(self) -> None:
        steps.append(1)
        old = tree(self.portal.output)
        before = {path: (self.portal.output / path).stat().st_mtime_ns for path in old}
        try:
            # Encoding takes longer than all else; what is kept is checked by its digest, and now and then by making it.
            expected = self.portal.clean(encoded=len(steps) % 8 == 0, **self.options)
        except SiteError as error:
            with pytest.raises(SiteError) as other:
                self.portal.build(**self.options)
            assert _said(other.value) == _said(error)
            # A build that was killed may have been finished; a journal is never left half done.
            assert visible(self.portal) == {
                path: data for path, data in old.items() if STAGE not in path
            } or STAGE in str(old)
            return
        self.portal.build(**self.options)
        found = tree(self.portal.output)
        assert sorted(found) == sorted(expected)
        for path, data in found.items():
            assert data == expected[path], path
            if old.get(path) == data:
                assert (self.portal.output / path).stat().st_mtime_ns == before[path], f"{path} was touched"


def _said(error: SiteError) -> list[tuple[object, str]]:
    """Return the problems without the number of pages that a broken template spoils, which a first build has more of."""
    return [(one.where, one.message) for one in error.problems]


WANTED = 15_000 if LONG else 600
"""Steps of each part."""
steps: list[int] = []


@pytest.mark.unmeasured
@pytest.mark.parametrize("part", [1, 2, 3, 4])
def test_incremental_equals_clean(part: int) -> None:
    """After every step of a newsroom the output has the bytes of a clean build, and what did not change was not touched."""
    before, turn = len(steps), 0
    # By turns: the first example of each has one step alone, and by chance one ends early now and then.
    while len(steps) - before < WANTED:
        turn += 1
        run_state_machine_as_test(
            # By its name: where Hypothesis takes the same steps each time, as in CI, it takes others in each turn.
            type(f"Newsroom{part}Turn{turn}", (Newsroom,), {}),
            settings=settings(
                max_examples=75 if LONG else 9,
                stateful_step_count=50 if LONG else 40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                print_blob=True,
            ),
        )
    print(f"part {part}: {len(steps) - before} steps")
