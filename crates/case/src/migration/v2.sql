-- Format 2: what people write in a case that is no source and states nothing: reports, notes on entities, arranged pictures.
-- The last row of a kind and name counts; `content` is JSON, or null where it was taken away.
CREATE TABLE writing (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
