-- How stories were marked up, and what their pages said, for those that have either.

-- html: the tags that format::html::markup writes, compressed.
CREATE TABLE markup (
  ord  INTEGER PRIMARY KEY,
  html BLOB    NOT NULL
) STRICT;

-- The full text of a story, as its page had it. fetched: seconds since 1970. text and html compressed, html NULL where there
-- is no more to see than the text.
CREATE TABLE full_text (
  ord     INTEGER PRIMARY KEY,
  fetched INTEGER NOT NULL,
  title   TEXT,
  text    BLOB    NOT NULL,
  html    BLOB
) STRICT;

-- Whether the pages of a feed's new stories are fetched too.
ALTER TABLE feed ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;
