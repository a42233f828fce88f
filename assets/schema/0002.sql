-- Where sources write from, what the reader put right, and whether a newer parser could read the library better.

-- The home of its source that a story was parsed with, such as US-OH.
ALTER TABLE story ADD COLUMN home TEXT;

-- The names that the datelines of a source begin with, at most 64 a source.
CREATE TABLE source_town (source TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (source, name)) STRICT, WITHOUT ROWID;

-- What the reader says of a story's countries. verdict: 0 not about it, 1 about it, 2 filed from it ('' is nowhere).
CREATE TABLE correction (
  ord     INTEGER NOT NULL,
  country TEXT    NOT NULL,
  verdict INTEGER NOT NULL,
  PRIMARY KEY (ord, country, verdict)
) STRICT, WITHOUT ROWID;

-- rules: no story was read with older rules than these; kept up by every import and by parsing again.
INSERT INTO meta (name, value) SELECT 'rules', min(rules) FROM story HAVING count(*) > 0;
