"""Byline parser: writers, photographers and credited source of one line, `text -> Byline`.

One line may combine several statements: "Tin: A - Ảnh: B" (news: A, photo: B), "A (Theo X, Y)" (A,
according to X and Y), "A/TTXVN" (A of the news agency TTXVN). The line is split at its labels, and
each part is parsed as a list of people, newsrooms and outlets. If any part is something else, the
line is not a byline, so that an ordinary sentence never becomes an author.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import regex

from archive.vietnamese import clean
from crawler.parsers.lines import byline_labels, honorifics, names, outlets, photo_credits
from crawler.parsers.lines.byline_labels import LabelledPart
from crawler.parsers.lines.unlabelled_byline import Signatures, read_signatures

BylineKind = Literal["author", "credit", "source", "none"]

_MAX_WORDS = 16
_SOURCE_PHRASE = regex.compile(
    r"(?P<writer>.*?)[\s,;(\[–-]*(?<!\p{L})(?:theo|(?<=(?:dịch|hợp|trích|thuật)\s)từ)"
    r"\s*[:\s]\s*(?P<outlets>.+)",
    regex.IGNORECASE,
)
_WRITER_FIRST = regex.compile(
    r"(?P<writer>[^(/,–]+?)\s*(?:\(|/|,|\s[-–]\s)\s*(?P<rest>[^()]+)\)?\.?"
)
_WHOLE_BRACKET = regex.compile(r"\(([^()]*)\)[.\s]*")
_NOT_A_BYLINE = regex.compile(r"[:?!…]$|\.\.\.$|\d{3}|^[,.;]")
_THEO = regex.compile(r"^theo\s+", regex.IGNORECASE)
_URL = regex.compile(r"https?://([\p{L}\d.-]+)\S*", regex.IGNORECASE)
_DATA_PROVIDERS = frozenset({"NCHMF", "NOAA", "NASA", "JTWC", "Windy", "Google Maps", "Internet"})


@dataclass(frozen=True, slots=True)
class Byline:
    """Parsed byline: `names` are the writers, `outlets` the credited outlets in one spelling.

    `source` is the credited outlet as printed. `agency` is the writer's own agency ("A/TTXVN"),
    `collective` a newsroom that signs instead of people ("Nhóm PV": reporters). `role` is the work
    done ("tổng hợp" compiled, "dịch" translated) or a title before the name. Kind "source" may have
    writers too; kind "credit" is the photo credit of an image; kind "none" is not a byline.
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
        """The people who signed, or else the newsroom as printed."""
        return self.names or ((self.collective,) if self.collective else ())


def read_byline(text: str, *, trusted: bool = False) -> Byline:
    """Parse one line; `trusted` if the page's markup already identifies it as a byline."""
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
    """The line without bullets and without brackets or quotes around the whole of it."""
    line = raw.strip(' *•_"“”')
    match = _WHOLE_BRACKET.fullmatch(line)
    return (match[1] if match else line).strip(" -–—")


def _read_labels(line: str, raw: str) -> Byline | None:
    """Parse a line with labels: "Tin, ảnh: A" (news, photo), "Bài: A Ảnh: B", "Nguồn: X" (source).

    None for a line without labels, and for one that only credits an image.
    """
    before, labelled = byline_labels.split_at_labels(line)
    if not labelled:
        return None
    has_author = any(part.kind == "author" for part in labelled)
    if not before and not has_author and labelled[0].kind in {"photo", "other"}:
        return None  # the credit of an image
    lines = _LabelledLine(raw)
    if before and not lines.add_writers("", before):
        return None
    return lines.byline() if all(map(lines.add_part, labelled)) else None


@dataclass(slots=True)
class _LabelledLine:
    """Collects the parts of a labelled byline and builds the Byline."""

    raw: str
    writers: Signatures = field(default_factory=Signatures)
    photographers: list[str] = field(default_factory=list)
    source: str | None = None

    def add_part(self, part: LabelledPart) -> bool:
        """Add one part; False if it shows that the line is not a byline."""
        if part.kind == "author":
            return self.add_writers(part.label, part.value)
        if part.kind == "source":
            return self._add_source(part.value)
        if part.kind == "photo":
            self.photographers += photo_credits.credit_names(part.value)
        return len(part.value.split()) <= _MAX_WORDS // 2

    def _add_source(self, value: str) -> bool:
        value = _URL.sub(r"\1", _THEO.sub("", value))
        people, newsroom, value = _split_leading_writer(value)
        self.writers.people += people
        self.writers.collectives += newsroom
        self.source = outlets.read_outlet_list(value)
        return self.source is not None

    def add_writers(self, label: str, value: str) -> bool:
        """Add the writers in `value`; `label` is empty for text before the first label."""
        if (sourced := _read_source(value, value)) is not None:
            self.source, self.writers.people = sourced.source, list(sourced.names)
        elif (signatures := read_signatures(value, trusted=bool(label))) is not None:
            if not label and not signatures.people and not signatures.collectives:
                return False  # a caption that starts with an office: "Công an tỉnh … Ảnh: A"
            self.writers = signatures
        else:
            short = len(value.split()) <= names.MAX_SYLLABLES
            return label.lower().startswith("tác giả") and short and not _NOT_A_BYLINE.search(value)
        if byline_labels.includes_photos(label):
            self.photographers += self.writers.people
        return True

    def byline(self) -> Byline:
        """The Byline of the parts added so far."""
        collective = _first(self.writers.collectives)
        unsigned = not self.writers.people and collective is None
        agency = _first(self.writers.agencies)
        if unsigned and agency and not outlets.is_press(agency):
            agency = None
        source = self.source or agency
        kind: BylineKind = "source" if self.source or (unsigned and agency) else "author"
        titles = tuple(outlets.split_outlets(source)) if source else ()
        if source and unsigned and self._is_picture_credit(titles):
            named = photo_credits.credit_names(source)
            return Byline("credit", (), named, source, titles, raw=self.raw)
        return Byline(
            kind, tuple(self.writers.people), tuple(self.photographers), source, titles,
            collective, self.writers.role or self.writers.title, agency, self.raw,
        )  # fmt: skip

    def _is_picture_credit(self, titles: tuple[str, ...]) -> bool:
        """Whether the line credits an image: captions end in a full stop, bylines do not."""
        is_origin = titles[0] in _DATA_PROVIDERS or photo_credits.is_origin(titles[0])
        return is_origin or self.raw.startswith("_") or self.raw.endswith(".")


