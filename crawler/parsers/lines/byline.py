"""The line that says who wrote, who photographed and whom the article credits: `text -> Byline`.

One line mixes several statements ("Tin: A - Ảnh: B", "A (Theo X, Y)", "A/TTXVN"), so it is cut at
its labels first and each part is read as a list of people, newsrooms and outlets. A part that holds
anything else makes the whole line no by-line: an ordinary sentence must never become an author.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import regex

from archive.vietnamese import clean
from crawler.parsers.lines import byline_labels, captions, honorifics, names, outlets
from crawler.parsers.lines.byline_labels import LabelledPart
from crawler.parsers.lines.unlabelled_byline import Signatures, read_signatures

BylineKind = Literal["author", "credit", "source", "none"]

_MAX_WORDS = 16
_SOURCE_PHRASE = regex.compile(
    r"(?P<who>.*?)[\s,;(\[–-]*(?<!\p{L})(?:theo|(?<=(?:dịch|hợp|trích|thuật)\s)từ)"
    r"\s*[:\s]\s*(?P<whom>.+)",
    regex.IGNORECASE,
)
_WRITER_FIRST = regex.compile(r"(?P<who>[^(/,–]+?)\s*(?:\(|/|,|\s[-–]\s)\s*(?P<rest>[^()]+)\)?\.?")
_WHOLE_BRACKET = regex.compile(r"\(([^()]*)\)[.\s]*")
_NOT_A_BYLINE = regex.compile(r"[:?!…]$|\.\.\.$|\d{3}|^[,.;]")
_THEO = regex.compile(r"^theo\s+", regex.IGNORECASE)
_URL = regex.compile(r"https?://([\p{L}\d.-]+)\S*", regex.IGNORECASE)
_DATA_PROVIDERS = frozenset({"NCHMF", "NOAA", "NASA", "JTWC", "Windy", "Google Maps", "Internet"})


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says: `names` are the writers, `outlets` whom they credit, in one spelling.

    `source` is the credited outlet as printed; `agency` is set where the writer belongs to it
    ("A/TTXVN"), `collective` where a newsroom signs; `role` is "tổng hợp", "dịch" or a title cut
    off. Kind "source" may have writers too, kind "credit" is the line of a picture.
    """

    kind: BylineKind
    names: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    source: str | None = None
    outlets: tuple[str, ...] = ()
    collective: str | None = None
    role: str | None = None
    agency: str | None = None
    raw: str = ""

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who signed: the people, or else the newsroom as printed."""
        return self.names or ((self.collective,) if self.collective else ())


def read_byline(text: str, *, trusted: bool = False) -> Byline:
    """Read one line; `trusted` where the page's markup already says that it names an author."""
    raw = " ".join(clean(text).split())
    line = _strip_wrapping(raw)
    if not line or len(line.split()) > _MAX_WORDS:
        return Byline("none", raw=raw)
    for read in (_read_labels, _read_credit):
        if (byline := read(line, raw)) is not None:
            return byline
    if _NOT_A_BYLINE.search(raw):
        return Byline("none", raw=raw)
    return _read_source(line, raw) or _read_names(line, raw, trusted=trusted)


def _strip_wrapping(raw: str) -> str:
    """The line without list marks, and without a bracket or quotes around all of it."""
    line = raw.strip(' *•_"“”')
    match = _WHOLE_BRACKET.fullmatch(line)
    return (match[1] if match else line).strip(" -–—")


def _read_labels(line: str, raw: str) -> Byline | None:
    """Read "Tin, ảnh: A", "Bài: A Ảnh: B", "A - Thiết kế: B", "Nguồn: X"."""
    before, labelled = byline_labels.split_at_labels(line)
    if not labelled:
        return None
    writes = any(said.part == "author" for said in labelled)
    if not before and not writes and labelled[0].part in {"photo", "other"}:
        return None  # the line of a picture
    lines = _LabelledLine(raw)
    if before and not lines.take_writers("", before):
        return None
    return lines.byline() if all(map(lines.take, labelled)) else None


