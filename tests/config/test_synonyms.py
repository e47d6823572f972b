"""What people write in the place of a key: whoever knows another system, or writes Indonesian, is told of the right one."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem
from generator.config import site_yaml
from generator.markup import documents
from tests.support import CONFIG, READING, article

MEANT = {
    "profile": "name: nama title; initials: inisial; role: jabatan peran; email: surel; photo: foto image; aliases: alias alamat_lama",
    "page": "title: judul; summary: ringkasan description deskripsi; aliases: alias alamat_lama",
    "photo": "credit: sumber kredit fotografer; caption: keterangan; src: file url berkas path; alt: teks; focus: fokus",
    "corrections": "type: jenis; text: isi; timestamp: tanggal waktu; link: tautan",
    "retracted": "reason: alasan; text: isi; timestamp: tanggal waktu; title: judul",
    "site": "name: nama judul title; base_url: url baseurl; timezone: zona zona_waktu; theme: tema; categories: kategori kanal rubrik; footer: kaki; "
    "notice: catatan; language: language_code bahasa; search: cari pencarian; icon: ikon favicon",
    "pictures": "archive: arsip",
    "archive": "older_than: older age after; widths: width",
    "deploy": "to: type; path: bucket folder dir; url: endpoint; user: username; key_file: key",
    "source": "name: nama title; url: link tautan alamat situs",
    "redaksi": "address: alamat; company: perusahaan; email: surel; phone: telepon",
}


_IN_SITE = {
    "pictures": "pictures: {{{word}: x}}\n", "archive": "pictures: {{archive: {{{word}: x}}}}\n", "deploy": "deploy: {{utama: {{{word}: x}}}}\n", "redaksi": "redaksi: {{{word}: x}}\n",
}  # fmt: skip


def problems(kind: str, word: str) -> list[Problem]:
    """Return what is wrong with a file in which a word stands as a key."""
    if kind == "profile":
        return documents.parse_profile(f"---\n{word}: x\n---\n".encode(), "authors/a.md", READING)[1]
    if kind == "page":
        return documents.parse_standing(f"---\n{word}: x\n---\n".encode(), "pages/a.md", READING)[1]
    if kind == "site":
        return site_yaml.parse(f"{CONFIG}{word}: x\n")[1]
    if kind in _IN_SITE:
        return site_yaml.parse(CONFIG + _IN_SITE[kind].format(word=word))[1]
    group = f"[{{{word}: x}}]" if kind == "corrections" else f"{{{word}: x}}"
    return documents.parse_article(article(**{kind: group}).encode(), "daerah/a.md", READING)[1]


@pytest.mark.parametrize(
    ("kind", "key", "word"),
    [
        (kind, key.strip(), word) for kind, rows in MEANT.items() for row in rows.split(";")
        for key, words in [row.split(":")] for word in words.split()
    ],
)  # fmt: skip
def test_another_word_for_a_key(kind: str, key: str, word: str) -> None:
    """The hint names the key that was meant."""
    (found,) = (one for one in problems(kind, word) if word in one.message and "unknown key" in one.message)
    assert f'"{key}"' in str(found.hint)


def test_two_words_for_keys_of_site_yaml_are_told_each_by_itself() -> None:
    """In front matter they are one problem, which a machine can correct."""
    assert [(one.where.line, str(one.message)) for one in site_yaml.parse(f"{CONFIG}catatan: x\nkaki: []\n")[1]] == [
        (9, 'unknown key "catatan"'), (10, 'unknown key "kaki"'),
    ]  # fmt: skip
    found = documents.parse_standing(b"---\njudul: x\nringkasan: y\n---\n", "pages/a.md", READING)[1]
    assert [str(one.message) for one in found] == ['these keys have other names here: "judul", "ringkasan"']
