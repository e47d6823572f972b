"""The key `severity` of site.yaml."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.config import site_yaml
from generator.config.site_sections import with_old_widths
from generator.config.site_targets import default_state
from generator.config.site_yaml import parse
from generator.lint.rules import CODES
from generator.model.deploy_targets import Announce, Target, Via
from generator.model.records import Named
from generator.model.severities import Rule, Severities
from generator.model.site import Colleague, DeskSettings, OldPictures, Region, Site
from generator.model.variants import WHOLE, Recipe, Sparse
from tests.support import CONFIG


def read(text: str) -> Severities:
    site, problems = site_yaml.parse(CONFIG + text)
    assert problems == []
    assert site is not None
    return site.severities


def said(text: str) -> list[str]:
    _, problems = site_yaml.parse(CONFIG + text)
    return [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems]


def test_left_out_nothing_is_changed() -> None:
    """As with an empty group."""
    assert read("") == read("severity:\n") == Severities()


def test_codes_of_the_site_and_of_folders() -> None:
    """In the order in which they stand; a folder with a slash at its end is all that is below it."""
    text = """severity:
  dead-link: warning
  missing-alt: ERROR
  folders:
    - {path: arsip/, missing-editor: warning}
    - {path: "arsip/*/x.md", dead-link: error}
