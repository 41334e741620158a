"""The body of an article as a row of blocks: what people wrote in an editor, made flat.

Its markup is at its worst: Word paste, paragraphs made of `div` or of two line breaks, captions in
table rows. A block is a run of text, a picture or a data table; every field claims its blocks, and
what nobody claims are the paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple

import regex

from crawler.parsers.layout.figures import data_table, is_figure, join_cells
from crawler.parsers.select import Element, normalize_space

_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body center dd details dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul
    """.split()
)
IMAGE_SRC_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-image", "src")
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em", "cite", "figcaption"})
_MAX_LINE_PIECES = 8  # pieces of text
_NEARLY_ALL = 0.95  # of the letters: a full stop or a name may be set in plain type
_STYLING_TAGS = frozenset({*_BOLD, *_ITALIC, "a", "center"})
_ALIGN = regex.compile(r"text-align\s*:\s*(center|right|left|justify|start|end)", regex.I)
_BOLD_STYLE = regex.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", regex.I)
_ITALIC_STYLE = regex.compile(r"font-style\s*:\s*italic", regex.I)
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.I)
_AUTHOR_CLASS = regex.compile(
    r"(?<![\w-])(?:author|tac-?gia)(?![\w-])", regex.I
)  # whatever its tag
_SENTENCE_END = regex.compile(r"[.!?…:;][\"”’')\]]*$|/\.$")
_SENTENCE_START = regex.compile(r"^(?:[>»]|[\"“‘'(\[–—\-•*+]?\s*[\p{Lu}\d])")


@dataclass(slots=True)
class Picture:
    """A picture in the body: address as written, alternative text, whether text flows round it."""

    src: str | None
    alt: str
    floats: bool = False


@dataclass(slots=True)
class Block:
    """One run of text, one picture, or one data table of the body, in order; asides stand last.

    `names` holds class and id of the block and of its ancestors; `frame` numbers the picture frame
    (figure, caption table) that a block stands in; `within` numbers the innermost block element, so
    that text in the paragraph of a picture is known; `claimed` names the field that took it.
    """

    kind: Literal["text", "picture", "table", "aside"]
    text: str = ""
    tag: str = ""
    names: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    right_aligned: bool = False
    link_density: float = 0.0
    figure_id: int | None = None
    container_id: int = 0
    picture: Picture | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    claimed: str | None = None

    @property
    def style(self) -> str:
        """The first class name of the block, or of what it stands in."""
        return self.names.split(" ", 1)[0]

    def claim(self, name: str) -> None:
        """Take this block for a field, once."""
        assert self.claimed is None, f"block already in {self.claimed}: {self.text[:60]!r}"
        self.claimed = name


def unclaimed(blocks: list[Block]) -> list[Block]:
    """The text blocks that no field has claimed yet."""
    return [block for block in blocks if block.kind == "text" and block.claimed is None]


def picture_src(element: Element) -> str | None:
    """The address of a picture, as written; a script may put it in place of an empty one."""
    sources = (element.get(name) or "" for name in IMAGE_SRC_ATTRIBUTES)
    return next((value for value in sources if value and not value.startswith("data:")), None)


def read_blocks(fragment: Element) -> list[Block]:
    """Flatten a body, cut out by `fragment.cut`, into blocks, in reading order."""
    reader = _BlockReader()
    reader.enter(fragment, _Context())
    reader.end_run()
    return reader.blocks


class _Context(NamedTuple):
    """What the ancestors of a node say about it."""

    tag: str = ""
    names: str = ""
    bold: bool = False
    italic: bool = False
    align: str = ""
    linked: bool = False
    figure_id: int | None = None
    container_id: int = 0


@dataclass(slots=True)
class _Run:
    """Text gathered for the next block, and which of it has letters or figures, and where."""

    parts: list[str] = field(default_factory=list)
    alphanumeric: list[tuple[str, _Context]] = field(default_factory=list)

    def add(self, text: str, context: _Context) -> None:
        if not self.parts and text.isspace():
            return
        if self.parts and self.parts[-1][-1:].islower() and text[:1].isupper():
            self.parts.append(" ")  # a gap that only the style sheet shows: "Hà Giang" + "Hơn 23h"
        self.parts.append(text)
        if any(map(str.isalnum, text)):
            self.alphanumeric.append((text, context))

    def share(self, has: Callable[[_Context], bool]) -> float:
        """How much of the letters and figures is bold, italic or a link; most often all or none."""
        told = [has(context) for _, context in self.alphanumeric]
        if not any(told) or all(told):
            return float(any(told))
        counts = [sum(map(str.isalnum, text)) for text, _ in self.alphanumeric]
        return sum(count for count, yes in zip(counts, told, strict=True) if yes) / sum(counts)


_bold, _italic, _linked = map(attrgetter, ("bold", "italic", "linked"))


