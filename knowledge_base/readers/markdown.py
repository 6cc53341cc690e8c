"""Markdown (CommonMark with tables) → the lines of a paper, none of its marks left. Each line of the source stays a line:
Chinese drafts are typed a paragraph a line, with or without an empty one between.

Two habits of Chinese typists are taken for what they mean and not for what CommonMark makes of them: ``**重点：**企业``
(bold that ends on punctuation) and ``#标题`` (no blank after the mark). Text that is struck through is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.readers.markup import fragment_lines

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.+)\n?", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[\u4e00-\u9fff（《“])", re.M)
_PRODUCT = re.compile(r"(?<=\d)\*(?=\d)")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}\s*$")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_SENTENCE = re.compile(r"[。；：，？！]\s*$")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LEFT = (
    re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"),
    re.compile(r"(?<!_)__(?=[^\s_])(.+?)(?<=[^\s_])__(?!_)"),
    re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)"),
    re.compile(r"(?<![A-Za-z0-9_])_(?=[^\s_])([^_\n]*[\u4e00-\u9fff][^_\n]*)(?<=[^\s_])_(?![A-Za-z0-9_])"),
)
_SAFE = str.maketrans({"*": "\ue000", "_": "\ue001", "|": "\ue002"})
_RESTORED = str.maketrans({"\ue000": "*", "\ue001": "_", "\ue002": "|"})
_ROW = re.compile(r"\s*\|(.+\|.+)\|\s*$")


@dataclass(frozen=True)
class MarkdownLine:
    """``depth`` counts the # of a heading, 0 for other lines; a row of a table has tabs between its cells."""

    text: str
    depth: int = 0


@dataclass
class _List:
    """An open list: of an ordered one the label of its next item. ``order`` counts the ordered lists around it."""

    order: int
    mark: str = ""
    numbers: list[int] = field(default_factory=list)


def markdown_lines(text: str, image: str = "") -> list[MarkdownLine]:
    """``image`` is what stands for a picture, ``{alt}`` in it for its words."""
    return list(_Reader(image).lines(MARKDOWN.parse(_prepared(text))))


def read_markdown(text: str) -> str:
    """The text alone, pictures left out."""
    return "".join(f"{line.text}\n" for line in markdown_lines(text))


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["code", "text_join"])


def _prepared(text: str) -> str:
    """Without front matter; notes where they are referred to; what only looks like a mark made plain."""
    text = _FRONT.sub("", text)
    notes = dict(_NOTE.findall(text))
    if notes:
        text = _NOTE.sub("", text)
        text = _NOTE_MARK.sub(lambda m: f"（注：{notes[m[1]].strip()}）" if m[1] in notes else m[0], text)
    return _PRODUCT.sub(r"\\*", _TIGHT_HEADING.sub(r"\1 ", text))


class _Reader:
    """Walks the blocks of one text."""

    def __init__(self, image: str) -> None:
        self._image = image
        self._lists: list[_List] = []
        self._label = ""

    def lines(self, tokens: Sequence[Token]) -> Iterator[MarkdownLine]:
        cells: list[str] = []
        depth = 0
        for n, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    depth = 0 if _no_heading(token, tokens[n + 1]) else int(token.tag[1])
                case "heading_close":
                    depth = 0
                case "bullet_list_open" | "ordered_list_open":
                    self._open(tokens, n)
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._label = self._next_label()
                case "tr_open":
                    cells = []
                case "tr_close":
                    yield MarkdownLine("\t".join(cells))
                case "inline" if token.level and tokens[n - 1].type in ("th_open", "td_open"):
                    cells.append(" ".join(_shown(token, self._image).translate(_RESTORED).split()))
                case "inline":
                    yield from self._said(_shown(token, self._image).split("\n"), depth)
                case "fence":
                    yield from self._said(token.content.split("\n"), 0)
                case "html_block":
                    yield from self._said(fragment_lines(token.content), 0)
                case _:
                    pass

    def _said(self, lines: Sequence[str], depth: int) -> Iterator[MarkdownLine]:
        for line in lines:
            line = line.rstrip()
            if self._lists:
                line = _TASK.sub("", line)
            if depth:
                line = _ANCHOR.sub("", line)
            if row := _ROW.match(line):  # of a table without its line of dashes
                line = "\t".join(cell.strip() for cell in row[1].split("|"))
            line = line.translate(_RESTORED)
            if line.strip():
                yield MarkdownLine(self._label + (line.lstrip() if self._label else line), depth)
                self._label = ""

    def _open(self, tokens: Sequence[Token], n: int) -> None:
        around = sum(bool(x.mark) for x in self._lists)
        if tokens[n].type == "bullet_list_open":
            self._lists.append(_List(around))
            return
        self._lists.append(_List(around, tokens[n].markup, list(_numbers(tokens, n))))

    def _next_label(self) -> str:
        """1. in a list, （1） in a list within it or where the source writes 1), then ①."""
        now = self._lists[-1]
        if not now.mark:
            return ""
        number = now.numbers.pop(0)
        order = now.order + (now.mark == ")")
        if order == 0:
            return f"{number}."
        return f"（{number}）" if order == 1 or number > 20 else chr(ord("①") + number - 1)


def _numbers(tokens: Sequence[Token], n: int) -> Iterator[int]:
    """The numbers of a list as they are written; counted where they are all the same."""
    written: list[int] = []
    for token in tokens[n + 1 :]:
        if token.type == "ordered_list_close" and token.level == tokens[n].level:
            break
        if token.type == "list_item_open" and token.level == tokens[n].level + 1:
            written.append(int(token.info))
    same = len(set(written)) == 1
    return (first + i if same else first for i, first in enumerate(written))


def _no_heading(token: Token, inline: Token) -> bool:
    """A line of dashes right under a paragraph is a rule across the page, not an underlined heading."""
    underlined = token.markup in ("-", "=")
    return underlined and ("\n" in inline.content or bool(_SENTENCE.search(inline.content)))


def _shown(inline: Token, image: str) -> str:
    """The words of a piece of text; its line breaks as \\n, plain characters that look like marks as _SAFE has them."""
    pieces: list[str] = []
    struck = 0
    for child in inline.children or ():
        if child.type in ("s_open", "s_close"):
            struck += 1 if child.type == "s_open" else -1
        elif not struck:
            pieces.append(_piece(child, image))
    text = "".join(pieces)
    for pattern in _LEFT:
        text = pattern.sub(r"\1", text)
    return text


def _piece(child: Token, image: str) -> str:
    match child.type:
        case "text":
            return child.content
        case "text_special" | "code_inline":
            return child.content.translate(_SAFE)
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if _BREAK.match(child.content) else ""
        case "image":
            return image.format(alt=f"“{child.content}”" if child.content else "")
        case _:
            return ""
