-- Format 1 of the case file. Every table only grows; what is derived from others is said so.

-- Who did what when. `hash` is the BLAKE3 of `previous` and the entry; `detail` holds, for every table written to, the
-- range of ids and the BLAKE3 over their checksums.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Documents and data files. `characters`, `text_hash` and `pages` (byte offsets) describe the extracted text, if any.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    media_type TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    encoding TEXT,
    size INTEGER NOT NULL,
    characters INTEGER,
    text_hash BLOB,
    pages TEXT,
    checksum INTEGER NOT NULL
) STRICT;

-- Where a source was found; the same bytes may lie at several places.
CREATE TABLE path (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    path TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (source, path)
) STRICT;

-- Bytes and extracted text of the sources, each piece compressed by itself as a Zstandard frame.
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    part TEXT NOT NULL CHECK (part IN ('bytes', 'text')),
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (source, part, number)
) STRICT;

-- Names that many records share.
CREATE TABLE schema (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    program TEXT NOT NULL,
    version TEXT,
    rule TEXT,
    checksum INTEGER NOT NULL
) STRICT;

-- What one place of a source says of one entity. `properties` is {"name": ["value", ...], ...}; `originals` has the same
-- shape and holds the words before cleaning, null where cleaning changed nothing. `column` is null where it is the
-- property's name; `quote` is null where it is the value before cleaning.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    schema INTEGER NOT NULL REFERENCES schema,
    source INTEGER NOT NULL REFERENCES source,
    origin INTEGER NOT NULL REFERENCES origin,
    checksum INTEGER NOT NULL,
    "row" INTEGER,
    properties TEXT NOT NULL,
    originals TEXT,
    "column" TEXT,
    "start" INTEGER,
    "end" INTEGER,
    page INTEGER,
    quote TEXT,
    standing TEXT,
    credibility INTEGER NOT NULL DEFAULT 6,
    attribution TEXT,
    valid_from TEXT,
    valid_to TEXT,
    language TEXT
) STRICT;

-- Derived: which entities a record's values name.
CREATE TABLE reference (
    record INTEGER NOT NULL REFERENCES record,
    target TEXT NOT NULL
) STRICT;

CREATE TABLE retraction (
    id INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL UNIQUE,
    why TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- Whether two ids mean one entity. The last decision on a pair counts.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    "left" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('same', 'different', 'unsure')),
    score REAL,
    why TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- How reliable sources were judged. The last one on a source counts.
CREATE TABLE grade (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    reliability TEXT NOT NULL,
    why TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- What could not be read, and why.
CREATE TABLE skipped (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    "row" INTEGER,
    reason TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- How far the import of an entity file has got; the last row of a source counts.
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    next_byte INTEGER NOT NULL,
    next_line INTEGER NOT NULL,
    entities INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
    checksum INTEGER NOT NULL
) STRICT;

-- One row for every value, for whoever queries the file. A statement's id is its record's times 4096, plus the
-- number of values before it in the record.
CREATE VIEW statement AS
SELECT
    record.id * 4096 + value.key + (
        SELECT coalesce(sum(json_array_length(earlier.value)), 0)
        FROM json_each(record.properties) AS earlier
        WHERE earlier.id < property.id
    ) AS id,
    record.entity,
    schema.name AS schema,
    property.key AS property,
    value.value AS value,
    coalesce(json_extract(record.originals, '$."' || property.key || '"[' || value.key || ']'), value.value) AS original,
    source.sha256 AS source,
    record."row",
    CASE WHEN record."row" IS NOT NULL THEN coalesce(record."column", property.key) END AS "column",
    record."start",
    record."end",
    record.page,
    coalesce(
        record.quote,
        json_extract(record.originals, '$."' || property.key || '"[' || value.key || ']'),
        value.value
    ) AS quote,
    record.standing,
    record.credibility,
    record.attribution,
    record.valid_from,
    record.valid_to,
    record.language,
    origin.program || coalesce(' ' || origin.version, '') || coalesce(' ' || origin.rule, '') AS origin,
    EXISTS (
        SELECT 1 FROM retraction
        WHERE retraction.statement = record.id * 4096 + value.key + (
            SELECT coalesce(sum(json_array_length(earlier.value)), 0)
            FROM json_each(record.properties) AS earlier
            WHERE earlier.id < property.id
        )
    ) AS retracted
FROM record
JOIN schema ON schema.id = record.schema
JOIN source ON source.id = record.source
JOIN origin ON origin.id = record.origin
JOIN json_each(record.properties) AS property
JOIN json_each(property.value) AS value;