def _read_credit(line: str, raw: str) -> Byline | None:
    """Parse a photo credit: "Ảnh: A" (photo), "(Ảnh minh họa)" (illustration), "A. Ảnh: B"."""
    if photo_credits.is_illustration(raw):
        return Byline("credit", raw=raw)
    caption, printed = photo_credits.split_caption(raw)
    if printed is None and photo_credits.ends_with_illustration(raw):
        return Byline("credit", raw=raw)
    if printed is not None:
        signatures = read_signatures(caption) if caption else None
        kind: BylineKind = "author" if signatures is not None and signatures.people else "credit"
        writers = tuple(signatures.people) if signatures is not None else ()
        return Byline(kind, writers, photo_credits.credit_names(printed), raw=raw)
    head, stop, tail = line.rpartition(". ")
    name = names.parse_name(tail) if stop else None
    printed = photo_credits.split_caption(head)[1] if name else None
    if name is None or printed is None:
        return None
    return Byline("credit", (name,), photo_credits.credit_names(printed), raw=raw)


def _read_source(line: str, raw: str) -> Byline | None:
    """Parse a source phrase: "Theo X" (according to), "A (Theo X, Y)", "A tổng hợp theo X"."""
    match = _SOURCE_PHRASE.fullmatch(line)
    if match is None:
        return None
    signatures = read_signatures(match["writer"].replace("(", " ").strip(" ,;-–"))
    if signatures is None or signatures.agencies:
        return None
    person, newsroom, outlet_list = _split_leading_writer(match["outlets"])
    printed = outlets.read_outlet_list(outlet_list)
    if printed is None or _NOT_A_BYLINE.search(printed) or photo_credits.is_origin(printed):
        return None
    return Byline(
        "source", (*signatures.people, *person), (), printed, tuple(outlets.split_outlets(printed)),
        _first([*signatures.collectives, *newsroom]), signatures.role or signatures.title, raw=raw,
    )  # fmt: skip


def _split_leading_writer(outlet_list: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Split the writer or newsroom before an outlet off: "A (X)", "A/X", "PV - X" (reporter).

    Returns people, newsrooms and the remaining list of outlets.
    """
    match = _WRITER_FIRST.fullmatch(outlet_list)
    if match is None or outlets.is_outlet(match["writer"]):
        return (), (), outlet_list
    if not outlets.is_listed(outlets.strip_medium(match["rest"])):
        return (), (), outlet_list
    if honorifics.is_collective(match["writer"]):
        return (), (match["writer"],), match["rest"]
    name = names.parse_name(honorifics.split_titles(match["writer"])[0])
    return ((name,), (), match["rest"]) if name is not None else ((), (), outlet_list)


def _read_names(line: str, raw: str, *, trusted: bool) -> Byline:
    """Parse a line without labels: "A - B", "A (tổng hợp)", "A/TTXVN", "Nhóm PV", "TTXVN"."""
    signatures = read_signatures(line, trusted=trusted)
    if signatures is None:
        return Byline("none", raw=raw)
    source = "/".join(signatures.agencies) or None
    titles = tuple(outlets.canonical_title(agency) for agency in signatures.agencies)
    if signatures.people or signatures.collectives:
        return Byline(
            "author", tuple(signatures.people), (), source, titles, _first(signatures.collectives),
            signatures.role or signatures.title, _first(signatures.agencies), raw,
        )  # fmt: skip
    if titles and (trusted or outlets.is_press(signatures.agencies[0])):
        return Byline("source", (), (), source, titles, role=signatures.role, raw=raw)
    return Byline("none", raw=raw)


def _first(items: list[str]) -> str | None:
    return items[0] if items else None


_TAIL_START = regex.compile(
    r"(?P<end>/\.\s*|[.!?…][\"”»’)]?\s+)|(?=\((?i:theo|nguồn|tin|bài|ttxvn)\b)"
)
_ABBREVIATION = regex.compile(
    r"(?:^|\s)(?:\p{Lu}\p{Ll}{0,2}|TS|ThS|PGS|GS|BS|TP|Mr|Mrs|Dr|tr|vv|v|NXB|\p{Lu}{1,3})\.\s*$"
)
_SHORTEST_TEXT = 8  # words before a byline at the end of a paragraph
_LONGEST_TAIL = 12  # words


def split_trailing_byline(text: str) -> tuple[str, Byline | None]:
    """Split a byline off the end of a paragraph: "… của tỉnh./. Hoàng Uyên".

    Returns the paragraph unchanged and None unless the end cannot be part of the text.
    """
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
    """Whether the short tail of a paragraph is a byline and cannot be its last sentence."""
    if before.endswith("/."):
        return True
    if tail.endswith(".") and not tail.startswith("("):
        return False
    ended = before[-1] in '.!?…"”»’)'
    return ended or tail.lower().startswith(("(theo", "(nguồn")) or bool(byline.role)


def json_record(text: str) -> dict[str, Any]:
    """Output of `baotinh field byline` for one line; `names` depends on the kind of byline."""
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
