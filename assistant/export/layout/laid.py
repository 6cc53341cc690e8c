"""A Word file as the layout checks see it: each line of the text with the paragraph that holds it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.draft import Block, Draft
from assistant.export.annexes import annexes, as_set
from assistant.export.effective import ReadParagraph
from assistant.export.page import Page, Style
from assistant.export.wordml import writable
from assistant.export.written import ReadLetter
from assistant.findings import Finding, Severity

BODY = ("opening", "paragraph", "closing")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]|（\d+）|[一二三四五六七八九十]+是)"
)


@dataclass(frozen=True)
class Line:
    """``start`` counts in the draft's text; ``blanks`` empty paragraphs stand before it."""

    start: int
    text: str
    block: Block
    paragraph: ReadParagraph
    blanks: int

    @property
    def cell(self) -> bool:
        """Text of a table; 版记 is often made with one, and is none."""
        return self.paragraph.in_table and self.block.kind != "copies"

    @property
    def mixed(self) -> bool:
        """A paragraph whose first words are a heading of their own: they have its font."""
        return self.block.kind == "paragraph" and bool(_NUMBERED.match(self.text))


@dataclass(frozen=True)
class Laid:
    """``own`` for a file that we wrote: it has to keep to what was asked for in every slot."""

    letter: ReadLetter
    page: Page
    lines: tuple[Line, ...]
    own: bool = False

    @classmethod
    def of(cls, letter: ReadLetter, draft: Draft, page: Page, *, own: bool = False) -> "Laid":
        lines = tuple(_aligned(letter, draft, own=own))
        return cls(letter, page, lines if own else tuple(_certain(lines, page)), own)

    def style(self, line: Line) -> Style:
        return self.page.styles[self.page.style_of(line.block)]

    def of_kind(self, *kinds: str) -> Iterator[Line]:
        return (x for x in self.lines if x.block.kind in kinds and not x.cell)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        return tuple(self.of_kind(*BODY))

    def common(self, value: Callable[[ReadParagraph], object]) -> object:
        """What most characters of the body have, None without a body."""
        count: Counter[object] = Counter()
        for line in self.body:
            count[value(line.paragraph)] += len(line.text)
        return count.most_common(1)[0][0] if count else None


@dataclass(frozen=True)
class Rule:
    """One thing about a layout, ``clause`` its authority in page.toml; ``find`` gives what is wrong."""

    id: str
    name: str
    clause: Callable[[Page], str]
    find: Callable[[Laid, "Rule"], Iterable[Finding]]

    def whole(self, laid: Laid, severity: Severity, message: str, expected: str = "") -> Finding:
        """About the whole paper."""
        return Finding(
            self.id, self.name, severity, f"{message}（{self.clause(laid.page)}）。", 0, 0, expected=expected
        )

    def at(
        self, line: Line, severity: Severity, message: str, clause: str, expected: str = "", more: int = 0
    ) -> Finding:
        """At a line; ``more`` lines have the same fault."""
        also = f"另有 {more} 处同样。" if more else ""
        quote = line.text.strip()
        start = line.start + len(line.text) - len(line.text.lstrip())
        return Finding(
            self.id, self.name, severity, f"{message}（{clause}）。{also}", start, start + len(quote), quote,
            expected=expected,
        )  # fmt: skip

    def once(
        self, lines: Sequence[Line], severity: Severity, message: str, clause: str, expected: str = ""
    ) -> Iterator[Finding]:
        """One finding for lines of one kind that share a fault, at the first of them."""
        if lines:
            yield self.at(lines[0], severity, message, clause, expected, len(lines) - 1)


def _certain(lines: Sequence[Line], page: Page) -> Iterator[Line]:
    """Without what looks like another element than it was read as: captions and second titles in the middle of the
    line, names above the title."""
    title = page.size_of(page.styles["Title"])
    titled = any(r.size_pt == title for x in lines if x.block.kind == "title" for r in x.paragraph.runs)
    for line in lines:
        centred = line.paragraph.align == "center" and line.text.strip()[-1:] not in "。；：！？"
        runs = line.paragraph.runs
        if line.block.kind == "title":
            other = titled and not any(r.size_pt == title for r in runs)
        else:
            other = centred and line.block.kind in (*BODY, "heading", "note")
        if not other:
            yield line


def _aligned(letter: ReadLetter, draft: Draft, *, own: bool) -> Iterator[Line]:
    """Lines of the draft with the paragraph of the file that holds the same words (an automatic number may stand before
    them); a line that no paragraph holds is left out, and so are the annexes of others, which have their own layout."""
    others = frozenset() if own else annexes(draft).keys()
    words = ["".join(p.text.split()) for p in letter.paragraphs]
    at, next_one, broken = 0, 0, ""
    for number, (block, shown) in enumerate(zip(draft.blocks, as_set(draft), strict=True)):
        for text in block.text.split("\n"):
            squeezed = "".join(writable(text).split())
            if squeezed and broken.startswith(squeezed):  # a line break within the paragraph: a title has some
                broken = broken[len(squeezed) :]
            elif squeezed:
                found = next((i for i in range(next_one, len(words)) if _same(words[i], squeezed)), None)
                if found is not None:
                    blanks = letter.blank_before[found] if found < len(letter.blank_before) else 0
                    if shown is not None and number not in others:
                        yield Line(at, text, shown, letter.paragraphs[found], blanks)
                    next_one = found + 1
                    broken = words[found][len(squeezed) :] if words[found].startswith(squeezed) else ""
            at += len(text) + 1


def _same(words: str, line: str) -> bool:
    """Whether a paragraph holds the line: as it is, without its automatic number, or with more lines after it."""
    if not words:
        return False
    numbered = len(words) > 3 and line.endswith(words) and len(line) - len(words) < 7
    return words == line or numbered or (len(line) > 3 and words.startswith(line))
