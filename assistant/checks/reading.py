"""A foreign text as a Draft: one block a line, its kind guessed, so that the same checks run on any paper."""

import re
from typing import Literal

from assistant.checks.facts import forms, letters, pattern
from assistant.checks.guessing import kind_of
from assistant.checks.view import NUMBERED, PAGE_NUMBER, SLACK, cells, full_width
from assistant.draft import Block, BlockKind, Draft, PaperKind, Run, Stage
from assistant.marked import PLACEHOLDER

DATE_LINE = re.compile(
    r"^\s*(?:(?:19|20)?[\d\s　〇○零一二三四五六七八九]{2,5}年[\d\s　〇一二三四五六七八九十]{0,4}月(?:[\d\s　〇一二三四五六七八九十]{0,4}日)?|(?:19|20)?\d\d[.\-/．－]\d{1,2}[.\-/．－]\d{1,2})\s*$"
)
NUMBER_LINE = re.compile(
    r"^\s*[\u4e00-\u9fff]{2,14}(?:字)?[:：]?\s*[〔﹝\[［【（(]\s*\d{2,4}\s*年?\s*[〕﹞\]］】）)]\s*第?[\d\s　]*(?:号|$)(?:\s*(?:类别[:：]\s*)?[A-Z]类?)?(?:\s*签发人[:：].{0,12})?\s*$"
)
_CLASS = re.compile(
    r"^\s*(?:办理结果|办理|答复|分)?类?\s*别?\s*[:：]?\s*[（(]?[A-Z]\s*类?[）)]?\s*$|^\s*(?:是否同意)?公开\s*(?:[:：]\s*[是否])?\s*$|^\s*签发人[:：]|^\s*是否同意公开|^\s*办理结果|^\s*公开属性"
)
_ORGAN = r"(?:政府|厅|局|委|委员会|办公室|办公厅|部|院|署|会|中心|处|公司|大学|学院|学校|支部|总支|联合会|工商联|联|团|组|社|党|盟|支行|分行|所|站|馆|总队|支队|集团|银行|海关)"
_SIGNATURE = re.compile(
    rf"^\s*[\u4e00-\u9fff（）·]{{2,30}}{_ORGAN}(?:[\s　]+[\u4e00-\u9fff（）·]{{2,30}}{_ORGAN})*\s*(?:[（(](?:盖?章|印章?|公章)[）)])?\s*$"
)
_NOTE = re.compile(
    r"^\s*[（(].*[）)]\s*$|^\s*(?:主管领导|经办人|承办人|承办负责人|联系人|联系单位|联系电话|联系方式|联系科室|联系处室|电话|邮编|邮政编码|领导签发|具体经办人|主管领导人|公开属性)[^。]{0,10}[:：]"
)
_ADDRESS = re.compile(
    rf"^\s*(?:尊敬的)?[^。；！？《》]{{1,80}}(?:代表|委员|代表团|{_ORGAN})\s*(?:[（(][^（）()]*[）)])?\s*[:：]?\s*$|^\s*(?:尊敬的)?[^。；！？，《》]{{2,80}}[:：]\s*$"
)
_RECEIVER = re.compile(rf"^[\u4e00-\u9fff、（）]{{2,40}}{_ORGAN}$")
_MISMARKED = re.compile(rf"^(?:尊敬的)?[\u4e00-\u9fff、（）]{{2,40}}(?:代表|委员|{_ORGAN})[。；，,]$")
_TITLED = re.compile(
    r"(?:关于|^对).*(?:报告|函|答复|复函|回复|意见|汇报|总结|说明|情况|通知|通报|公告|公示|方案|摘要)(?:[（(][^（）()]*[）)])?$"
)
_ENDED_TITLE = re.compile(r"(?:报告|函|答复|复函|回复|意见|汇报|总结|说明|情况)\s*$")
_ANNOUNCES = re.compile(
    r"如下\s*[:：]$|^(?:以下|好的|当然)|^(?:现将|现就|根据|按照)|(?:做法|措施|情况|方面|特点)\s*(?:是|有|为)?\s*[:：]$"
)
_HEAD_NOTE = re.compile(
    r"^(?:以下(?:是|为)|好的|当然)|^(?i:sure|certainly|here)\b|^[（(].*[）)]$|^[\-—－―]{1,3}.{4,}|会议\s*文件|(?:会议|全体会议)(?:通过|批准|上)$|^\d{4}年\d{1,2}月\d{1,2}日.{0,40}(?:人民|委员会|会议|大会)[^。]*$|^(?!.*关于)[\u4e00-\u9fff]{2,20}(?:厅长|局长|主任|省长|市长|县长|州长|区长|部长|主席|秘书长|院长|检察长|书记)[\s　]+\S{1,8}(?:[\s　]\S)?$"
)
_OPENING = r"收悉"
_MEMBER = re.compile(r"(?:代表|委员)$")
_ATTACHED = re.compile(r"^\s*附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：]|$)")
_ANNEX = re.compile(r"^\s*附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?\s*$")
_COPIES = re.compile(r"\s*抄\s*[送报]\s*[:：]")