@dataclass(slots=True)
class _LabelledLine:
    """The parts of a line that has labels, gathered one by one."""

    raw: str
    writers: Signatures = field(default_factory=Signatures)
    photographers: list[str] = field(default_factory=list)
    source: str | None = None

    def take(self, said: LabelledPart) -> bool:
        """Read one part; False where it shows that the line is no by-line."""
        if said.part == "author":
            return self.take_writers(said.label, said.value)
        if said.part == "source":
            return self._take_source(said.value)
        if said.part == "photo":
            self.photographers += captions.credit_names(said.value)
        return len(said.value.split()) <= _MAX_WORDS // 2

    def _take_source(self, value: str) -> bool:
        value = _URL.sub(r"\1", _THEO.sub("", value))
        people, newsroom, value = _split_leading_writer(value)
        self.writers.people += people
        self.writers.collectives += newsroom
        self.source = outlets.read_outlet_list(value)
        return self.source is not None

    def take_writers(self, label: str, value: str) -> bool:
        """Read who wrote; `label` is empty where no label says so."""
        if (sourced := _read_source(value, value)) is not None:
            self.source, self.writers.people = sourced.source, list(sourced.names)
        elif (signed := read_signatures(value, trusted=bool(label))) is not None:
            if not label and not signed.people and not signed.collectives:
                return False  # a caption that begins with an office: "Công an tỉnh … Ảnh: A"
            self.writers = signed
        else:
            short = len(value.split()) <= names.MAX_SYLLABLES
            return label.lower().startswith("tác giả") and short and not _NOT_A_BYLINE.search(value)
        if byline_labels.includes_photos(label):
            self.photographers += self.writers.people
        return True

    def byline(self) -> Byline:
        collective = _first(self.writers.collectives)
        nobody = not self.writers.people and collective is None
        agency = _first(self.writers.agencies)
        if nobody and agency and not outlets.is_press(agency):
            agency = None
        source = self.source or agency
        kind: BylineKind = "source" if self.source or (nobody and agency) else "author"
        titles = tuple(outlets.split_outlets(source)) if source else ()
        if source and nobody and self._is_of_a_picture(titles):
            named = captions.credit_names(source)
            return Byline("credit", (), named, source, titles, raw=self.raw)
        return Byline(
            kind, tuple(self.writers.people), tuple(self.photographers), source, titles,
            collective, self.writers.role or self.writers.title, agency, self.raw,
        )  # fmt: skip

    def _is_of_a_picture(self, titles: tuple[str, ...]) -> bool:
        """Captions end in a stop, signatures do not; who gives maps and data gives pictures."""
        nobody = titles[0] in _DATA_PROVIDERS or captions.is_origin(titles[0])
        return nobody or self.raw.startswith("_") or self.raw.endswith(".")


def _read_credit(line: str, raw: str) -> Byline | None:
    """Read "Ảnh: A", "(Ảnh minh họa)", "A. Ảnh: B", "Quang cảnh hội nghị. Ảnh: A"."""
    if captions.is_illustration(raw):
        return Byline("credit", raw=raw)
    caption, printed = captions.split_caption(raw)
    if printed is None and captions.ends_with_illustration(raw):
        return Byline("credit", raw=raw)
    if printed is not None:
        signed = read_signatures(caption) if caption else None
        kind: BylineKind = "author" if signed is not None and signed.people else "credit"
        writers = tuple(signed.people) if signed is not None else ()
        return Byline(kind, writers, captions.credit_names(printed), raw=raw)
    head, stop, tail = line.rpartition(". ")
    name = names.parse_name(tail) if stop else None
    printed = captions.split_caption(head)[1] if name else None
    if name is None or printed is None:
        return None
    return Byline("credit", (name,), captions.credit_names(printed), raw=raw)


def _read_source(line: str, raw: str) -> Byline | None:
    """Read "Theo X", "A (Theo X, Y)", "A tổng hợp theo X", "Theo A/X"."""
    match = _SOURCE_PHRASE.fullmatch(line)
    if match is None:
        return None
    signed = read_signatures(match["who"].replace("(", " ").strip(" ,;-–"))
    if signed is None or signed.agencies:
        return None
    person, newsroom, whom = _split_leading_writer(match["whom"])
    printed = outlets.read_outlet_list(whom)
    if printed is None or _NOT_A_BYLINE.search(printed) or captions.is_origin(printed):
        return None
    return Byline(
        "source", (*signed.people, *person), (), printed, tuple(outlets.split_outlets(printed)),
        _first([*signed.collectives, *newsroom]), signed.role or signed.title, raw=raw,
    )  # fmt: skip