class _BlockReader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.run = _Run()
        self.container_count = 0

    def walk(self, element: Element, context: _Context) -> None:
        if element.text:
            self.run.add(element.text, context)
        for child in element:
            self.enter(child, context)
            if child.tail:
                self.run.add(child.tail, context)

    def enter(self, element: Element, context: _Context) -> None:
        tag = element.tag
        style = element.get("style") or ""
        if style and _HIDDEN.search(style):
            return
        if tag == "br":
            self.line_break(element)
        elif tag == "img":
            self.picture(element, context)
        elif tag in _BLOCK_TAGS or _AUTHOR_CLASS.search(element.get("class") or ""):
            self.end_run()
            if rows := data_table(element):
                for caption in element.iterchildren("caption"):
                    self.walk(caption, self.block_context(caption, "", context))
                    self.end_run()
                self.blocks.append(
                    Block(
                        "table", tag="table", names=context.names, rows=rows, text=join_cells(rows)
                    )
                )
            else:
                self.walk(element, self.block_context(element, style, context))
            self.end_run()
        else:
            self.walk(element, _inline_context(element, style, context))

    def block_context(self, element: Element, style: str, context: _Context) -> _Context:
        self.container_count += 1
        frame = context.figure_id
        if frame is None and is_figure(element):
            frame = self.container_count
        inherited = _inline_context(element, style, context)
        return inherited._replace(
            tag=str(element.tag), figure_id=frame, container_id=self.container_count
        )

    def line_break(self, element: Element) -> None:
        """Two breaks end a paragraph; one does where a sentence ends and another begins."""
        run = self.run
        before = normalize_space(
            "".join(run.parts[-_MAX_LINE_PIECES:])
        )  # a bound: breaks may stand in thousands
        all_bold = len(run.alphanumeric) <= _MAX_LINE_PIECES and run.share(_bold) >= _NEARLY_ALL
        if (
            _next_is_break(element)
            or (all_bold and _plain_text_follows(element))
            or (
                len(before) > 40
                and _SENTENCE_END.search(before)
                and _SENTENCE_START.match(_text_after(element))
            )
        ):
            self.end_run()
        else:
            self.run.parts.append("\n")

    def picture(self, element: Element, context: _Context) -> None:
        self.end_run()
        alt = normalize_space(element.get("alt") or element.get("title") or "")
        floats = element.get("align") in {"left", "right"} or "float" in (
            element.get("style") or ""
        )
        self.blocks.append(
            Block(
                "picture",
                picture=Picture(picture_src(element), alt, floats),
                tag="img",
                names=context.names,
                figure_id=context.figure_id,
                container_id=context.container_id,
                centred=context.align == "center",
            )
        )

    def end_run(self) -> None:
        run = self.run
        if not run.parts:
            return
        self.run = _Run()
        if not run.alphanumeric:
            return
        context = run.alphanumeric[0][1]
        self.blocks.append(
            Block(
                "text",
                normalize_space("".join(run.parts)),
                context.tag,
                context.names,
                bold=run.share(_bold) >= _NEARLY_ALL,
                italic=run.share(_italic) >= 0.9,
                centred=context.align == "center",
                right_aligned=context.align in {"right", "end"},
                link_density=run.share(_linked),
                figure_id=context.figure_id,
                container_id=context.container_id,
            )
        )


def _inline_context(element: Element, style: str, context: _Context) -> _Context:
    tag = element.tag
    classes, own_id, aligned = map(element.get, ("class", "id", "align"))
    if not (style or classes or own_id or aligned or tag in _STYLING_TAGS):
        return context
    align = _ALIGN.search(style) if style else None
    own = " ".join([*(classes or "").split(), own_id or ""]).strip().lower()
    return _Context(
        tag=context.tag,
        names=f"{own} {context.names}".strip() if own else context.names,
        bold=context.bold or tag in _BOLD or bool(style and _BOLD_STYLE.search(style)),
        italic=context.italic or tag in _ITALIC or bool(style and _ITALIC_STYLE.search(style)),
        align=align[1].lower() if align else (aligned or "").lower()
        or ("center" if tag == "center" else context.align),
        linked=context.linked or tag == "a",
        figure_id=context.figure_id,
        container_id=context.container_id,
    )  # fmt: skip


def _element_after(element: Element) -> Element | None:
    """The next sibling, where no text stands between; None at the end and before text."""
    return None if (element.tail or "").strip() else element.getnext()


def _next_is_break(element: Element) -> bool:
    following = _element_after(element)
    return following is not None and following.tag == "br"


def _plain_text_follows(element: Element) -> bool:
    """Whether a sentence in plain type begins after a line break."""
    following = _element_after(element)
    if following is not None:
        style = following.get("style") or ""
        if next(following.iter(*_BOLD), None) is not None or _BOLD_STYLE.search(style):
            return False
    return bool(_SENTENCE_START.match(_text_after(element)))


def _text_after(element: Element) -> str:
    following = _element_after(element)
    return normalize_space(
        element.tail or "" if following is None else "".join(following.itertext())
    )
