"""CREATE statements of the tables, as first created; archive/db/migrations.py has later changes.

Times of the archive are UTC ISO 8601; times of the newspaper are ISO 8601 with +07:00, or a bare
date. A column named after a table holds an id of it. Lists are JSON text or a table. The position
of an article is its order in time and its rowid in the search index (archive/db/time_order.py);
`articles.id` is its permanent id.
"""

RUNS_AND_CAPTURES = """
CREATE TABLE archive_info (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE papers (
    id TEXT PRIMARY KEY,
    title TEXT,
    province TEXT,      -- when the paper was founded
    province_now TEXT,  -- since 1 July 2025
    hosts TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('crawl', 'ingest', 'reparse')),
    paper TEXT REFERENCES papers(id),
    arguments TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT,  -- NULL while it runs; 'interrupted' when the process died
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    not_article INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX runs_by_paper ON runs(paper, started);
CREATE INDEX runs_by_outcome ON runs(outcome, started);
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    run INTEGER REFERENCES runs(id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX events_by_time ON events(time);
CREATE INDEX events_by_kind ON events(kind, time);
CREATE INDEX events_by_subject ON events(subject, time);
CREATE INDEX events_by_run ON events(run);
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    status INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    content_type TEXT,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL,
    warc_file TEXT NOT NULL,  -- relative to the folder of the database
    warc_offset INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    article INTEGER REFERENCES articles(id),  -- what was read from it
    UNIQUE (warc_file, warc_offset)
);
CREATE INDEX captures_by_article ON captures(article, fetched_at);
CREATE INDEX captures_by_url ON captures(url, fetched_at);
CREATE INDEX captures_by_time ON captures(fetched_at);
CREATE INDEX captures_by_sha256 ON captures(sha256);
CREATE INDEX captures_by_run ON captures(run, status);
"""

ARTICLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    paper TEXT REFERENCES papers(id),
    url TEXT NOT NULL UNIQUE,  -- canonical
    title TEXT,
    kicker TEXT,
    category TEXT,  -- joined by ' › '
    section TEXT,   -- the first category
    published TEXT,
    published_raw TEXT,
    updated TEXT,
    author TEXT,  -- joined by ', '; one by one in article_authors
    byline_raw TEXT,
    source TEXT,
    lead TEXT,
    n_words INTEGER NOT NULL,
    n_images INTEGER NOT NULL,
    problems TEXT NOT NULL DEFAULT '[]',
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    revision INTEGER NOT NULL,  -- number of the newest
    content_hash TEXT NOT NULL,
    capture INTEGER NOT NULL REFERENCES captures(id),  -- the one this row was read from
    parser_version TEXT NOT NULL,
    body TEXT NOT NULL  -- last: what comes before is read without it
);
CREATE INDEX articles_by_position ON articles(position, paper, section, source, published);
CREATE INDEX articles_by_paper ON articles(paper, position);
CREATE INDEX articles_by_section ON articles(section, position);
CREATE INDEX articles_by_source ON articles(source, position);
CREATE INDEX articles_by_published ON articles(published);
CREATE INDEX articles_by_kicker ON articles(kicker, position);
CREATE INDEX articles_by_first_seen ON articles(first_seen);
CREATE INDEX articles_by_last_seen ON articles(last_seen);
CREATE INDEX articles_by_content_hash ON articles(content_hash);
CREATE INDEX articles_by_capture ON articles(capture);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles(id),
    number INTEGER NOT NULL,  -- in order of arrival; the order in time is that of `seen`
    seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    capture INTEGER NOT NULL REFERENCES captures(id),
    last_capture INTEGER NOT NULL REFERENCES captures(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    parser_version TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (article, number)
);
CREATE INDEX revisions_by_time ON revisions(article, seen);
CREATE INDEX revisions_by_seen ON revisions(seen);
CREATE INDEX revisions_by_capture ON revisions(capture);
CREATE INDEX revisions_by_last_capture ON revisions(last_capture);
CREATE INDEX revisions_by_run ON revisions(run);
CREATE TABLE sections (
    article INTEGER NOT NULL REFERENCES articles(id),
    number INTEGER NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,  -- paragraphs, an empty line between two
    PRIMARY KEY (article, number)
);
CREATE TABLE images (
    article INTEGER NOT NULL REFERENCES articles(id),
    number INTEGER NOT NULL,
    src TEXT,
    caption TEXT,
    credit TEXT,
    PRIMARY KEY (article, number)
);
CREATE INDEX images_by_credit ON images(credit);
CREATE INDEX images_by_src ON images(src);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);  -- name as signed
CREATE TABLE article_authors (
    article INTEGER NOT NULL REFERENCES articles(id),
    author INTEGER NOT NULL REFERENCES authors(id),
    number INTEGER NOT NULL,
    PRIMARY KEY (article, author)
);
CREATE INDEX article_authors_by_author ON article_authors(author);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE article_tags (
    article INTEGER NOT NULL REFERENCES articles(id),
    tag INTEGER NOT NULL REFERENCES tags(id),
    number INTEGER NOT NULL,
    PRIMARY KEY (article, tag)
);
CREATE INDEX article_tags_by_tag ON article_tags(tag);
"""

BOXES = """
CREATE TABLE polls (
    id INTEGER PRIMARY KEY,
    paper TEXT REFERENCES papers(id),
    question TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_capture INTEGER NOT NULL REFERENCES captures(id),
    last_capture INTEGER NOT NULL REFERENCES captures(id)
);
CREATE UNIQUE INDEX polls_once ON polls(coalesce(paper, ''), question);
CREATE INDEX polls_by_paper ON polls(paper, last_seen);
CREATE INDEX polls_by_last_seen ON polls(last_seen);
CREATE INDEX polls_by_first_capture ON polls(first_capture);
CREATE INDEX polls_by_last_capture ON polls(last_capture);
CREATE TABLE poll_options (
    id INTEGER PRIMARY KEY,
    poll INTEGER NOT NULL REFERENCES polls(id),
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    UNIQUE (poll, label)
);
CREATE TABLE poll_sightings (  -- a row for each result that differs from the one before
    id INTEGER PRIMARY KEY,
    option INTEGER NOT NULL REFERENCES poll_options(id),
    seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    capture INTEGER NOT NULL REFERENCES captures(id),
    last_capture INTEGER NOT NULL REFERENCES captures(id),
    votes INTEGER,
    percent REAL
);
CREATE INDEX poll_sightings_by_time ON poll_sightings(option, seen);
CREATE INDEX poll_sightings_by_capture ON poll_sightings(capture, option);
CREATE INDEX poll_sightings_by_last_capture ON poll_sightings(last_capture);
CREATE TABLE weather (
    id INTEGER PRIMARY KEY,
    paper TEXT REFERENCES papers(id),
    day TEXT NOT NULL,  -- of the first sight, in Viet Nam
    heading TEXT,
    text TEXT NOT NULL,
    facts TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    first_capture INTEGER NOT NULL REFERENCES captures(id),
    last_capture INTEGER NOT NULL REFERENCES captures(id)
);
CREATE UNIQUE INDEX weather_once ON weather(coalesce(paper, ''), text);
CREATE INDEX weather_by_paper ON weather(paper, day);
CREATE INDEX weather_by_day ON weather(day);
CREATE INDEX weather_by_last_seen ON weather(last_seen);
CREATE INDEX weather_by_first_capture ON weather(first_capture);
CREATE INDEX weather_by_last_capture ON weather(last_capture);
"""

FRONTIER = """
CREATE TABLE urls (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    paper TEXT REFERENCES papers(id),
    kind TEXT NOT NULL CHECK (kind IN ('page', 'listing')),
    state TEXT NOT NULL CHECK (state IN ('discovered', 'fetched', 'failed', 'gone', 'refused')),
    status INTEGER,
    reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,  -- failed ones in a row
    found_on TEXT,
    discovered_at TEXT NOT NULL,
    attempted_at TEXT,
    fetched_at TEXT,
    next_check TEXT,
    etag TEXT,
    last_modified TEXT,
    run INTEGER REFERENCES runs(id),  -- the one that discovered it
    capture INTEGER REFERENCES captures(id),
    article INTEGER REFERENCES articles(id)
);
CREATE INDEX urls_by_state ON urls(paper, state, id);
CREATE INDEX urls_by_next_check ON urls(state, next_check);
CREATE INDEX urls_by_run ON urls(run);
CREATE INDEX urls_by_capture ON urls(capture);
CREATE INDEX urls_by_article ON urls(article);
"""

# Tombstones of articles that were taken down (archive/store/takedown.py).
HIDDEN = """
CREATE TABLE hidden (
    article INTEGER PRIMARY KEY REFERENCES articles(id),
    since TEXT NOT NULL,
    reason TEXT NOT NULL
);
"""

# Sketches and band keys for near-duplicate detection (archive/store/near_duplicates.py).
COPIES = """
CREATE TABLE copy_sketches (  -- which content was compared with all others
    article INTEGER PRIMARY KEY REFERENCES articles(id),
    content_hash TEXT NOT NULL
);
CREATE TABLE copy_bands (  -- articles that share a key may be copies of each other
    key INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles(id),
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX copy_bands_by_article ON copy_bands(article);
"""

# Image files, filled only by `baotinh crawl --images`; `src` is that of `images`.
IMAGE_FILES = """
CREATE TABLE image_files (
    src TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('kept', 'failed', 'gone', 'refused')),
    capture INTEGER REFERENCES captures(id),  -- with its bytes, the first of several that have them
    reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_check TEXT
);
CREATE INDEX image_files_by_capture ON image_files(capture);
"""

# Layout fingerprints of new articles by run (archive/store/fingerprints.py).
LAYOUTS = """
CREATE TABLE layouts (
    run INTEGER NOT NULL REFERENCES runs(id),
    layout TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (run, layout)
) WITHOUT ROWID;
"""