def _split_leading_writer(whom: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Take the writer or newsroom off "A (X)", "A/X", "PV - X": who stands before an outlet."""
    match = _WRITER_FIRST.fullmatch(whom)
    if match is None or outlets.is_outlet(match["who"]):
        return (), (), whom
    if not outlets.is_listed(outlets.strip_medium(match["rest"])):
        return (), (), whom
    if honorifics.is_collective(match["who"]):
        return (), (match["who"],), match["rest"]
    name = names.parse_name(honorifics.split_titles(match["who"])[0])
    return ((name,), (), match["rest"]) if name is not None else ((), (), whom)


def _read_names(line: str, raw: str, *, trusted: bool) -> Byline:
    """Read "A - B", "A (tổng hợp)", "A/TTXVN", "Nhóm PV", "TTXVN/Tin Tức"."""
    signed = read_signatures(line, trusted=trusted)
    if signed is None:
        return Byline("none", raw=raw)
    source = "/".join(signed.agencies) or None
    titles = tuple(outlets.canonical_title(agency) for agency in signed.agencies)
    if signed.people or signed.collectives:
        return Byline(
            "author", tuple(signed.people), (), source, titles, _first(signed.collectives),
            signed.role or signed.title, _first(signed.agencies), raw,
        )  # fmt: skip
    if titles and (trusted or outlets.is_press(signed.agencies[0])):
        return Byline("source", (), (), source, titles, role=signed.role, raw=raw)
    return Byline("none", raw=raw)


def _first(items: list[str]) -> str | None:
    return items[0] if items else None


_TAIL_START = regex.compile(
    r"(?P<end>/\.\s*|[.!?…][\"”»’)]?\s+)|(?=\((?i:theo|nguồn|tin|bài|ttxvn)\b)"
)
_ABBREVIATION = regex.compile(
    r"(?:^|\s)(?:\p{Lu}\p{Ll}{0,2}|TS|ThS|PGS|GS|BS|TP|Mr|Mrs|Dr|tr|vv|v|NXB|\p{Lu}{1,3})\.\s*$"
)
_SHORTEST_TEXT = 8  # words that must stand before a by-line run on
_LONGEST_TAIL = 12  # words


def split_trailing_byline(text: str) -> tuple[str, Byline | None]:
    """Cut off a by-line at the end of a paragraph ("… của tỉnh./. Hoàng Uyên"), only if sure."""
    found: tuple[str, Byline | None] = (text, None)
    for stop in reversed(list(_TAIL_START.finditer(text))):
        before, tail = text[: stop.end()].rstrip(), text[stop.end() :].strip()
        if len(tail.split()) > _LONGEST_TAIL or len(before.split()) < _SHORTEST_TEXT:
            break
        if not tail or _ABBREVIATION.search(before):
            continue
        byline = read_byline(tail)
        if byline.kind in {"author", "source"} and _is_unmistakable(tail, byline, before):
            found = before, byline
    return found


def _is_unmistakable(tail: str, byline: Byline, before: str) -> bool:
    """Whether a short end of a paragraph cannot be its last sentence."""
    if before.endswith("/."):
        return True
    if tail.endswith(".") and not tail.startswith("("):
        return False
    ended = before[-1] in '.!?…"”»’)'
    return ended or tail.lower().startswith(("(theo", "(nguồn")) or bool(byline.role)


def json_record(text: str) -> dict[str, Any]:
    """What `baotinh field byline` prints for one line; `names` are those of its kind."""
    byline = read_byline(text)
    named = {"source": byline.outlets, "credit": byline.photographers}.get(
        byline.kind, byline.names
    )
    record: dict[str, Any] = {"kind": byline.kind, "names": list(named), "source": byline.source}
    if byline.kind in {"source", "credit"} and byline.names:
        record["authors"] = list(byline.names)
    if byline.kind == "author" and byline.photographers:
        record["photo"] = list(byline.photographers)
    for key in ("role", "agency", "collective"):
        if (value := getattr(byline, key)) is not None:
            record[key] = value
    return record
