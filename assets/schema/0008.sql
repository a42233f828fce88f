-- Stories that left the library because the reader said so. Until now no story did; a number is still never given again.

-- What does not come back by itself, by the identity that it had.
CREATE TABLE gone (identity BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

-- In mark: 2, the numbers that no story has any more; 3, the stories that came with a feed. In change: op 3, gone. In meta: last_gone, the highest such number;
-- gone, the last change that took a story away.
