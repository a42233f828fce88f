-- The first library. Everything a reader cannot make again is here; the search index is derived from it.

-- What a list shows, one dense row a story. ord is never reused: stories are never deleted, only changed.
-- key = minutes since 1970 << 32 | ord, so that one range read of story_key is one page of the list.
CREATE TABLE story (
  ord       INTEGER PRIMARY KEY,
  key       INTEGER NOT NULL,
  timed     INTEGER NOT NULL,
  headline  TEXT    NOT NULL,
  derived   INTEGER NOT NULL,
  country   TEXT,
  countries TEXT    NOT NULL,
  agency    TEXT,
  source    TEXT,
  lang      TEXT    NOT NULL,
  url       TEXT,
  source_id TEXT,
  version   INTEGER NOT NULL,
  rules     INTEGER NOT NULL,
  identity  BLOB    NOT NULL,
  content   BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX story_key ON story(key);
CREATE UNIQUE INDEX story_identity ON story(identity);

-- Raw copy as received, zstd over a line of JSON (all but the text) and the text.
CREATE TABLE body (ord INTEGER PRIMARY KEY, copy BLOB NOT NULL) STRICT;

-- Earlier copies of stories that changed.
CREATE TABLE version (
  ord     INTEGER NOT NULL,
  version INTEGER NOT NULL,
  copy    BLOB    NOT NULL,
  PRIMARY KEY (ord, version)
) STRICT;

-- What the index has to hear of, in order. op: 1 new, 2 changed.
CREATE TABLE change (seq INTEGER PRIMARY KEY, ord INTEGER NOT NULL, op INTEGER NOT NULL) STRICT;

-- One bit a story in chunks of 65,536 stories (8 KB, little-endian 64-bit words). mark: 0 read, 1 bookmark.
CREATE TABLE mark (
  mark  INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  bits  BLOB    NOT NULL,
  PRIMARY KEY (mark, chunk)
) STRICT;

CREATE TABLE note (ord INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

-- Stories a country, kept up by every import; the empty country is all of them.
CREATE TABLE tally (country TEXT PRIMARY KEY, stories INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- indexed: the last change the index has committed; bumped so that other readers notice.
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
