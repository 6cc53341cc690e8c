"""Text that remembers where each of its characters stood in the pasted one, however much is cut out or joined."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_HALF = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SAME_WIDTH = {
    **_HALF,
    0xFF0E: ".",
    0xA0: " ",
    0x2002: " ",
    0x2003: " ",
    0x200B: " ",
    0xFEFF: " ",
    0x0D: " ",
    0x0C: "\n",
}
_SAME_WIDTH |= {ord("﹝"): "〔", ord("﹞"): "〕", ord("﹕"): "：", ord("∶"): "："}


@dataclass(frozen=True)
class Mapped:
    """``text[i]`` stands for ``source[at[i]]``; full-width digits and letters are half-width in ``text`` only."""

    source: str
    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> "Mapped":
        return cls(source, source.translate(_SAME_WIDTH), tuple(range(len(source))))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "Mapped":
        return Mapped(self.source, self.text[part], self.at[part])

    def __add__(self, other: "Mapped") -> "Mapped":
        return Mapped(self.source, self.text + other.text, self.at + other.at)

    @property
    def start(self) -> int:
        """Offset in ``source`` of its earliest character (0 when empty)."""
        return min(self.at, default=0)

    @property
    def end(self) -> int:
        return max(self.at, default=-1) + 1

    def strip(self, blanks: str = " \t\n\u3000") -> "Mapped":
        left = len(self.text) - len(self.text.lstrip(blanks))
        return self[left : max(left, len(self.text.rstrip(blanks)))]

    def without(self, spans: Iterable[tuple[int, int]]) -> "Mapped":
        """This text with ``spans`` (offsets in ``text``) cut out."""
        keep = [True] * len(self.text)
        for start, end in spans:
            keep[start:end] = [False] * (end - start)
        return self.where(lambda i: keep[i])

    def where(self, keep: Callable[[int], bool]) -> "Mapped":
        kept = [i for i in range(len(self.text)) if keep(i)]
        return Mapped(self.source, "".join(self.text[i] for i in kept), tuple(self.at[i] for i in kept))

    def with_chars(self, changes: dict[int, str]) -> "Mapped":
        """Other characters (one each) at some offsets in ``text``."""
        return Mapped(self.source, "".join(changes.get(i, c) for i, c in enumerate(self.text)), self.at)

    def replaced(self, old: str, new: str) -> "Mapped":
        """One character for another; ``new`` empty drops it."""
        if new:
            return Mapped(self.source, self.text.replace(old, new), self.at)
        return self.where(lambda i: self.text[i] != old)

    def lines(self) -> Iterator["Mapped"]:
        """The lines without their line breaks."""
        at = 0
        for line in self.text.split("\n"):
            yield self[at : at + len(line)]
            at += len(line) + 1

    def plain(self) -> str:
        """The source's own characters, line breaks joined and blanks dropped except between Latin words."""
        chars = [self.source[i] for i in self.at]
        out: list[str] = []
        for i, c in enumerate(chars):
            if not c.isspace() and not self.text[i].isspace():
                out.append(c)
            elif (
                out
                and out[-1] != " "
                and _latin(out[-1])
                and _latin(next((x for x in chars[i:] if not x.isspace()), ""))
            ):
                out.append(" ")
        return "".join(out)


def joined(lines: Iterable[Mapped], source: str) -> Mapped:
    """The lines with a line break between them (each break stands where its line ends)."""
    text: list[str] = []
    at: list[int] = []
    for n, line in enumerate(lines):
        if n:
            text.append("\n")
            at.append(max(0, (at[-1] if at else -1)))
        text.append(line.text)
        at.extend(line.at)
    return Mapped(source, "".join(text), tuple(at))


def _latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
