-- What is to be seen of matches that are being played: unfinished replays without logs, in the parts in which they came. Each
-- time that a match is begun is a take of its own. Nothing of it lasts: backups leave these two tables out.

CREATE TABLE broadcasts (
    match_id TEXT PRIMARY KEY NOT NULL,
    take TEXT NOT NULL UNIQUE,
    beat BIGINT NOT NULL
);

CREATE TABLE broadcast_parts (
    take TEXT NOT NULL,
    part BIGINT NOT NULL,
    bytes {BLOB} NOT NULL,
    PRIMARY KEY (take, part)
);