def guess_kind(text: str) -> PaperKind:
    """The kind of paper, by its parts and wording; ``other`` when it is none of ours or there is too little to tell."""
    return read_draft(text).kind


def read_draft(text: str, kind: PaperKind | Literal["auto"] = "auto", stage: Stage = "送审稿") -> Draft:
    """The draft of a text; ``draft.text`` is ``text`` with line ends as \\n, so that offsets count in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kinds = _Reader(lines).kinds()
    blocks = tuple(
        Block(k, _runs(line), level=_level(line) if k in ("heading", "paragraph") else 0)
        for line, k in zip(lines, kinds, strict=True)
    )
    return Draft(kind_of(blocks) if kind == "auto" else kind, stage, blocks)


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
    m = NUMBERED.match(line)
    return 0 if not m else 1 if m["a"] else 2 if m["b"] else 3


def _unstopped(line: str) -> str:
    """A title without the full stop that someone put behind it; any other line as it is."""
    bare = line.rstrip("。；，")
    title = len(bare) <= 60 and _TITLED.search(bare) and not re.search(r"[。，；：]|^以上|^特此", bare)
    return bare if title else line


class _Reader:
    """Guesses from the two ends inwards: head up to the salutation, tail from the date line up."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._kinds: list[BlockKind] = ["paragraph"] * len(lines)
        self._full = [i for i, line in enumerate(lines) if line.strip()]
        self._width = full_width(lines)

    def kinds(self) -> list[BlockKind]:
        self._tail(self._head())
        return self._kinds

    def _head(self) -> int:
        """Marks the head; gives the index in ``_full`` where the body begins."""
        salutation = self._salutation()
        opening = pattern(letters().phrases.opening)
        at = 0
        for at, i in enumerate(self._full[:14]):
            line = _unstopped(self._lines[i].strip())
            if at == salutation:
                self._kinds[i] = "salutation"
                at += 1
                break
            if NUMBER_LINE.match(line):
                self._kinds[i] = "number"
            elif _CLASS.match(line):
                self._kinds[i] = "class-mark"
            elif _HEAD_NOTE.search(line) or pattern(forms().guess.furniture).search(line):
                self._kinds[i] = "note"
            elif NUMBERED.match(line) or (opening.search(line) and not pattern(forms().guess.opinion).search(line)):
                break
            elif (
                (salutation is not None or at < 4) and len(line) <= 60 and not re.search(r"[：:]$|[，,。；！？]", line)
            ):
                self._kinds[i] = "title"
            elif salutation is None:
                break
        else:
            at = min(len(self._full), 14) if salutation is None else at
        for i in self._full[at : at + 2]:
            if opening.search(self._lines[i]):
                self._kinds[i] = "opening"
                break
        return at

    def _salutation(self) -> int | None:
        """The place (in ``_full``) of the line that addresses someone: after the title, before the first sentence."""
        titled = named = False
        for at, i in enumerate(self._full[:14]):
            line = _unstopped(self._lines[i].strip())
            colon = line.endswith(("：", ":"))
            if _MISMARKED.match(line) and titled:
                return at
            if re.search(r"[。；]", line) or len(line) > 160 or NUMBERED.match(line):
                return None
            if not colon and re.search(r"[，,]", line) and not _ADDRESS.match(line):
                return None
            if (
                colon
                and not _NOTE.match(line)
                and not _CLASS.match(line)
                and not _ANNOUNCES.search(line)
                and not pattern(letters().phrases.opening).search(line)
            ):
                return at
            about = re.search(r"关于|答复|建议|提案", line)
            if at and not about and _MEMBER.search(line) and _ADDRESS.match(line):
                return at
            if titled and not about and _RECEIVER.match(line):
                return at
            named = named or bool(about)
            titled = titled or bool(named and NUMBER_LINE.match(line)) or bool(about and _ENDED_TITLE.search(line))
        return None

    def _tail(self, begin: int) -> None:
        rest = self._full[begin:]
        end = self._attachments(rest)
        date = next((n for n in range(end - 1, max(end - 12, -1), -1) if DATE_LINE.match(self._lines[rest[n]])), None)
        closing = pattern(forms().closing)
        last = end
        for n in range(end - 1, -1, -1):
            line = self._lines[rest[n]].strip()
            if n == date:
                self._kinds[rest[n]] = "date"
            elif _COPIES.match(line) or self._more_copies(rest, n):
                self._kinds[rest[n]] = "copies"
            elif _ATTACHED.match(line):
                self._kinds[rest[n]] = "attachment"
            elif _NOTE.match(line) or PAGE_NUMBER.fullmatch(line):
                self._kinds[rest[n]] = "note"
            elif (
                len(line) <= 40
                and (_SIGNATURE.match(line) or self._broken_signature(line, rest, n))
                and not NUMBERED.match(line)
            ):
                self._kinds[rest[n]] = "signature"
            elif n and closing.search(line) and len(line) <= 160 and _SIGNATURE.match(self._lines[rest[n - 1]]):
                self._kinds[rest[n]] = "closing"  # below the signature, where it doesn't belong
            elif date is not None and n > date and n >= last - 6:
                self._kinds[rest[n]] = "note"
            else:
                end = n + 1
                break
        else:
            end = 0
        self._body(rest[: self._listed(rest, end)])

    def _more_copies(self, rest: list[int], n: int) -> bool:
        """A line on which the 抄送 goes on."""
        for k in range(n - 1, max(n - 5, -1), -1):
            above = self._lines[rest[k]].rstrip()
            if not above.endswith(("，", "、", ",", "；")):
                return False
            if _COPIES.match(above):
                return True
        return False

    def _broken_signature(self, line: str, rest: list[int], n: int) -> bool:
        """An organ's name with a blank inside, above the date."""
        below = self._lines[rest[n + 1]] if n + 1 < len(rest) else ""
        return bool(DATE_LINE.match(below)) and bool(_SIGNATURE.match(re.sub(r"[ 　]", "", line)))

    def _listed(self, rest: list[int], end: int) -> int:
        """Marks a list of attachments that goes on over several lines at the end of the body; gives where it begins."""
        for n in range(end - 1, max(end - 10, 0), -1):
            line = self._lines[rest[n]].strip()
            if re.match(r"附件?\s*[:：]", line):
                for k in rest[n:end]:
                    self._kinds[k] = "attachment"
                return n
            if len(line) > 60 or line.endswith("。"):
                break
        return end

    def _attachments(self, rest: list[int]) -> int:
        """Marks what is attached below the date; gives where the paper itself ends in ``rest``."""
        first = next(filter(None, (self._annex(rest, n) for n in range(1, len(rest)))), len(rest))
        for k in rest[first:]:
            self._kinds[k] = "attachment"
        return first

    def _annex(self, rest: list[int], n: int) -> int | None:
        """Where the annexes begin: after the date at ``n``; in a draft without date, at ``n`` below what ends a paper."""
        line, above = self._lines[rest[n]], self._lines[rest[n - 1]].strip()
        if DATE_LINE.match(line) and _SIGNATURE.match(above):
            return next((k for k in range(n + 1, len(rest)) if _ATTACHED.match(self._lines[rest[k]])), None)
        ends = _SIGNATURE.match(above) or _COPIES.match(above) or _NOTE.match(above) or self._more_copies(rest, n - 1)
        return n if _ANNEX.match(line) and ends else None

    def _body(self, body: list[int]) -> None:
        closing = pattern(forms().closing)
        for i in reversed(body[-3:]):
            line = self._lines[i].strip()
            if self._kinds[i] == "opening" or len(line) > 160 or NUMBERED.match(line) or not closing.search(line):
                break
            self._kinds[i] = "closing"
        for i in body:
            line = self._lines[i].strip()
            if self._kinds[i] != "paragraph":
                continue
            if NUMBERED.match(line) and len(line) <= 60 and not re.search(r"[。；：:]", line.rstrip("。")):
                self._kinds[i] = "paragraph" if self._wrapped(line) else "heading"

    def _wrapped(self, line: str) -> bool:
        """Whether the line fills the page, so that its sentence goes on in the next."""
        return (self._width > 0 and cells(line) >= self._width - SLACK) or ("，" in line and len(line) > 45)
