"""What browsers are told besides the bytes of a file."""

from __future__ import annotations

import pytest

from generator.annex.deploying.hosts.headers import fixed, headers_of, host_name, policy, web_root
from generator.config import site_yaml
from generator.model.site import Site
from tests.support import CONFIG

MINUTE, HOUR, MONTH = "public, max-age=60", "public, max-age=3600", "public, max-age=2592000"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; media-src 'self' https:;"
    " font-src 'self'; connect-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com;"
    " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
FOREVER = "public, max-age=31536000, immutable"


def configured(more: str = "", base_url: str = "https://uji.example") -> Site:
    site, problems = site_yaml.parse(CONFIG.replace("https://uji.example", base_url) + more)
    assert not problems
    assert site is not None
    return site


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("index.html", "text/html", MINUTE), ("aset/a.css", "text/css", HOUR), ("aset/a.js", "text/javascript", HOUR), ("aset/a.mjs", "text/javascript", HOUR), ("gambar/a/b.jpg", "", FOREVER), ("sitemap.xml", "application/xml", MINUTE),
        ("feed.xml", "application/rss+xml", MINUTE), ("tag/a/feed.json", "application/feed+json", MINUTE), ("a.json", "application/json", MINUTE), ("robots.txt", "text/plain", MINUTE), ("a.csv", "text/csv", MINUTE), ("a.vtt", "text/vtt", MINUTE),
        ("foto/A.SVG", "image/svg+xml", MONTH), ("a.webmanifest", "application/manifest+json", MINUTE), *((f"foto/a.{ending}", "", MONTH) for ending in "jpg jpeg png gif webp avif ico mp4 webm mov mp3 m4a ogg pdf woff woff2".split()), ("a.zip", "", MINUTE), ("CNAME", "", MINUTE),
    ],
)  # fmt: skip
def test_a_file_by_its_path(path: str, kind: str, cache: str) -> None:
    """Texts have their type and are UTF-8; what never changes is kept for ever, and pictures for a month."""
    found = headers_of(path)
    assert (found.kind, found.cache) == (f"{kind}; charset=utf-8" if kind else "", cache)


def test_what_every_answer_has() -> None:
    """Nothing is guessed, nothing is loaded from elsewhere but pictures and films, and nobody frames the portal."""
    assert fixed(configured()) == (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Content-Security-Policy", POLICY),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "forms"),
    [("/cari/", "'self'"), ("https://cari.example/a", "'self' https://cari.example"), ("https://cari.example:8443/a", "'self' https://cari.example:8443")],
)  # fmt: skip
def test_readers_may_search_where_site_yaml_says(action: str, forms: str) -> None:
    """And nowhere else."""
    found = policy(configured(f"search: '{action}?q={{query}}'\n"))
    assert f"form-action {forms}; " in found


def test_pages_may_load_from_those_that_site_yaml_names() -> None:
    """Scripts, styles, frames, fonts, forms and what scripts ask; styles in the page where a service writes them."""
    found = policy(configured("third_parties: [plausible, https://Komentar.uji.example/x, adsense]\n"))
    hosts = "plausible.io komentar.uji.example *.googlesyndication.com *.doubleclick.net *.google.com *.adtrafficquality.google"
    assert {part.partition(" ")[0]: part.partition(" ")[2] for part in found.split("; ")} == {
        "default-src": "'none'", "style-src": f"'self' {hosts} 'unsafe-inline'", "script-src": f"'self' {hosts}",
        "img-src": "'self' https: data:", "media-src": "'self' https:", "font-src": f"'self' {hosts}",
        "connect-src": f"'self' {hosts}", "manifest-src": "'self'", "base-uri": "'none'", "form-action": f"'self' {hosts}",
        "frame-src": f"https://www.youtube-nocookie.com https://player.vimeo.com {hosts}", "frame-ancestors": "'self'",
    }  # fmt: skip


def test_a_policy_fits_into_a_header_of_any_host() -> None:
    """Cloudflare takes 2,000 characters in a line."""
    names = ", ".join(f"{letter * 24}.example" for letter in "abcdefg")
    assert len(f"  Content-Security-Policy: {policy(configured(f'third_parties: [{names}, x.me]'))}") < 2000
    assert site_yaml.parse(f"{CONFIG}third_parties: [{names}, {'i' * 24}.example]\n")[1]


@pytest.mark.parametrize(
    ("base_url", "deploy", "name", "root"),
    [
        ("https://uji.example", "", "uji.example", "/srv/uji"), ("https://www.kabar.example", "", "www.kabar.example", "/srv/kabar"), ("https://uji.example/kabar", "", "uji.example", "/srv/uji"),
        ("https://uji.example", "{to: local, path: /srv/situs/publik}", "uji.example", "/srv/situs/publik"), ("https://uji.example/kabar", "{to: local, path: /srv/situs/kabar}", "uji.example", "/srv/situs"),
        ("https://uji.example", "{to: sftp, host: h.example, user: a, path: /srv/situs, releases: 3}", "uji.example", "/srv/situs/current"), ("https://uji.example", "{to: sftp, host: h.example, user: a, path: publik}", "uji.example", "/srv/uji"),
        ("https://uji.example", "{to: s3, path: ember/situs}", "uji.example", "/srv/uji"),
    ],
)  # fmt: skip
def test_the_folder_of_a_server(base_url: str, deploy: str, name: str, root: str) -> None:
    """That of the first target whose path says where it is."""
    site = configured(f"deploy:\n  utama: {deploy}\n" if deploy else "", base_url)
    assert (host_name(site), web_root(site)) == (name, root)
