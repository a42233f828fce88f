-- Stories a month beside those a country, and what makes copies small.

-- what: a country by its two letters, a month such as 2026-07, or nothing, which is all stories.
ALTER TABLE tally RENAME COLUMN country TO what;
INSERT INTO tally (what, stories)
  SELECT strftime('%Y-%m', (key >> 32) * 60, 'unixepoch') AS month, count(*) FROM story
  WHERE key >> 32 > -2147483648 GROUP BY month HAVING month IS NOT NULL;

-- Made from stories of this library; a packed copy names the one it needs. None is ever changed.
CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
