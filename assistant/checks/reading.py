"""A foreign text as a Draft: one block a line, its kind guessed, so that the same checks run on any letter."""

import re
from typing import Literal

from assistant.checks.facts import letters, pattern
from assistant.draft import Block, BlockKind, Draft, PaperKind, Run, Stage
from assistant.marked import PLACEHOLDER

DATE_LINE = re.compile(
    r"^\s*(?:(?:19|20)?[\d\s　〇○零一二三四五六七八九]{2,5}年[\d\s　〇一二三四五六七八九十]{0,4}月(?:[\d\s　〇一二三四五六七八九十]{0,4}日)?|(?:19|20)\d\d[.\-/．]\d{1,2}[.\-/．]\d{1,2})\s*$"
)
NUMBER_LINE = re.compile(
    r"^\s*[\u4e00-\u9fff]{2,14}(?:字)?[:：]?\s*[〔﹝\[［【（(]\s*\d{2,4}\s*年?\s*[〕﹞\]］】）)]\s*第?[\d\s　]*号(?:\s*[A-D]类)?(?:\s*签发人[:：].{0,12})?\s*$"
)
_CLASS = re.compile(
    r"^\s*(?:办理结果|办理|答复|分)?类?\s*别?\s*[:：]?\s*[（(]?[A-D]\s*类?[）)]?\s*$|^\s*(?:是否同意)?公开\s*(?:[:：]\s*[是否])?\s*$|^\s*签发人[:：]|^\s*是否同意公开|^\s*办理结果"
)
_ORGAN = r"(?:政府|厅|局|委|委员会|办公室|办公厅|部|院|署|会|中心|处|公司|大学|支部|总支|联合会|工商联|联|团|组|社|党|盟|支行|分行)"
_NUMBERED = re.compile(
    r"^\s*(?P<a>[一二三四五六七八九十]+、)|^\s*(?P<b>[（(][一二三四五六七八九十]+[）)])|^\s*(?P<c>\d{1,2}[.．、](?!\d))"
)
_SIGNATURE = re.compile(
    rf"^\s*[\u4e00-\u9fff（）·]{{2,30}}{_ORGAN}(?:[\s　]+[\u4e00-\u9fff（）·]{{2,30}}{_ORGAN})*\s*$"
)
_NOTE = re.compile(
    r"^\s*[（(].*[）)]\s*$|^\s*(?:主管领导|经办人|承办人|承办负责人|联系人|联系单位|联系电话|联系方式|联系科室|联系处室|电话|邮编|邮政编码|领导签发|具体经办人|主管领导人)[^。]{0,10}[:：]"
)
_ADDRESS = re.compile(
    rf"^\s*(?:尊敬的)?[^。；！？《》]{{1,80}}(?:代表|委员|代表团|{_ORGAN})\s*(?:[（(][^（）()]*[）)])?\s*[:：]?\s*$|^\s*(?:尊敬的)?[^。；！？，《》]{{2,80}}[:：]\s*$"
)
_KIND_IN_TITLE = re.compile(r"会办意见|协办意见")
_REPLY_WORDS = re.compile(
    r"(?:建议|提案|议案)[^。\n]{0,30}(?:答复|复函|回复|办理情况的函)|(?:答复|复函)[^。\n]{0,30}(?:建议|提案|议案)"
)


def guess_kind(text: str) -> PaperKind:
    """reply 答复函, opinion 会办意见, other: whatever is neither, by its head and its first sentences."""
    head = "".join(line.strip() for line in text.strip().split("\n")[:8])[:400]
    if _KIND_IN_TITLE.search(head):
        return "opinion"
    if _REPLY_WORDS.search(head) or re.search(r"收悉[^。]{0,40}(?:答复|回复|函复)", text[:1200]):
        return "reply"
    return "other"


