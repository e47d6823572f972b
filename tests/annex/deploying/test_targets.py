"""Whatever the target, it becomes what was built, and nothing goes twice."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploying_support import as_s3, bucket, built, deploy, newsroom, rclone, refused, served
from tests.servers import Bucket
from tests.support import Portal, article, copied, png, site, ssg_begun, ssg_here, tree

PAGE = "daerah/2024/10/b-0/index.html"


def readers(portal: Portal) -> dict[str, bytes]:
    """Return what readers get of the folder terbit/publik."""
    return tree(portal.folder / "terbit/publik")


def news(portal: Portal, name: str = "baru") -> None:
    """Add an article of a day, a tag and a person that there are no lists of yet, change one, and build."""
    portal.add("content/authors/sari.md", "---\nname: Sari\nrole: Wartawan\n---\nSari.\n")
    text = article(f"Berita {name}", tags=f"[Topik {name}]", timestamp="2024-10-09 10:00 WIB", author="Sari")
    portal.add(f"content/daerah/2024/10/{name}.md", text)
    portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {name}")
    portal.build(damaged=True)


class Place:
    """A target of some kind that a test can look into."""

    def __init__(self, line: str, folder: Path, root: str = "") -> None:
        self.line, self.folder, self.root = line, folder, root
        self.state = f"{root}/.warta-deploy" if root else str(folder.with_name(".publik.warta-deploy"))

    def tree(self) -> dict[str, bytes]:
        if self.root:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._run("copy", self.root, str(self.folder))
        return {path: data for path, data in tree(self.folder).items() if not path.startswith(".warta-deploy/")}

    def put(self, file: Path) -> None:
        """Put a file there, as others do."""
        self._run("copy", str(file), self.root or str(self.folder))

    def forget(self) -> None:
        """Lose what the target says of itself."""
        self._run("purge", self.state)

    def empty(self) -> None:
        self._run("delete", self.root or str(self.folder.parent))

    def _run(self, *words: str) -> None:
        subprocess.run([rclone(), *words], check=True)


KINDS = ["local", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("s3", "sftp", "ftp", "webdav"))]


@pytest.fixture(scope="module", params=KINDS)
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "local":
            (folder / "publik").mkdir()
            yield Place(f"{{to: local, path: {folder / 'publik'}}}", folder / "publik")
        elif request.param == "s3":
            url = stack.enter_context(bucket())
            yield Place(f"{{to: s3, path: kabar, url: '{url}'}}", folder / "salinan", f"{as_s3(url)}:kabar")
        else:
            line = stack.enter_context(served(request.param, folder / "server"))
            (folder / "server/publik").mkdir()
            yield Place(line, folder / "server/publik")


@pytest.fixture
def place(begun: Place) -> Iterator[Place]:
    """A target of each kind, empty."""
    yield begun
    begun.empty()


@pytest.fixture
def there(portal: Portal, place: Place) -> Portal:
    """The portal of five articles with that target."""
    portal.edit("site.yaml", "{to: local, path: terbit/publik}", place.line)
    portal.build()
    return portal


@pytest.mark.slow
def test_a_target_becomes_what_was_built(there: Portal, place: Place) -> None:
    """First all of it, then nothing, then what an edit changed alone, and what was deleted goes."""
    assert deploy(there)["files"] == len(built(there))
    assert place.tree() == built(there)
    assert deploy(there)["files"] == 0
    before = built(there)
    there.remove("content/daerah/2024/10/b-0.md")
    news(there)
    after = built(there)
    differ = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert deploy(there, "--dry-run")["files"] == len(differ)
    assert place.tree() == before
    assert deploy(there)["files"] == len(differ)
    assert place.tree() == after
    assert deploy(there)["files"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("begun", ["s3", "sftp"], indirect=True)
def test_a_file_becomes_a_folder_and_a_folder_a_file(there: Portal, place: Place) -> None:
    """What is in the way goes first."""
    for name in ("", "/a.png", "", "/b/a.png"):
        if (there.folder / "content/foto/a.jpg").exists():
            there.remove("content/foto/a.jpg")
        there.add(f"content/foto/a.jpg{name}", png(50, 50))
        there.build()
        deploy(there)
        assert place.tree() == built(there)


@pytest.mark.slow
@pytest.mark.parametrize(("begun", "elsewhere"), [("s3", True), ("sftp", False)], indirect=["begun"])
def test_a_lost_manifest_lets_everything_go_again(there: Portal, place: Place, tmp_path: Path, elsewhere: bool) -> None:
    """Nothing is deleted but what this machine knows of; --verify names the rest, and deletes it when it is told to."""
    deploy(there)
    (tmp_path / "lain.html").write_text("milik orang lain")
    place.put(tmp_path / "lain.html")
    place.forget()
    if elsewhere:
        shutil.rmtree(there.folder / ".ssg/deploy")
    there.remove("content/daerah/2024/10/b-0.md")
    news(there)
    found = ssg_here(there, "deploy")
    assert (found.returncode, "ssg deploy utama --verify" in found.stderr) == (0, True)
    unknown = {"lain.html", *([PAGE] if elsewhere else [])}
    after = place.tree()
    assert {path: after[path] for path in built(there)} == built(there)
    assert unknown <= after.keys()
    found = deploy(there, "--verify")
    assert (unknown <= {*found["unknown"]}, found["lost"]) == (True, False)
    assert place.tree() == after
    assert deploy(there, "--verify", "--delete-unknown")["unknown"] == []
    assert place.tree() == built(there)
    assert deploy(there)["files"] == 0


@pytest.mark.slow
def test_files_may_have_any_name_that_the_output_has(afar: Portal, host: Bucket) -> None:
    """Nothing is sent twice, in a bucket or in a folder, and they go when they are deleted."""
    names = (
        "a\u00a0b", "\U0001f468\u200d\U0001f469", " x", "{y}", "-z", "e\u0301", "a b", "~c", "a\uff0fb", "c\u2409d", "\u2400",
        "q\u201b",
    )  # fmt: skip
    afar.edit("site.yaml", "  utama:", "  sini: {to: local, path: terbit/publik}\n  utama:")
    for name in names:
        afar.add(f"content/media/{name}.png", png(50, 50))
    afar.build()
    deploy(afar, "--all")
    assert readers(afar) == host.public() == built(afar)
    assert [one["files"] for one in deploy(afar, "--all")["targets"]] == [0, 0]
    afar.remove("content/media")
    afar.build()
    deploy(afar, "--all")
    assert readers(afar) == host.public() == built(afar)


@pytest.mark.slow
@pytest.mark.parametrize("begun", ["s3", "sftp"], indirect=True)
def test_of_two_at_once_one_is_told_or_both_go_one_after_the_other(there: Portal, place: Place, tmp_path: Path) -> None:
    """Whichever is first, readers have a whole portal in the end."""
    other = copied(there, tmp_path / "lain")
    for portal in (there, other):
        news(portal, portal.folder.parent.name.replace("_", "-"))
    both = [ssg_begun(portal, "deploy", "--json", stdout=-1, stderr=-1, text=True) for portal in (there, other)]
    said = [one.communicate(timeout=120) for one in both]
    codes = [one.returncode for one in both]
    assert 0 in codes, said
    for code, (out, err) in zip(codes, said, strict=True):
        assert "Traceback" not in err
        assert code == 0 or (code == 2 and "deploy" in json.loads(out)["error"]), said
    deploy(other, "--older")
    assert place.tree() == built(other)


@pytest.mark.slow
def test_a_bucket_tells_browsers_what_a_host_does(portal: Portal) -> None:
    """How long a file may be kept, and what it is."""
    boto3 = pytest.importorskip("boto3", reason="moto, which brings it, is not installed")
    with bucket() as url:
        portal.add("content/foto/a.png", png(50, 50))
        portal.edit("site.yaml", "deploy:", "media: {public: [foto/]}\ndeploy:")
        portal.edit("site.yaml", "{to: local, path: terbit/publik}", f"{{to: s3, path: kabar, url: '{url}'}}")
        portal.build()
        deploy(portal)
        client = boto3.client("s3", endpoint_url=url, aws_access_key_id="a", aws_secret_access_key="b", region_name="x")
        found = {}
        for path in ("index.html", "aset/kabar.css", "feed.xml", "foto/a.png"):
            told = client.head_object(Bucket="kabar", Key=path)
            found[path] = (told["ContentType"], told["CacheControl"])
    assert found == {
        "index.html": ("text/html; charset=utf-8", "public, max-age=60"),
        "aset/kabar.css": ("text/css; charset=utf-8", "public, max-age=3600"),
        "feed.xml": ("application/rss+xml; charset=utf-8", "public, max-age=60"),
        "foto/a.png": ("image/png", "public, max-age=2592000"),
    }


@pytest.mark.slow
def test_most_of_a_portal_goes_only_when_that_is_meant(tmp_path: Path) -> None:
    """Nothing is sent before; the sentence has the command to paste; --dry-run lists what would go."""
    portal = newsroom(tmp_path, "{to: local, path: terbit/publik}", 3)
    for number in range(102):
        portal.add(f"content/daerah/2024/09/c-{number}.md", article(f"C {number}", timestamp="2024-09-01 10:00 WIB"))
    portal.build()
    deploy(portal)
    before = readers(portal)
    shutil.rmtree(portal.folder / "content/daerah/2024/09")
    portal.build()
    gone = before.keys() - built(portal).keys()
    pages = sum(path.endswith(".html") for path in gone)
    said = refused(portal)
    assert f"ssg deploy utama --max-delete {pages}" in said
    looked = deploy(portal, "--dry-run", code=2)
    assert (looked["error"], {*looked["steps"][-1]["paths"]}) == (said, gone)
    refused(portal, "--max-delete", str(pages - 1))
    assert readers(portal) == before
    deploy(portal, "--max-delete", str(pages))
    assert readers(portal) == built(portal)


@pytest.mark.slow
def test_people_are_told_what_was_sent_and_what_would_be(published: Portal) -> None:
    """Of each sort how much there is, and, of what would go, some files by name."""
    for number in range(30):
        text = article(f"Baru {number}", timestamp="2024-10-09 10:00 WIB")
        published.add(f"content/daerah/2024/10/baru-{number}.md", text)
    published.remove("content/daerah/2024/10/b-0.md")
    published.build()
    said = ssg_here(published, "deploy", "--dry-run").stdout
    assert len(re.findall(r"(?m)^  daerah/2024/10/baru-", said)) == 20
    assert PAGE in said
    assert re.search(r"utama: \d+ files would be sent or deleted · [\d.]+ kB · [\d.]+ s", said)
    said = ssg_here(published, "deploy").stdout
    assert re.findall(r"(?m)^(.+?)  +\d+ files", said) == [
        "pictures and assets", "articles and pages", "lists", "feeds and sitemaps", "deleted",
    ]  # fmt: skip
    assert re.search(r"utama: \d+ files sent or deleted", said)


@pytest.mark.slow
def test_only_what_was_built_goes(portal: Portal) -> None:
    """Not an output that somebody changed, none before the first build."""
    (portal.output / "index.html").write_text("lain")
    assert "is not as it was built" in refused(portal)
    portal.build(verify=True)
    shutil.rmtree(portal.output)
    assert "ssg build" in refused(portal)
    assert not (portal.folder / "terbit/publik").exists()


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_sent(afar: Portal, host: Bucket) -> None:
    """Readers may have got other bytes than were built: it is said, and the next run mends it."""

    def meanwhile(method: str, path: str) -> None:
        if (method, path) == ("PUT", "aset/kabar.css"):
            file = afar.output / "aset/kabar.css"
            file.write_bytes(file.read_bytes().replace(b"a", b"b"))

    host.refuse = meanwhile
    assert "aset/kabar.css was changed while it was sent" in refused(afar)
    host.refuse = lambda *_: None
    afar.build(verify=True)
    deploy(afar)
    assert host.public() == built(afar)


def test_another_portals_target_is_left_alone(published: Portal, tmp_path: Path) -> None:
    """A target has one portal."""
    before = readers(published)
    published.edit("site.yaml", "https://uji.example", "https://lain.example")
    published.build()
    assert "https://uji.example" in refused(published)
    assert readers(published) == before


@pytest.mark.slow
def test_verify_mends_the_target(published: Portal) -> None:
    """Files that somebody changed or deleted at the target come back, and the rest stays until it is meant to go."""
    top = published.folder / "terbit/publik"
    (top / "index.html").write_text("coret-coret")
    (top / "feed.xml").unlink()
    (top / "milik-lain.html").write_text("bukan kami")
    assert deploy(published)["files"] == 0
    deploy(published, "--verify", "--dry-run")
    assert not (top / "feed.xml").exists()
    assert deploy(published, "--verify")["unknown"] == ["milik-lain.html"]
    assert readers(published) == built(published) | {"milik-lain.html": b"bukan kami"}
    assert "--verify" in refused(published, "--delete-unknown")
    deploy(published, "--verify", "--delete-unknown")
    assert readers(published) == built(published)


@pytest.mark.slow
def test_deploys_leave_nothing_behind(published: Portal) -> None:
    """However many there were, the manifest is no larger, and no folder of work stays."""
    sizes = []
    for turn in range(3):
        published.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        published.build()
        deploy(published)
        sizes.append(len(tree(published.folder / "terbit/.publik.warta-deploy")))
    assert len({*sizes}) == 1
    assert not [path for path in tree(published.folder / ".ssg") if "/work/" in path]


BAD = "{to: sftp, host: 127.0.0.1, port: 1, user: uji, path: x, known_hosts: /dev/null}"


@pytest.fixture
def three(portal: Portal) -> Portal:
    """A portal with three targets, of which the second cannot be reached."""
    portal.edit("site.yaml", "deploy:\n", f"deploy:\n  cermin: {{to: local, path: cermin}}\n  rusak: {BAD}\n")
    portal.build()
    return portal


@pytest.mark.parametrize(
    "words", [("--all",), pytest.param(("rusak", "cermin", "utama", "rusak"), marks=pytest.mark.slow)]
)
def test_a_bad_target_keeps_nothing_from_the_others(three: Portal, words: tuple[str, ...]) -> None:
    """It is named at the end, and the code is 1."""
    done = ssg_here(three, "deploy", *words)
    assert done.returncode == 1
    assert "rusak: the target cannot be reached" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("rusak")
    assert readers(three) == tree(three.folder / "cermin") == built(three)


@pytest.mark.slow
def test_what_came_of_each_target_is_in_json(three: Portal) -> None:
    found = deploy(three, "--all", code=1)
    assert {one["target"]: one["ok"] for one in found["targets"]} == {"cermin": True, "rusak": False, "utama": True}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("utama", "cermim"), "did you mean cermin?"), (("xyz",), "there are cermin, rusak, utama"),
        (("utama", "--all"), "leave out the names"),
    ],
)  # fmt: skip
def test_words_that_mean_nothing_send_nothing(three: Portal, words: tuple[str, ...], said: str) -> None:
    """A sentence says what may be meant."""
    done = ssg_here(three, "deploy", *words)
    assert (done.returncode, said in done.stderr) == (2, True)
    assert not (three.folder / "cermin").exists()


def test_without_targets_it_is_said_how_to_write_one(tmp_path: Path) -> None:
    done = ssg_here(site(tmp_path), "deploy")
    assert (done.returncode, "production: {to: s3" in done.stderr) == (2, True)


def test_the_settings_of_other_uses_of_rclone_do_not_count(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """With them a deploy would leave files out, and say at the target that they are there."""
    for name, value in (("DRY_RUN", "true"), ("EXCLUDE", "*.xml"), ("MAX_SIZE", "2k"), ("RC_USER", "sari")):
        monkeypatch.setenv(f"RCLONE_{name}", value)
    deploy(portal)
    assert readers(portal) == built(portal)


def test_a_remote_of_rclones_own_configuration_may_stand_in_the_environment(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As rclone has it for CI."""
    monkeypatch.setenv("RCLONE_CONFIG_LUAR_TYPE", "local")
    portal.edit("site.yaml", "{to: local, path: terbit/publik}", f"{{remote: luar, path: {tmp_path / 'luar'}}}")
    portal.build()
    deploy(portal)
    assert tree(tmp_path / "luar") == built(portal)


def test_paths_of_this_machine_begin_at_the_site(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the command is called, as by a clock."""
    monkeypatch.chdir(tmp_path)
    deploy(Portal(Path("site")))
    assert readers(portal) == built(portal)
