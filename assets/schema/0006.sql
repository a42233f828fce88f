-- Whether stories may be used, of those alone of which anything is said: a library of others pays nothing for it.

-- status: 0 usable, 1 withheld, 2 killed, by itself or by another message. until: the end of an embargo.
-- killed: when that was. Moments are seconds since 1970, NULL where there is none.
CREATE TABLE release (
  ord    INTEGER PRIMARY KEY,
  status INTEGER NOT NULL,
  until  INTEGER,
  killed INTEGER
) STRICT;
CREATE INDEX release_status ON release(status) WHERE status > 0;
CREATE INDEX release_until ON release(until) WHERE until IS NOT NULL;

-- Kills of stories that have not come yet, by the identity that they will have.
CREATE TABLE awaited (identity BLOB PRIMARY KEY, killed INTEGER) STRICT, WITHOUT ROWID;