"""
    assert read(text) == Severities(
        (
            Rule("", (("dead-link", "warning"), ("missing-alt", "error"))),
            Rule("arsip/**", (("missing-editor", "warning"),)),
            Rule("arsip/*/x.md", (("dead-link", "error"),)),
        )
    )


@pytest.mark.parametrize("code", [code for code, kind in CODES.items() if not kind.fixed])
def test_what_has_an_outcome_can_be_either(code: str) -> None:
    """Error or warning."""
    for level in ("error", "warning"):
        assert read(f"severity: {{{code}: {level}}}\n").rules[0].severities == ((code, level),)


@pytest.mark.parametrize("code", [code for code, kind in CODES.items() if kind.fixed])
def test_what_has_none_is_refused_with_the_reason(code: str) -> None:
    """As it is, it may be written down."""
    kind = CODES[code]
    other = "warning" if kind.severity == "error" else "error"
    (line,) = said(f"severity: {{{code}: {other}}}\n")
    assert f"{code} cannot be a" in line
    assert str(kind.fixed) in line
    assert read(f"severity: {{{code}: {kind.severity}}}\n").rules[0].severities == ((code, kind.severity),)


def test_mistakes_are_told_all_at_once() -> None:
    """Unknown codes and levels, wrong types, paths that are none."""
    text = """severity:
  ded-link: warning
  warna: warning
  missing-picture: ignore
  missing-credit: [warning]
  address-taken: warning
  folders:
    - {dead-link: warning}
    - {path: /arsip/**, dead-link: warning}
    - {path: arsip/**, dead-links: warning}
    - arsip
"""
    assert [line.partition(" | ")[0] for line in said(text)] == [
        '10:13 "ded-link" is no code of a problem',
        '11:10 "warna" is no code of a problem',
        '12:20 "ignore" is not a known severity.missing-picture',
        "13:19 severity.missing-credit must be text, not a list",
        "14:18 address-taken cannot be a warning: no page can be without an address of its own",
        "19:7 severity.folders must be a list of groups of keys, not text",
        '17:14 "/arsip/**" is no path below content/',
        '18:36 "dead-links" is no code of a problem',
        '16:0 "severity.folders.path" is missing: this key says where the severities apply',
    ]
    assert said(text)[0].endswith('| did you mean "dead-link"?')


@pytest.mark.parametrize(
    ("text", "expected"), [("severity: warning\n", "a group of keys"), ("severity: [a]\n", "a group of keys")]
)
def test_a_wrong_type(text: str, expected: str) -> None:
    """It is a group of codes."""
    assert [expected in line for line in said(text)] == [True]


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ("{dead-link: off}", ["9:23 dead-link cannot be off: it is more than advice | write dead-link: warning, and it stops nothing"]), ("{bad-yaml: off}", ["9:22 bad-yaml cannot be off: it is more than advice | delete the line"]),
        ("{bad-yaml: warning}", ["9:22 bad-yaml cannot be a warning: such a file cannot be published | delete the line; it is error everywhere"]), ("{warna: x}", ['9:19 "warna" is no code of a problem | the codes are those of docs/problems.md']),
        ("{folders: [{path: content/a, dead-link: warning}]}", ['9:29 "content/a" is no path below content/ | write it like "archive/**", from content/ on']), ("{folders: [{path: 'a\\b'}]}", ['9:29 "a\\b" is no path below content/ | write it like "archive/**", from content/ on']),
        ("{folders: [{dead-link: warning}]}", ['9:0 "severity.folders.path" is missing: this key says where the severities apply | add path: archive/**']),
        ("{folders: [{folder: a, dead-link: warning}]}", ['9:23 unknown key "severity.folders.folder" | did you mean "path"?']), ("{folders: [{map: a, dead-link: warning}]}", ['9:23 unknown key "severity.folders.map" | did you mean "path"?']),
        ("{folder: [{path: a, dead-link: warning}]}", ['9:12 unknown key "severity.folder" | did you mean "folders"?']), ("{paths: [{path: a, dead-link: warning}]}", ['9:12 unknown key "severity.paths" | did you mean "folders"?']),
    ],
)  # fmt: skip
def test_what_is_said_of_a_mistake(text: str, said_of: list[str]) -> None:
    """With its place and what to write; what is told by another name of its key is told once."""
    assert said(f"severity: {text}\n") == said_of


@pytest.mark.parametrize(
    "code", [code for code, kind in CODES.items() if not kind.fixed and kind.severity == "warning"]
)
def test_what_is_but_advice_can_be_off(code: str) -> None:
    """Here or in a folder."""
    assert read(f"severity: {{{code}: off, folders: [{{path: a/b, {code}: OFF}}]}}\n").rules == (
        Rule("", ((code, "off"),)), Rule("a/b", ((code, "off"),)),
    )  # type: ignore[arg-type]  # fmt: skip


WIDE, ALL = Recipe("lebar", (16, 9), (384, 1200)), Recipe("utuh", WHOLE, (480, 960))


def read_pictures(archive: str) -> Site:
    site, problems = site_yaml.parse(f"{CONFIG}pictures:\n  archive: {archive}\n")
    assert site is not None, problems
    return site


def test_an_age_is_in_years_or_months() -> None:
    """In whole ones, in any letter case; the widths need not be said, nor anything at all."""
    assert read_pictures("{older_than: 1y}").old_pictures == OldPictures(12)
    assert read_pictures("{older_than: 18 MO, widths: [736, 384]}").old_pictures == OldPictures(18, (384, 736))
    assert read_pictures("").old_pictures == OldPictures()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        *((f"{{older_than: {age}}}", f'"{age}" is not an age of articles') for age in ("0y", "-1y", "90d", "101y", "365", "1.5y")),
        ("{widths: [48]}", '"pictures.archive.older_than" is missing: the archive begins at an age'),
        *(
            (f"{{older_than: 1y, widths: {widths}}}", "the widths of an old photo are one to 3 whole numbers from 16 to 1,600")
            for widths in ("[15]", "[x]", "[1601]", "[48, 64, 96, 128]", "[-384]", "[384px]")
        ),
        ("{older_then: 1y}", "older_then"), ("1y", "must be a group of keys"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(given: str, message: str) -> None:
    """At its place in site.yaml."""
    site, (problem,) = site_yaml.parse(f"{CONFIG}pictures:\n  archive: {given}\n")
    assert site is None
    assert (problem.where.path, problem.where.line) == ("site.yaml", 10)
    assert message in problem.message


def test_no_photo_is_wider_when_it_is_old() -> None:
    """Than any recipe of the theme: what the theme or nobody says is cut to that, what site.yaml says is an error."""
    site = read_pictures("{older_than: 1y}")
    assert with_old_widths((WIDE, ALL), (), site)[0][0].sparse == Sparse((384, 736), (480, 960))
    assert with_old_widths((WIDE, ALL), (64, 128), site)[0][0].sparse == Sparse((64, 128), (480, 960))
    assert with_old_widths((Recipe("a", (1, 1), (300,)),), (), site)[0][0].sparse == Sparse((300,))
    assert with_old_widths((), (), site) == ((), [])
    recipes, problems = with_old_widths((WIDE, ALL), (), read_pictures("{older_than: 1y, widths: [1200]}"))
    assert (recipes[1].sparse, problems) == (Sparse((1200,), (480, 960)), [])
    _, (problem,) = with_old_widths((WIDE, ALL), (), read_pictures("{older_than: 1y, widths: [384, 1201]}"))
    assert str(problem.where) == "site.yaml:10:37"
    assert problem.message.startswith(
        "a photo of an old article cannot be 1,201 pixels wide, since the theme's widest is"
    )


def test_without_an_age_recipes_are_as_they_were() -> None:
    """No file differs of a portal that does not ask for it."""
    site, _ = site_yaml.parse(CONFIG)
    assert site is not None
    assert with_old_widths((WIDE, ALL), (64,), site) == ((WIDE, ALL), [])


@pytest.mark.parametrize(("age", "months"), [("1mo", 1), ("1 y", 12), ("100Y", 1200), ("1200mo", 1200)])
def test_bounds_of_an_age(age: str, months: int) -> None:
    """From a month to a hundred years."""
    assert read_pictures(f"{{older_than: {age}}}").old_pictures.months == months


@pytest.mark.parametrize("age", ["1201mo", "0mo", "12345mo", "1m", "1ybaru"])
def test_what_is_no_age(age: str) -> None:
    """With how to write one."""
    _, (problem,) = site_yaml.parse(f"{CONFIG}pictures:\n  archive: {{older_than: {age}}}\n")
    assert (str(problem.message), str(problem.hint)) == (
        f'"{age}" is not an age of articles',
        'write it in years or months: "1y" or "18mo"',
    )


@pytest.mark.parametrize("widths", ["[16]", "[1600, 16, 20]", "384"])
def test_bounds_of_widths(widths: str) -> None:
    """One to three, of 16 to 1,600 pixels, which are put in order."""
    found = read_pictures(f"{{older_than: 1y, widths: {widths}}}").old_pictures.widths
    assert found == {"[16]": (16,), "[1600, 16, 20]": (16, 20, 1600), "384": (384,)}[widths]


def test_the_widest_width_may_be_that_of_the_theme() -> None:
    """And what the theme says for old photos is cut to it; of a theme that shows no whole photo there is none."""
    site = read_pictures("{older_than: 1y, widths: [1200]}")
    assert with_old_widths((WIDE,), (), site) == ((replace(WIDE, sparse=Sparse((1200,), ())),), [])
    assert with_old_widths((WIDE,), (384, 1200, 1201), read_pictures("{older_than: 1y}"))[0][0].sparse == Sparse(
        (384, 1200), ()
    )
    assert with_old_widths((WIDE,), (1201,), read_pictures("{older_than: 1y}"))[0][0].sparse == Sparse((1200,), ())


def told(more: str, base: str = CONFIG) -> list[tuple[str, str]]:
    """Return code and hint of each problem."""
    return [(one.code, str(one.hint)) for one in site_yaml.parse(base + more)[1]]


def at(url: str) -> str:
    return CONFIG.replace("https://uji.example", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://uji.example/",
        "https://uji.example/a",
        "https://uji.example/a/b.c/~d_e-f/",
        "https://uji.example/A1",
        "http://localhost:80/-a",
    ],
)
def test_a_portal_may_be_below_a_path(url: str) -> None:
    """Of letters, digits and a few signs."""
    assert told("", at(url)) == []
    site, _ = site_yaml.parse(at(url))
    assert site is not None
    assert site.base_url == url.rstrip("/")


@pytest.mark.parametrize("path", ["/a?b", "/a#b", "/.a", "/a/../b", "/a%20b", "/a//b", "/é", "/a:b"])
def test_a_portal_cannot_be_anywhere(path: str) -> None:
    """Hosts and browsers would not agree where that is."""
    assert {code for code, _ in told("", at(f"https://uji.example{path}"))} == {"bad-address"}


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        ("tag: topik", ""), (f"tag: {'a' * 80}", ""), (f"tag: {'a' * 81}", "bad-address"), ("tag: Topik Hangat", "bad-address"), ("tag: a/b", "bad-address"),
        ("tag: '!'", "bad-address"), ("tag: gambar", "reserved-address"), ("tag: penulis", "address-taken"), ("tag: a, author: a", "address-taken"),
        ("tag: a, author: b", ""), ("authors: a", "unknown-key"),
    ],
)  # fmt: skip
def test_each_list_has_a_folder_of_its_own(paths: str, code: str) -> None:
    """With a name that can be one."""
    assert [one for one, _ in told(f"paths: {{{paths}}}\n")] == ([code] if code else [])


def test_folders_have_hints_ready_to_paste() -> None:
    """What was meant, or an example of it."""
    assert told("paths: {tag: Topik Hangat}\n")[0][1] == 'write it like "topik-hangat"'
    assert told("paths: {tag: '!'}\n")[0][1] == 'write it like "tags"'
    for word, key in {
        "penulis": "author",
        "authors": "author",
        "indeks": "index",
        "terkini": "latest",
        "label": "tag",
    }.items():
        assert f'"{key}"' in told(f"paths: {{{word}: x}}\n")[0][1]


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/{category}/{slug}/", "/{category}/{slug}/"), ("/{year}/{month}/{day}/{hour}{minute}-{slug}.html", "/{year}/{month}/{day}/{hour}{minute}-{slug}.html"),
        ("/berita/{id}", "/berita/{id}"), ("/{slug}/index.html", "/{slug}/"), ("/b-9/{slug}/", "/b-9/{slug}/"),
    ],
)  # fmt: skip
def test_patterns_of_addresses(pattern: str, url: str) -> None:
    """The file that a folder shows is that folder."""
    site, problems = site_yaml.parse(f"{CONFIG}permalink: {pattern}\n")
    assert problems == []
    assert site is not None
    assert site.reading.permalink == url


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("/{category}/{judul}/{slug}/", ["bad-address"]), ("/{category}/{year}/", ["bad-address"]), ("{slug}/", ["bad-address"]), ("/{slug}.htm", ["bad-address"]),
        ("/Berita/{slug}/", ["bad-address"]), ("/{slug}//", ["bad-address"]), ("/{judul}/", ["bad-address", "bad-address"]), ("/gambar/{slug}/", ["reserved-address"]),
        ("/{slug}" * 25 + "/" + "a" * 24 + "/", ["over-limit"]),
    ],
)  # fmt: skip
def test_patterns_that_are_none(pattern: str, codes: list[str]) -> None:
    """A part that there is not, an address of many, or one that is no address."""
    assert [code for code, _ in told(f"permalink: '{pattern}'\n")] == codes


def test_redirects_lead_from_old_addresses() -> None:
    """To pages here or elsewhere."""
    site, problems = site_yaml.parse(f"{CONFIG}redirects: {{/label/a/: /tag/a/, /lama.html: 'https://x.example/'}}\n")
    assert problems == []
    assert site is not None
    assert site.redirects == (Named("/label/a/", "/tag/a/"), Named("/lama.html", "https://x.example/"))


@pytest.mark.parametrize(
    ("redirects", "code", "hint"),
    [
        ("'/a/?p=1': /b/", "bad-address", "set up this redirect at the host"), ("/a/: b", "bad-address", 'write "/tag/banjir/" or "https://…"'),
        ("/a/: /b/, 'https://uji.example/a/': /c/", "duplicate-key", "keep one of them"), ("a b: /c/", "bad-address", None),
    ],
)  # fmt: skip
def test_redirects_that_lead_nowhere(redirects: str, code: str, hint: str | None) -> None:
    """Neither end may be anything."""
    found = told(f"redirects: {{{redirects}}}\n")
    assert [one for one, _ in found] == [code]
    assert hint is None or found[0][1] == hint


def test_regions() -> None:
    """Each province before its regencies; none twice, and each with letters."""
    site, problems = site_yaml.parse(f"{CONFIG}regions: {{Jawa  Tengah: [Kota Semarang, Demak], Riau: []}}\n")
    assert problems == []
    assert site is not None
    assert tuple(site.regions.values()) == (
        Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/kota-semarang", "Kota Semarang", "Jawa Tengah"),
        Region("jawa-tengah/demak", "Demak", "Jawa Tengah"), Region("riau", "Riau"),
    )  # fmt: skip
    assert told("regions: {Riau: [Siak, SIAK]}\n") == [("duplicate-key", "keep one of them")]
    assert told("regions: {Riau: ['!']}\n") == [("bad-address", "write it with the letters a-z")]
    assert [code for code, _ in told("regions: {'!': [Siak]}\n")] == ["bad-address"] * 2


@pytest.mark.parametrize("end", ["?", "?a", "#", "#a", "/b?c#d"])
def test_the_address_of_a_portal_has_no_query_and_no_fragment(end: str) -> None:
    """Neither alone nor together."""
    _, problems = site_yaml.parse(CONFIG.replace("https://uji.example", f"'https://uji.example{end}'"))
    assert [str(one.message) for one in problems] == ["base_url must not hold ? or #"]


def read_deploy(lines: str) -> tuple[tuple[Target, ...], list[str]]:
    found, problems = parse(f"{CONFIG}deploy:\n{lines}")
    return (found.targets if found else ()), [problem.message for problem in problems]


def test_targets_in_their_order():
    """The first is the usual one; the manifest lies beside the portal, and in a bucket in a hidden folder."""
    found, problems = read_deploy(
        "  utama: {to: s3, path: kabar}\n  server: {to: sftp, host: uji.example, path: /srv/kabar}\n"
    )
    assert problems == []
    assert [(one.name, one.via, one.state) for one in found] == [
        ("utama", "s3", "kabar/.warta-deploy"), ("server", "sftp", "/srv/.kabar.warta-deploy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{to: s3}", "a target has a folder"),
        ("{path: x}", "a target is reached in some way"),
        ("{to: awan, path: x}", '"awan" is not a known deploy.utama.to'),
        ("{to: sftp, path: x}", "sftp needs a server"),
        ("{to: webdav, path: x}", "webdav needs an address"),
        ("{to: sftp, host: 'a b', path: x}", '"a b" is not the name of a host'),
        ("{to: sftp, host: '-oProxyCommand=x', path: x}", "is not the name of a host"),
        ("{to: s3, path: ../x}", '"../x" is no path at a target'),
        ("{to: s3, path: x, password: rahasia}", "a secret stands in site.yaml"),
        ("{to: ftp, host: a, path: x, port: 99999}", "must be a whole number from 1 to 65,535"),
        ("{to: s3, path: x, warna: merah}", "unknown key"),
        ("{to: local, path: x, compress: [zip]}", "texts are packed by gz and br"),
        ("{to: s3, path: x, compress: [gz]}", "and not on S3"),
        ("teks", "must be a group of keys"),
    ],
)
def test_what_is_refused(line, said):
    """With a sentence."""
    found, problems = read_deploy(f"  utama: {line}\n")
    assert found == ()
    assert any(said in problem for problem in problems), problems


def test_no_page_is_made_again_for_a_target():
    """Where the portal goes is no part of what it is."""
    one, _ = parse(CONFIG)
    other, _ = parse(f"{CONFIG}deploy:\n  utama: {{to: local, path: /srv/a}}\n")
    assert one is not None
    assert other is not None
    assert one.encoded == other.encoded


WHOLE = """\
  a: {to: sftp, path: /srv/kabar/, host: "[::1]", port: 22, user: u, key_file: k, known_hosts: h, compress: [br, gz], releases: 2,
    check: ya, conditional: tidak, public: 'https://a.example/x/', announce: {indexnow: abcd1234, websub: 'https://hub.example/',
    cloudflare: 0123456789abcdef0123456789abcdef, webhook: 'https://w.example/x'}}
  b: {remote: 'x:', path: /, state: /keadaan/x/}
  c: {to: webdav, url: 'https://dav.example/', path: www, announce: {cloudflare: 'https://purge.example/', indexnow_at: 'https://in.example/'}}
  d: {to: s3, path: ember/dalam, url: 'https://s3.example', region: id}
  e: {to: local, path: keluar, port: 65535}
"""


def test_whole_targets():
    """Every key is read, and what is left out has its default."""
    found, problems = read_deploy(WHOLE)
    assert problems == []
    assert found == (
        Target(
            "a", "sftp", "/srv/kabar", "/srv/.kabar.warta-deploy", "[::1]", 22, "u", key_file="k", known_hosts="h", releases=2, check=True,
            compress=("gz", "br"), conditional=False, public="https://a.example/x",
            announce=Announce(
                "abcd1234", "https://api.indexnow.org/indexnow", "https://hub.example/",
                "https://api.cloudflare.com/client/v4/zones/0123456789abcdef0123456789abcdef/purge_cache", "https://w.example/x",
            ),
        ),
        Target("b", "local", "/", "/keadaan/x", remote="x:"),
        Target(
            "c", "webdav", "www", ".www.warta-deploy", url="https://dav.example/",
            announce=Announce(indexnow_at="https://in.example/", cloudflare_at="https://purge.example/"),
        ),
        Target("d", "s3", "ember/dalam", "ember/dalam/.warta-deploy", url="https://s3.example", region="id"),
        Target("e", "local", "keluar", ".keluar.warta-deploy", port=65535),
    )  # fmt: skip
    assert (found[1].port, found[1].known_hosts, found[1].conditional) == (0, "~/.ssh/known_hosts", True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{to: sftp, path: x, host: a-}", '"a-" is not the name of a host'), ("{to: sftp, path: x, host: a, releases: 1}", "must be a whole number from 2 to 100"),
        ("{to: sftp, path: x, host: a, releases: 101}", "must be a whole number from 2 to 100"), ("{to: ftp, path: x, host: a, releases: 2}", "releases need a server with ssh"),
        ("{remote: 'x:', releases: 3, path: x}", "releases need a server with ssh"), ("{to: local, path: x, port: 0}", "from 1 to 65,535"), ("{to: local, path: x, port: 65536}", "from 1 to 65,535"),
        *((f"{{to: local, path: x, {key}: y}}", "a secret stands in site.yaml") for key in ("pass", "secret", "secret_access_key", "access_key_id", "token")),
        ("{to: local, path: 'x\\y'}", "is no path at a target"), ("{to: local, path: x/..}", '"x/.." is no path at a target'),
        ("{to: local, path: x, state: ../x}", '"../x" is no path at a target'),
        ("{to: local, path: x, announce: {indexnow: abc1234}}", '"abc1234" is no key of IndexNow'), ("{to: local, path: x, announce: {cloudflare: abc}}", '"abc" is no zone of Cloudflare'),
        (f"{{to: local, path: x, announce: {{indexnow: {'a' * 129}}}}}", "is no key of IndexNow"), ("{to: local, path: x, announce: {lain: y}}", 'unknown key "deploy.utama.announce.lain"'),
        ("{to: local, path: x, public: a.example}", '"a.example" is not a web address'), ("{to: local, path: x, announce: https://a.example}", "must be a group of keys"),
    ],
)  # fmt: skip
def test_bounds_and_secrets(line, said):
    """Each is told alone."""
    found, problems = read_deploy(f"  utama: {line}\n")
    assert found == ()
    assert [said in problem for problem in problems] == [True], problems


def test_a_name_of_a_target_is_a_slug():
    """Since it is typed."""
    assert read_deploy("  Utama 1: {to: local, path: x}\n")[1] == ['"Utama 1" is no name for a target']
    assert read_deploy("  utama-1: {to: local, path: x}\n")[1] == []


@pytest.mark.parametrize(
    ("via", "path", "expected"),
    [
        ("s3", "a", "a/.warta-deploy"), ("s3", "a/b", "a/b/.warta-deploy"), ("local", "/", "/.warta-deploy"), ("local", "", "/.warta-deploy"),
        ("local", "a", ".a.warta-deploy"), ("local", "a/b", "a/.b.warta-deploy"), ("sftp", "/a", "/.a.warta-deploy"), ("ftp", "/a/b", "/a/.b.warta-deploy"),
    ],
)  # fmt: skip
def test_where_the_manifest_lies(via: Via, path: str, expected: str):
    """Beside the folder, so that no reader asks for it; where there is nothing beside it, in it."""
    assert default_state(via, path) == expected


DESK = """desk:
  review: ya
  people:
    - {name: Sari Anggraini, login: sari, role: Reporter, email: sari@uji.example}
    - {name: Bagus Santosa, role: lead}
  person: {header: Remote-User, from: [127.0.0.1, "0:0:0:0:0:0:0:1"]}
  publish: push
"""


def desk(text: str) -> DeskSettings:
    site, problems = site_yaml.parse(CONFIG + text)
    assert problems == []
    assert site is not None
    return site.desk


def test_who_works_at_the_desk() -> None:
    """The login is the name where none is given; a header has no letter case, and an address one form."""
    assert desk("") == desk("desk:\n") == DeskSettings()
    assert desk(DESK) == DeskSettings(
        review=True,
        people=(
            Colleague("sari", "Sari Anggraini", "reporter", "sari@uji.example"),
            Colleague("Bagus Santosa", "Bagus Santosa", "lead"),
        ),
        header="remote-user",
        proxies=("127.0.0.1", "::1"),
        publish="push",
    )
    assert desk("deploy: {utama: {to: local, path: /srv/kabar}}\ndesk: {publish: utama}\n").publish == "utama"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{people: [{name: A, role: bos}]}", ':33 "bos" is not a known desk.people.role | choose one of reporter, editor, lead'),
        ("{people: [{name: A, role: wartawan}]}", ':33 "wartawan" is not a known desk.people.role | did you mean "reporter"?'),
        ("{people: [{name: A}]}", ':0 "desk.people.role" is missing: the role says what somebody may do | write role: one of reporter, editor, lead'),
        ("{people: [{role: lead}]}", ':0 "desk.people.name" is missing: a colleague has a name | write name: Sari Anggraini'),
        ("{people: [{name: A, role: lead, email: a}]}", ':46 "a" is not an e-mail address | write it like sari@kabar.example'),
        ("{people: [{name: A, role: lead}, {name: B, login: a, role: lead}]}", ':57 "a" is given twice | give one of the two another login'),
        ("{person: {from: 127.0.0.1}}", ':0 "desk.person.header" is missing: the proxy says in a header who asks | write header: Remote-User'),
        ("{person: {header: Remote-User}}", ':0 "desk.person.from" is missing: a header is believed only from where the proxy is | write from: 127.0.0.1'),
        ("{person: {header: Cookie, from: 127.0.0.1}}", ':25 "Cookie" is no header that says who asks | write the one that your proxy sets, and takes out of what comes from outside: Remote-User'),
        ("{person: {header: 'A: b', from: 127.0.0.1}}", ':25 "A: b" is no header that says who asks | write the one that your proxy sets, and takes out of what comes from outside: Remote-User'),
        ("{person: {header: X, from: [127.0.0.1, proxy.lan]}}", ':46 "proxy.lan" is no IP address | write it like 127.0.0.1 or ::1; the name of a machine, or a network, is none'),
        ("{person: {header: X, from: 10.0.0.0/8}}", ':34 "10.0.0.0/8" is no IP address | write it like 127.0.0.1 or ::1; the name of a machine, or a network, is none'),
        ("{publish: utamaa}", ':17 "utamaa" is no place to publish to | did you mean "utama"?'),
        ("{publish: ftp}", ':17 "ftp" is no place to publish to | write push, or one of those below deploy: utama'),
        ("{review: mungkin}", ':16 desk.review must be true or false, not "mungkin" | write true or false'),
        ("{revew: true}", ':8 unknown key "desk.revew" | did you mean "review"?'),
        ("true", ":7 desk must be a group of keys, not text | write desk: and below it, indented, review: true"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_desk(text: str, expected: str) -> None:
    """Each mistake has its place, and what to write."""
    found = said(f"deploy: {{utama: {{to: local, path: /srv/kabar}}}}\ndesk: {text}\n")
    assert [one[one.index(":") :] for one in found] == [expected]
