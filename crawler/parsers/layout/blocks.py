"""The body of an article as a flat sequence of blocks: text, image or data table.

Bodies have the worst markup of a page: Word paste, paragraphs made of `div` or of double line
breaks, captions in table rows. Each field claims its blocks; unclaimed text blocks become the
paragraphs of the article.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple

import regex

from crawler.parsers.layout.figures import data_table, is_figure, join_cells, picture_src
from crawler.parsers.select import Element, normalize_space

_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body center dd details dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul
    """.split()
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em", "cite", "figcaption"})
_MAX_LINE_PIECES = 8  # text nodes
_NEARLY_ALL = 0.95  # of the letters: a full stop or a name may not be bold
_STYLING_TAGS = frozenset({*_BOLD, *_ITALIC, "a", "center"})
_ALIGN = regex.compile(r"text-align\s*:\s*(center|right|left|justify|start|end)", regex.I)
_BOLD_STYLE = regex.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", regex.I)
_ITALIC_STYLE = regex.compile(r"font-style\s*:\s*italic", regex.I)
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.I)
_AUTHOR_CLASS = regex.compile(
    r"(?<![\w-])(?:author|tac-?gia)(?![\w-])", regex.I
)  # a block, whatever its tag
_SENTENCE_END = regex.compile(r"[.!?…:;][\"”’')\]]*$|/\.$")
_SENTENCE_START = regex.compile(r"^(?:[>»]|[\"“‘'(\[–—\-•*+]?\s*[\p{Lu}\d])")


@dataclass(slots=True)
class Picture:
    """An image in the body: `src` as written, alternative text, whether it floats beside text."""

    src: str | None
    alt: str
    floats: bool = False


@dataclass(slots=True)
class Block:
    """One text, image or data table of the body, or an aside.

    `names` are the class names and ids of the block and its ancestors, `link_density` is the share
    of letters in links. Blocks of one figure share `figure_id`, blocks of one block element, such
    as a paragraph, `container_id`. `claimed` is the field or kind of boilerplate of the block.
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
        """The first class name of the block or its nearest ancestor with one."""
        return self.names.split(" ", 1)[0]

    def claim(self, name: str) -> None:
        """Assign this block to a field; a block can be claimed once."""
        assert self.claimed is None, f"block already in {self.claimed}: {self.text[:60]!r}"
        self.claimed = name


def unclaimed(blocks: list[Block]) -> list[Block]:
    """The text blocks that no field has claimed yet, in order."""
    return [block for block in blocks if block.kind == "text" and block.claimed is None]


def read_blocks(fragment: Element) -> list[Block]:
    """Read a body copied by `subtree.copy_without` as blocks, in document order."""
    reader = _BlockReader()
    reader.enter(fragment, _Context())
    reader.end_run()
    return reader.blocks


class _Context(NamedTuple):
    """Properties that a node inherits from its ancestors."""

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
    """Text nodes of the next block; `alphanumeric` are those with letters or digits."""

    parts: list[str] = field(default_factory=list)
    alphanumeric: list[tuple[str, _Context]] = field(default_factory=list)

    def add(self, text: str, context: _Context) -> None:
        if not self.parts and text.isspace():
            return
        if self.parts and self.parts[-1][-1:].islower() and text[:1].isupper():
            self.parts.append(" ")  # a gap made by the style sheet: "Hà Giang" + "Hơn 23h"
        self.parts.append(text)
        if any(map(str.isalnum, text)):
            self.alphanumeric.append((text, context))

    def share(self, has: Callable[[_Context], bool]) -> float:
        """Share of the letters and digits whose context has a property: bold, italic, link."""
        flags = [has(context) for _, context in self.alphanumeric]
        if not any(flags) or all(flags):
            return float(any(flags))
        counts = [sum(map(str.isalnum, text)) for text, _ in self.alphanumeric]
        return sum(count for count, yes in zip(counts, flags, strict=True) if yes) / sum(counts)


_bold, _italic, _linked = map(attrgetter, ("bold", "italic", "linked"))


class _BlockReader:
    """Walks a body in document order; a block element ends the current run of text."""

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
        """Read one element: line break, image, block element or inline element."""
        tag = element.tag
        style = element.get("style") or ""
        if style and _HIDDEN.search(style):
            return
        if tag == "br":
            self.line_break(element)
        elif tag == "img":
            self.add_picture(element, context)
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
        """End the paragraph at a double line break, or at one between two sentences."""
        run = self.run
        before = normalize_space(
            "".join(run.parts[-_MAX_LINE_PIECES:])
        )  # limited, because a page may have thousands of breaks
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

    def add_picture(self, element: Element, context: _Context) -> None:
        self.end_run()
        alt = normalize_space(element.get("alt") or element.get("title") or "")
        style = element.get("style") or ""
        floats = element.get("align") in {"left", "right"} or "float" in style
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
    """The next sibling if no text is between; None at the end and before text."""
    return None if (element.tail or "").strip() else element.getnext()


def _next_is_break(element: Element) -> bool:
    following = _element_after(element)
    return following is not None and following.tag == "br"


def _plain_text_follows(element: Element) -> bool:
    """Whether a sentence that is not bold starts after a line break."""
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
