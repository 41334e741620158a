"""Generates a synthetic archive for benchmarks, deterministic for a seed and built once.

Syllable frequencies follow a Zipf-Mandelbrot law; most syllables are in two-syllable words, and
words belong to topics. An article has about 600 syllables, 250 of them distinct. So posting lists
are as long as those of real newspapers, and sizes and speeds are realistic, but relevance is not.
Articles arrive in waves, as when newspapers are ingested one after the other; one in twenty is a
copy from another newspaper. For comparison, a plain FTS5 table with its own copy of the text is
built too.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from archive.db import time_order
from archive.model import Article, Section
from archive.store import runs
from archive.store.store import Store

FREQUENT = (
    "và của các là có cho được trong với người những một không đã tỉnh năm công về đến này"
    " khi từ để ra hội xã thành trên phát làm nhân dân huyện số chính triển nước ở nhiều sự"
    " việc cũng kinh tế hiện đảng ủy đồng nông sản lý đầu tư viên học sinh đường tại trường"
    " quốc gia bộ ban thực hoạt động vào sẽ phải nhà vụ hàng sở chức phó bí thư chủ tịch cấp"
    " cơ quan thị trấn mới lúa tôm hạn mặn bão lũ mưa giá điện bệnh viện y khách du lịch văn"
    " hóa thể thao án tòa bắt xe cầu sông"
)
ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
RIMES = (
    "a á à ả ã ạ an án àn ạn ang áng àng ạng anh ánh ành ạnh ao áo ào ạo ăn ắn ằn ặn ăng ắng"
    " ằng ặng âm ấm ầm ậm ân ấn ần ận âu ấu ầu ậu ây ấy ầy ậy e é è ẹ em én ên ến ền ện i í ì"
    " ị iên iến iền iện iêu iếu iều iệu inh ính ình ịnh o ó ò ọ oa oan oán oàn oạn oi ói òi ọi"
    " on ong óng òng ọng ô ố ồ ộ ôi ối ồi ội ôn ốn ồn ộn ông ống ồng ộng ơ ớ ờ ợ ơi ới ời ợi"
    " ơn u ú ù ụ ung úng ùng ụng uôi uối uồi uội uyên uyến uyền uyện ư ứ ừ ự ưng ứng ừng ựng"
    " ươi ươn ương ướng ường ượng"
).split()
SECTIONS = "Thời sự,Kinh tế,Xã hội,Văn hóa,Pháp luật,Thể thao,Giáo dục,Y tế,Du lịch".split(",")
SOURCES = (None, None, None, None, "TTXVN", "VOV", "Nhân Dân", "Chinhphu.vn")
PAPERS = 63
WAVES = 7
FIRST, LAST = datetime(2003, 1, 1), datetime(2025, 6, 30)  # noqa: DTZ001 - Viet Nam, as printed
_ARTICLE = """
INSERT INTO articles(id, position, paper, url, title, category, section, published, author, source,
    lead, n_words, n_images, first_seen, last_seen, revision, content_hash, capture,
    parser_version, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, '1', ?)
"""
_REVISION = """
INSERT INTO revisions(article, number, seen, last_seen, capture, last_capture, run, parser_version,
    content_hash, content)
