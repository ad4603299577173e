-- One text for SQLite and for Postgres: {BLOB} is the only word that differs. Times are milliseconds since 1970, truth
-- values are 0 and 1. A clock may be set back: what came after what is told by numbers (*_no), and never by times.

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- Modules, scripts and replays, by the BLAKE3 of their bytes: the same bytes are stored once.
CREATE TABLE blobs (
    hash TEXT PRIMARY KEY NOT NULL,
    length BIGINT NOT NULL,
    bytes {BLOB} NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE TABLE players (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY NOT NULL,
    player TEXT NOT NULL REFERENCES players (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    used_ms BIGINT,
    ends_ms BIGINT,
    revoked_ms BIGINT
);
CREATE INDEX tokens_player ON tokens (player);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    hash TEXT NOT NULL,
    uses_left BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    ends_ms BIGINT NOT NULL
);

CREATE TABLE seasons (
    id BIGINT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    game TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    ruleset TEXT NOT NULL,
    maps TEXT NOT NULL,
    seats BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    closed_ms BIGINT
);

CREATE TABLE bots (
    id TEXT PRIMARY KEY NOT NULL,
    player TEXT NOT NULL REFERENCES players (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    game TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    current_version TEXT,
    source_public BIGINT NOT NULL,
    logs_public BIGINT NOT NULL,
    withdrawn_ms BIGINT
);
CREATE INDEX bots_player ON bots (player);

CREATE TABLE versions (
    id TEXT PRIMARY KEY NOT NULL,
    bot TEXT NOT NULL REFERENCES bots (id),
    number BIGINT NOT NULL,
    note TEXT NOT NULL,
    language TEXT NOT NULL,
    script TEXT,
    blob TEXT NOT NULL REFERENCES blobs (hash),
    length BIGINT NOT NULL,
    module_hash TEXT NOT NULL,
    script_hash TEXT,
    state TEXT NOT NULL,
    refusal TEXT,
    created_no BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    checked_ms BIGINT,
    wins BIGINT NOT NULL DEFAULT 0,
    draws BIGINT NOT NULL DEFAULT 0,
    losses BIGINT NOT NULL DEFAULT 0,
    UNIQUE (bot, number)
);
CREATE INDEX versions_created ON versions (created_no);

-- What seeds follow from: the commitment is shown at once, the secret when every match of the round is over.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY NOT NULL,
    season BIGINT NOT NULL REFERENCES seasons (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    commitment TEXT NOT NULL,
    secret TEXT NOT NULL,
    opened_ms BIGINT NOT NULL,
    closed_ms BIGINT,
    revealed_ms BIGINT,
    UNIQUE (season, number)
);

CREATE TABLE tournaments (
    id TEXT PRIMARY KEY NOT NULL,
    season BIGINT NOT NULL REFERENCES seasons (id),
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    rounds BIGINT NOT NULL,
    games BIGINT NOT NULL,
    state TEXT NOT NULL,
    created_no BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    finished_ms BIGINT
);

CREATE TABLE tournament_bots (
    tournament TEXT NOT NULL REFERENCES tournaments (id),
    bot TEXT NOT NULL REFERENCES bots (id),
    version TEXT NOT NULL REFERENCES versions (id),
    seeding BIGINT NOT NULL,
    PRIMARY KEY (tournament, bot)
);

CREATE TABLE matches (
    id TEXT PRIMARY KEY NOT NULL,
    season BIGINT NOT NULL REFERENCES seasons (id),
    round TEXT NOT NULL REFERENCES rounds (id),
    kind TEXT NOT NULL,
    tournament TEXT REFERENCES tournaments (id),
    stage BIGINT NOT NULL,
    pairing BIGINT NOT NULL,
    map TEXT NOT NULL,
    repetition BIGINT NOT NULL,
    header TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    requested_by TEXT,
    worker TEXT,
    created_no BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    started_ms BIGINT,
    finished_no BIGINT,
    finished_ms BIGINT,
    digest TEXT,
    winner BIGINT,
    reason TEXT,
    ticks BIGINT,
    replay TEXT REFERENCES blobs (hash),
    problem TEXT,
    rated_no BIGINT UNIQUE
);
CREATE INDEX matches_state ON matches (state, created_no);
CREATE INDEX matches_created ON matches (created_no);
CREATE INDEX matches_finished ON matches (finished_no);
CREATE INDEX matches_round ON matches (round);
CREATE INDEX matches_tournament ON matches (tournament);

CREATE TABLE entries (
    match_id TEXT NOT NULL REFERENCES matches (id),
    seat BIGINT NOT NULL,
    bot TEXT NOT NULL REFERENCES bots (id),
    version TEXT NOT NULL REFERENCES versions (id),
    season BIGINT NOT NULL,
    created_no BIGINT NOT NULL,
    score BIGINT,
    place BIGINT,
    fuel BIGINT,
    late BIGINT,
    stopped BIGINT,
    ending TEXT,
    last_words TEXT,
    log_bytes BIGINT,
    log_lost BIGINT,
    nth BIGINT,
    rating DOUBLE PRECISION,
    deviation DOUBLE PRECISION,
    gain DOUBLE PRECISION,
    PRIMARY KEY (match_id, seat)
);
CREATE INDEX entries_bot ON entries (bot, created_no, match_id);
CREATE INDEX entries_rated ON entries (bot, season, nth);
CREATE INDEX entries_stopped ON entries (bot, created_no) WHERE stopped IS NOT NULL;

CREATE TABLE ratings (
    season BIGINT NOT NULL REFERENCES seasons (id),
    bot TEXT NOT NULL REFERENCES bots (id),
    version TEXT NOT NULL,
    rating DOUBLE PRECISION NOT NULL,
    deviation DOUBLE PRECISION NOT NULL,
    volatility DOUBLE PRECISION NOT NULL,
    matches BIGINT NOT NULL,
    wins BIGINT NOT NULL,
    draws BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    PRIMARY KEY (season, bot)
);

-- How a bot did against each other one: what its page shows without counting ten thousand matches.
CREATE TABLE records (
    season BIGINT NOT NULL REFERENCES seasons (id),
    bot TEXT NOT NULL REFERENCES bots (id),
    opponent TEXT NOT NULL REFERENCES bots (id),
    wins BIGINT NOT NULL,
    draws BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    PRIMARY KEY (season, bot, opponent)
);

CREATE TABLE alarms (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    match_id TEXT NOT NULL REFERENCES matches (id),
    detail TEXT NOT NULL,
    kept_replay TEXT,
    other_replay TEXT,
    created_ms BIGINT NOT NULL,
    settled_ms BIGINT
);

CREATE TABLE spot_checks (
    match_id TEXT PRIMARY KEY NOT NULL REFERENCES matches (id),
    state TEXT NOT NULL,
    detail TEXT,
    created_ms BIGINT NOT NULL,
    done_ms BIGINT
);
