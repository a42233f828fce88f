-- Who is quoted: every way that stories name a speaker, which of them are one, and what the reader says of that.

-- The numbers of the speakers of a story, with blanks between them. NULL: nobody looked at it yet.
ALTER TABLE story ADD COLUMN speakers TEXT;

-- One row a form of a name; its number is never reused. folded: without marks and titles, in small letters; last: its last
-- word. country, calling: what stories tell of its bearer; place: the story's own country, where the form is a surname
-- alone; all three empty where there is none. stories: how many have it. person: the form that stands for all that are one.
CREATE TABLE speaker (
  id      INTEGER PRIMARY KEY,
  name    TEXT    NOT NULL,
  folded  TEXT    NOT NULL,
  last    TEXT    NOT NULL,
  country TEXT    NOT NULL,
  calling TEXT    NOT NULL,
  place   TEXT    NOT NULL,
  body    INTEGER NOT NULL,
  stories INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  UNIQUE (folded, country, calling, place, body)
) STRICT;
CREATE INDEX speaker_last ON speaker(last);
CREATE INDEX speaker_person ON speaker(person);

-- The countries of the stories that quote somebody by a full name.
CREATE TABLE speaker_place (
  speaker INTEGER NOT NULL,
  country TEXT    NOT NULL,
  stories INTEGER NOT NULL,
  PRIMARY KEY (speaker, country)
) STRICT, WITHOUT ROWID;

-- What the reader says of two forms, in the order it was said. same: 1 one and the same, 0 not.
CREATE TABLE joining (
  said  INTEGER PRIMARY KEY,
  one   INTEGER NOT NULL,
  other INTEGER NOT NULL,
  same  INTEGER NOT NULL,
  UNIQUE (one, other)
) STRICT;