VALUES (?, 1, ?, ?, ?, ?, ?, '1', ?, ?)
"""
_CAPTURE = """
INSERT INTO captures(id, url, status, fetched_at, sha256, warc_file, warc_offset, run)
VALUES (?, ?, 200, ?, ?, 'captures/bench.warc.gz', ?, ?)
"""
_SEEN = "2026-01-01T00:00:00Z"
_BATCH = 1000


@dataclass(frozen=True)
class Lexicon:
    """Words of one or two syllables, their cumulative frequencies, and topics as lists of words."""

    words: list[str]
    sums: list[float]
    topics: list[list[str]]

    @classmethod
    def invent(cls, rng: random.Random) -> Lexicon:
        """Generate a lexicon: 6,000 syllables, 14,000 words, 300 topics."""
        frequent = list(dict.fromkeys(FREQUENT.split()))
        others = [onset + rime for onset in ONSETS for rime in RIMES]
        rng.shuffle(others)
        syllables = list(dict.fromkeys(frequent + others))[:6000]
        sums = list(accumulate(1 / (rank + 10) ** 1.15 for rank in range(len(syllables))))
        pairs = {
            " ".join(rng.choices(syllables, cum_weights=sums, k=2)): None for _ in range(15_000)
        }
        words = frequent[:60] + list(pairs)[:8_000] + syllables[60:]
        sums = list(accumulate(1 / (rank + 8) ** 1.12 for rank in range(len(words))))
        topics = [rng.sample(words[60:3000], 40) for _ in range(300)]
        return cls(words, sums, topics)

    def sentence(self, rng: random.Random, topic: list[str], words: int) -> str:
        """A sentence of `words` words, every third one from the topic."""
        some = rng.choices(self.words, cum_weights=self.sums, k=words)
        some[::3] = rng.choices(topic, k=len(some[::3]))
        text = " ".join(some)
        return f"{text[0].upper()}{text[1:]}."


def papers() -> list[str]:
    """Ids of the newspapers, the largest first; the last has about one article in 300."""
    return [f"bao_{number:02}" for number in range(1, PAPERS + 1)]


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """Generate `count` articles, wave by wave, each wave in order of time."""
    rng = random.Random(seed)
    lexicon = Lexicon.invent(rng)
    authors = [" ".join(rng.sample(lexicon.words[60:2000], 1)).title() for _ in range(800)]
    span = LAST - FIRST
    recent: list[Article] = []
    for wave in range(WAVES):
        names = papers()[wave::WAVES]
        weights = [1 / (papers().index(name) + 5) for name in names]
        here = count // WAVES + (1 if wave < count % WAVES else 0)
        for number in range(here):
            when = FIRST + span * ((number + rng.random()) / here) ** 0.7
            paper = rng.choices(names, weights)[0]
            url = f"https://{paper.replace('_', '')}.vn/{wave}-{number}.html"
            copied = rng.choice(recent) if recent and rng.random() < 0.05 else None
            yield (article := _article(rng, lexicon, authors, (url, paper, when), copied))
            if len(recent) < 5000:
                recent.append(article)
            else:
                recent[rng.randrange(5000)] = article


def _article(
    rng: random.Random,
    lexicon: Lexicon,
    authors: list[str],
    place: tuple[str, str, datetime],
    copied: Article | None,
) -> Article:
    url, paper, when = place
    topic = rng.choice(lexicon.topics)
    lengths = [rng.randint(10, 22) for _ in range(rng.randint(14, 30))]
    sentences = [lexicon.sentence(rng, topic, length) for length in lengths]
    paragraphs = tuple(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
    return Article(
        url=url,
        canonical_url=url,
        paper=paper,
        title=copied.title if copied else lexicon.sentence(rng, topic, 7)[:-1],
        category=(rng.choice(SECTIONS),),
        published=f"{when:%Y-%m-%dT%H:%M}:00+07:00",
        authors=(rng.choice(authors),),
        source=rng.choice(SOURCES),
        lead=lexicon.sentence(rng, topic, 18),
        sections=copied.sections if copied else (Section(None, paragraphs),),
    )


def build(folder: Path, count: int) -> Path:
    """Build an archive of `count` articles below `folder`, unless it exists; returns its path.

    The same folder gets `plain.db`, and `build.json` with the build times in seconds.
    """
    folder = folder / f"{count}"
    folder.mkdir(parents=True, exist_ok=True)
    path, noted = folder / "archive.db", folder / "build.json"
    if not noted.exists():
        for left_over in folder.iterdir():
            left_over.unlink()
        seconds = {"archive": _build_archive(path, count)}
        seconds["plain"] = _build_plain(path, folder / "plain.db")
        noted.write_text(json.dumps(seconds))
    return path


def _build_archive(path: Path, count: int) -> float:
    """Build the archive; returns the seconds spent in SQLite and the text functions."""
    spent = 0.0
    taken: dict[int, int] = {}
    with Store.open(path) as store:
        for paper in papers():
            store.save_paper(paper, f"Báo {paper}", f"Tỉnh {paper}", f"Vùng {paper[-1]}", [])
        run = runs.start(store.db, "ingest", None, {})
        batch: list[tuple[int, int, Article]] = []
        for number, article in enumerate(articles(count), 1):
            minute = time_order.of_time(article.published) or 0
            taken[minute] = taken.get(minute, -1) + 1
            batch.append((number, minute + taken[minute], article))
            if len(batch) == _BATCH or number == count:
                began = time.perf_counter()
                _insert(store, run, batch)
                spent += time.perf_counter() - began
                batch.clear()
    return spent


def _insert(store: Store, run: int, batch: list[tuple[int, int, Article]]) -> None:
    conn = store.db.conn
    with store.atomic():
        conn.executemany(
            _CAPTURE, [(id_, article.url, _SEEN, "0" * 64, id_, run) for id_, _, article in batch]
        )
        rows, states = [], []
        for id_, place, article in batch:
            body, digest = article.body(), article.content_hash()
            rows.append(
                (
                    *(id_, place, article.paper, article.url, article.title, article.category[0]),
                    *(article.category[0], article.published, article.authors[0], article.source),
                    *(article.lead, len(body.split()), 0, _SEEN, _SEEN, digest, id_, body),
                )
            )
            content = json.dumps(article.to_dict(), ensure_ascii=False)
            states.append((id_, _SEEN, _SEEN, id_, id_, run, digest, content))
        conn.executemany(_ARTICLE, rows)
        conn.executemany(_REVISION, states)


def _build_plain(archive: Path, path: Path) -> float:
    """Build a plain FTS5 table of the same text; returns the seconds spent."""
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = wal")
    conn.execute(
        "CREATE VIRTUAL TABLE plain USING fts5(title, body,"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    conn.execute("ATTACH ? AS archive", (str(archive),))
    began = time.perf_counter()
    last = 0
    total = conn.execute("SELECT max(id) FROM archive.articles").fetchone()[0]
    while last < total:  # batches as large as those of the archive
        conn.execute(
            "INSERT INTO plain(rowid, title, body) SELECT position, title, body"
            " FROM archive.articles WHERE id > ? AND id <= ?",
            (last, last + _BATCH),
        )
        conn.commit()
        last += _BATCH
    spent = time.perf_counter() - began
    conn.close()
    return spent
