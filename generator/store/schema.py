"""The tables, and which stages fill them."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;

-- scan: what each folder of content/ held when it was last read
CREATE TABLE dirs (path TEXT PRIMARY KEY, signature BLOB, names BLOB, files BLOB) WITHOUT ROWID;

-- index: the files, the articles that are shown, and the groups they belong to
CREATE TABLE docs (
    id INTEGER PRIMARY KEY, kind TEXT, path TEXT, digest BLOB, seq INTEGER, state INTEGER,
    expires INTEGER, draft INTEGER, chooses INTEGER, ends INTEGER);
-- docs.ends is when a live report does, docs.draft is 1 for a draft and 2 for an article that is held back, so
-- `draft <= 1` finds what the preview shows
CREATE UNIQUE INDEX docs_seq ON docs (seq) WHERE seq IS NOT NULL;
CREATE INDEX docs_expires ON docs (expires) WHERE expires IS NOT NULL;
CREATE INDEX docs_ends ON docs (ends) WHERE ends IS NOT NULL;
CREATE INDEX docs_draft ON docs (id) WHERE draft;
CREATE INDEX docs_chooses ON docs (id) WHERE chooses;
CREATE INDEX docs_withdrawn ON docs (id) WHERE state = 2;
CREATE INDEX docs_faulty ON docs (id) WHERE state = 3;
CREATE INDEX docs_other ON docs (kind) WHERE seq IS NULL;
CREATE TABLE records (doc INTEGER PRIMARY KEY, record BLOB);
-- what articles are found by (see `search.words`), if the portal has a search
CREATE TABLE words (doc INTEGER PRIMARY KEY, words BLOB);
CREATE TABLE cards (seq INTEGER PRIMARY KEY, doc INTEGER, card BLOB, traits BLOB);
CREATE TABLE groups (id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, count INTEGER);
CREATE UNIQUE INDEX groups_slug ON groups (kind, slug);
CREATE INDEX groups_count ON groups (kind, count DESC, slug);
CREATE TABLE members (grp INTEGER, seq INTEGER, PRIMARY KEY (grp, seq)) WITHOUT ROWID;
-- the published articles that carry a term, some dozens in a row, by the seq of the first
CREATE TABLE postings (term INTEGER, lo INTEGER, seqs BLOB, PRIMARY KEY (term, lo)) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, count INTEGER);
CREATE TABLE names (key INTEGER, doc INTEGER, PRIMARY KEY (key, doc)) WITHOUT ROWID;
CREATE TABLE links (key INTEGER, doc INTEGER, PRIMARY KEY (key, doc)) WITHOUT ROWID;
-- the articles that continue others, or whose corrections lead to others, by keys of their links to these
CREATE TABLE sequels (key INTEGER, doc INTEGER, PRIMARY KEY (key, doc)) WITHOUT ROWID;
-- the old addresses with a query, which no page can have
CREATE TABLE queries (doc INTEGER, address TEXT, url TEXT, PRIMARY KEY (doc, address)) WITHOUT ROWID;
CREATE INDEX queries_address ON queries (address);
-- the addresses of articles that are not published, and of the lists that they stand in otherwise
CREATE TABLE reserved (key INTEGER, grp INTEGER, doc INTEGER, PRIMARY KEY (key, grp, doc)) WITHOUT ROWID;
CREATE INDEX reserved_doc ON reserved (doc);
-- the articles of a first reading until they have their places
CREATE TABLE arrivals (doc INTEGER PRIMARY KEY, epoch INTEGER, facts BLOB);

-- index: what stands in the ledgers of corrections and withdrawals
CREATE TABLE entries (
    grp INTEGER, seq INTEGER, doc INTEGER, number INTEGER, hidden INTEGER,
    PRIMARY KEY (grp, seq, doc, number)) WITHOUT ROWID;
CREATE INDEX entries_doc ON entries (doc);

-- index: how often each picture of the site is shown, by how, and where the eye rests in it
CREATE TABLE shown (
    key INTEGER, way TEXT, focus TEXT, count INTEGER, PRIMARY KEY (key, way, focus)) WITHOUT ROWID;

-- index: the pictures whose variants are left to later builds
CREATE TABLE deferred (doc INTEGER PRIMARY KEY);

-- index, plan: the problems that documents are published with, all those of a code in a row
CREATE TABLE faults (
    doc INTEGER, found INTEGER, code TEXT, count INTEGER, problems BLOB, PRIMARY KEY (doc, found, code)) WITHOUT ROWID;
CREATE INDEX faults_code ON faults (code, count);
CREATE INDEX faults_hidden ON faults (found, doc) WHERE found > 1;

-- plan: the files of the output, and what each was made from
CREATE TABLE chunks (grp INTEGER, number INTEGER, lo INTEGER, PRIMARY KEY (grp, number)) WITHOUT ROWID;
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, key INTEGER, path TEXT, kind TEXT, ref INTEGER, number INTEGER, lo INTEGER, hi INTEGER,
    note TEXT, stale INTEGER, why TEXT, digest BLOB, asks BLOB, cause TEXT, made INTEGER);
CREATE UNIQUE INDEX pages_key ON pages (key);
CREATE INDEX pages_ref ON pages (ref, kind) WHERE ref IS NOT NULL;
CREATE INDEX pages_site ON pages (kind) WHERE ref IS NULL;
CREATE INDEX pages_stale ON pages (stale) WHERE stale > 0;
CREATE INDEX pages_ways ON pages (path) WHERE kind IN ('redirect', 'alias');
CREATE INDEX pages_gone ON pages (path) WHERE kind = 'gone';
CREATE TABLE reads (
    grp INTEGER, level INTEGER, lo INTEGER, page INTEGER, span INTEGER,
    PRIMARY KEY (grp, level, lo, page)) WITHOUT ROWID;
-- outputs: the files that the last build deletes, lest one that is killed forget them
CREATE TABLE gone (path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
-- plan: what was touched since the pages were made, a key as a group of its own (see `reads.of_key`), and whether an
-- article there only looks different
CREATE TABLE touched (grp INTEGER, seq INTEGER, cosmetic INTEGER, PRIMARY KEY (grp, seq)) WITHOUT ROWID;
"""

SITE_TABLES = (
    "dirs", "docs", "records", "words", "cards", "groups", "members", "postings", "days", "names", "links",
    "sequels", "queries", "reserved", "entries", "shown", "deferred", "faults", "chunks", "reads", "touched",
)  # fmt: skip
"""The tables that hold what is known of the site."""
