"""The SQL statements of the frontier, on the table `urls`.

Written by hand, since the frontier is on the hot path of a crawl: sqlite-utils' upsert() takes 46
times as long as a prepared statement.
"""

from __future__ import annotations

UNKNOWN = """
SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM urls WHERE url = value) ORDER BY key
"""
DISCOVER = """
INSERT INTO urls(paper, url, kind, found_on, run, discovered_at, key, state)
VALUES (?, ?, ?, ?, ?, ?, ?, 'discovered') ON CONFLICT (url) DO UPDATE SET key = excluded.key
    WHERE key IS NULL AND excluded.key IS NOT NULL
"""
# The unary + keeps SQLite from using the index on `state`, which selects far too many rows.
KNOWN_KEYS = """
SELECT DISTINCT key FROM urls WHERE key IN (SELECT value FROM json_each(?))
    AND (+state = 'discovered' OR +state = 'fetched' AND article IS NOT NULL)
"""
PENDING = """
SELECT url, kind FROM urls
WHERE paper IS :paper AND state IN ('discovered', 'failed')
    AND (state = 'discovered'
        OR (attempts < :attempts AND (next_check <= :now OR next_check > :longest)))
    AND NOT EXISTS (SELECT 1 FROM urls AS twin WHERE twin.key = urls.key AND twin.id <> urls.id
        AND (twin.state = 'fetched' AND twin.article IS NOT NULL
            OR twin.state = 'discovered' AND twin.id < urls.id))
ORDER BY state, id LIMIT :limit
"""
DISCOVERED = """
SELECT id, url FROM urls WHERE paper IS ? AND state = 'discovered' AND id > ? AND kind = 'page'
    AND NOT EXISTS (SELECT 1 FROM urls AS twin WHERE twin.key = urls.key AND twin.id <> urls.id
        AND (twin.state = 'fetched' AND twin.article IS NOT NULL
            OR twin.state = 'discovered' AND twin.id < urls.id)) ORDER BY id LIMIT ?
"""
FETCHED = """
INSERT INTO urls(url, kind, capture, article, etag, last_modified, discovered_at, attempted_at,
    fetched_at, next_check, state)
VALUES (:url, :kind, :capture, :article, :etag, :last_modified, :now, :now,
    (SELECT fetched_at FROM captures WHERE id = :capture), :next_check, 'fetched')
ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, state = excluded.state,
    capture = excluded.capture, article = coalesce(excluded.article, article),
    etag = excluded.etag, last_modified = excluded.last_modified,
    attempted_at = excluded.attempted_at, fetched_at = excluded.fetched_at,
    attempts = 0, status = NULL, reason = NULL, next_check = excluded.next_check
"""
PUBLISHED = """
SELECT coalesce(published, first_seen) FROM articles WHERE id = :article AND (url = :url
    OR NOT EXISTS (SELECT 1 FROM urls WHERE url = articles.url AND state = 'fetched'))
"""
WATCH_ALIASES = """
UPDATE urls SET next_check = :now WHERE state = 'fetched' AND next_check IS NULL AND url <> :url
    AND article = (SELECT article FROM urls WHERE url = :url)
"""
KNOWN_ARTICLE = "SELECT article FROM urls WHERE url = ?"
UNCHANGED = """
UPDATE urls SET attempted_at = :now, next_check = :next_check, attempts = 0, reason = NULL
WHERE url = :url
"""
DUE = """
SELECT urls.url, urls.state,
    iif(urls.fetched_at > :full, urls.etag, NULL),
    iif(urls.fetched_at > :full, captures.last_modified, NULL)
FROM urls LEFT JOIN captures ON captures.id = urls.capture
WHERE urls.paper IS :paper AND (urls.next_check <= :now OR urls.next_check > :longest)
    AND urls.state IN ('fetched', 'gone')
ORDER BY urls.next_check LIMIT :limit
"""
NOT_FETCHED = """
INSERT INTO urls(url, kind, status, reason, attempts, discovered_at, attempted_at, next_check,
    state)
VALUES (:url, 'page', :status, :reason, :attempts, :now, :now, :next_check, :state)
ON CONFLICT (url) DO UPDATE SET state = excluded.state, status = excluded.status,
    reason = excluded.reason, attempts = excluded.attempts, next_check = excluded.next_check,
    attempted_at = iif(state = 'gone' AND excluded.state = 'gone', attempted_at,
        excluded.attempted_at)  -- of a gone page: the time of its first 404
"""
ATTEMPTS = "SELECT iif(state = :state, attempts, 0) FROM urls WHERE url = :url"
REOPEN = """
UPDATE urls SET state = 'discovered' WHERE url IN (SELECT value FROM json_each(?))
    AND state IN ('fetched', 'gone', 'refused')
"""
SET_REASON = "UPDATE urls SET reason = ? WHERE url = ? AND state = 'discovered'"
LAST_MODIFIED = "SELECT coalesce(last_modified, fetched_at) FROM urls WHERE url = ?"
DISCOVERED_BY = """
SELECT 1 FROM urls WHERE run = ? AND url IN (SELECT value FROM json_each(?)) LIMIT 1
"""
