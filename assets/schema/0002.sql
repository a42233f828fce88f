-- Where sources write from, what the reader put right, and which stories a newer parser could read better.

-- The home of its source that a story was parsed with, such as US-OH.
ALTER TABLE story ADD COLUMN home TEXT;

-- Whether a story was read with older rules than today's, and how many were, without a walk through all of them.
CREATE INDEX story_rules ON story(rules);

-- The names that the datelines of a source begin with, a line each, at most 64, the one seen last at the end. Empty
-- where none was found.
CREATE TABLE source_town (source TEXT PRIMARY KEY, names TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What the reader says of a story's countries. verdict: 0 not about it, 1 about it, 2 filed from it ('' is nowhere).
CREATE TABLE correction (
  ord     INTEGER NOT NULL,
  country TEXT    NOT NULL,
  verdict INTEGER NOT NULL,
  PRIMARY KEY (ord, country, verdict)
) STRICT, WITHOUT ROWID;