def read_draft(text: str, kind: PaperKind | Literal["auto"] = "auto", stage: Stage = "送审稿") -> Draft:
    """The draft of a text; ``draft.text`` is ``text`` with line ends as \\n, so that offsets count in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kinds = _Reader(lines).kinds()
    blocks = tuple(
        Block(k, _runs(line), level=_level(line) if k in ("heading", "paragraph") else 0)
        for line, k in zip(lines, kinds, strict=True)
    )
    return Draft(guess_kind(text) if kind == "auto" else kind, stage, blocks)


def _runs(line: str) -> tuple[Run, ...]:
    """A line as runs, the visible marks 〔待补充〕 and 〔待核实〕 apart."""
    runs: list[Run] = []
    at = 0
    for m in PLACEHOLDER.finditer(line):
        if m.start() > at:
            runs.append(Run(line[at : m.start()]))
        runs.append(Run(m.group(), "missing" if m["what"] == "补充" else "unverified"))
        at = m.end()
    if at < len(line) or not runs:
        runs.append(Run(line[at:]))
    return tuple(runs)


def _level(line: str) -> int:
    m = _NUMBERED.match(line)
    return 0 if not m else 1 if m["a"] else 2 if m["b"] else 3


class _Reader:
    """Guesses from the two ends inwards: head up to the salutation, tail from the date line up."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._kinds: list[BlockKind] = ["paragraph"] * len(lines)
        self._full = [i for i, line in enumerate(lines) if line.strip()]

    def kinds(self) -> list[BlockKind]:
        self._tail(self._head())
        return self._kinds

    def _head(self) -> int:
        """Marks the head; gives the index in ``_full`` where the body begins."""
        salutation = self._salutation()
        title_open = True
        at = 0
        for at, i in enumerate(self._full[:14]):
            line = self._lines[i].strip()
            if at == salutation:
                self._kinds[i] = "salutation"
                at += 1
                break
            if NUMBER_LINE.match(line):
                self._kinds[i] = "number"
            elif _CLASS.match(line):
                self._kinds[i] = "class-mark"
            elif pattern(letters().phrases.opening).search(line) and not _KIND_IN_TITLE.search(line):
                break
            elif (
                title_open
                and (salutation is not None or at < 4)
                and len(line) <= 60
                and not re.search(r"[。；！？]$|[，,]", line)
            ):
                self._kinds[i] = "title"
            elif salutation is None:
                break
        else:
            at = min(len(self._full), 14) if salutation is None else at
        for i in self._full[at : at + 2]:
            if pattern(letters().phrases.opening).search(self._lines[i]):
                self._kinds[i] = "opening"
                break
        return at

    def _salutation(self) -> int | None:
        """The place (in ``_full``) of the line that addresses someone: after the title, before the first sentence."""
        for at, i in enumerate(self._full[:14]):
            line = self._lines[i].strip()
            if re.search(r"[。；]", line) or len(line) > 160:
                return None
            if (
                line.endswith(("：", ":"))
                and not _NOTE.match(line)
                and not _CLASS.match(line)
                and not pattern(letters().phrases.opening).search(line)
            ):
                return at
            addressed = re.search(r"(?:代表|委员)$", line) and not re.search(r"关于|答复|建议|提案", line)
            if at and addressed and _ADDRESS.match(line):
                return at
        return None

    def _tail(self, begin: int) -> None:
        rest = self._full[begin:]
        date = next(
            (n for n in range(len(rest) - 1, max(len(rest) - 12, -1), -1) if DATE_LINE.match(self._lines[rest[n]])),
            None,
        )
        end = len(rest)
        closing = pattern(letters().phrases.closing)
        for n in range(len(rest) - 1, -1, -1):
            line = self._lines[rest[n]].strip()
            if n == date:
                self._kinds[rest[n]] = "date"
            elif re.match(r"抄\s*送\s*[:：]", line):
                self._kinds[rest[n]] = "copies"
            elif re.match(r"附件\s*\d?\s*[:：]", line):
                self._kinds[rest[n]] = "attachment"
            elif _NOTE.match(line):
                self._kinds[rest[n]] = "note"
            elif _SIGNATURE.match(line) and len(line) <= 40:
                self._kinds[rest[n]] = "signature"
            elif n and closing.search(line) and len(line) <= 160 and _SIGNATURE.match(self._lines[rest[n - 1]]):
                self._kinds[rest[n]] = "closing"  # below the signature, where it doesn't belong
            elif date is not None and n > date and n >= len(rest) - 6:
                self._kinds[rest[n]] = "note"
            else:
                end = n + 1
                break
        else:
            end = 0
        self._body(rest[:end])

    def _body(self, body: list[int]) -> None:
        closing = pattern(letters().phrases.closing + letters().phrases.foreign_closing)
        for n, i in enumerate(body):
            line = self._lines[i].strip()
            if self._kinds[i] == "opening":
                continue
            if n >= len(body) - 3 and closing.search(line) and len(line) <= 160:
                self._kinds[i] = "closing"
            elif _NUMBERED.match(line) and len(line) <= 60 and not re.search(r"[。；：:，]", line.rstrip("。")):
                self._kinds[i] = "heading"
