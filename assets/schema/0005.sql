-- Feeds that are subscribed to, and how it stands between them and us.

-- url: where it is asked for now; typed: what the reader typed, NULL where the address came out of a file. title: as the feed
-- called itself first; own: as the reader calls it. Moments are seconds since 1970. etag, last_modified: as the server wrote
-- them. pace: minutes between two fetches that the feed asks for; skip_hours, skip_days: a bit an hour (UTC), a day (Monday
-- is 1). errors: in a row. items: stories that came.
CREATE TABLE feed (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  url           TEXT    NOT NULL UNIQUE,
  typed         TEXT,
  title         TEXT,
  own           TEXT,
  etag          TEXT,
  last_modified TEXT,
  next_due      INTEGER NOT NULL DEFAULT 0,
  last_success  INTEGER,
  last_try      INTEGER,
  errors        INTEGER NOT NULL DEFAULT 0,
  error         TEXT,
  retry_after   INTEGER,
  ended         INTEGER NOT NULL DEFAULT 0,
  items         INTEGER NOT NULL DEFAULT 0,
  pace          INTEGER NOT NULL DEFAULT 0,
  skip_hours    INTEGER NOT NULL DEFAULT 0,
  skip_days     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE feed_tag (
  feed INTEGER NOT NULL,
  tag  TEXT    NOT NULL,
  PRIMARY KEY (feed, tag)
) STRICT, WITHOUT ROWID;
