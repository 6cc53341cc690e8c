"""The parts of a letter that code owns: class mark, 文号, title, salutation, opening, closing, signature, copies."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import Literal

from assistant.draft import Block, BlockKind, Run, Stage
from assistant.drafting.binding import bound, marked, missing
from assistant.drafting.past import Earlier, Occasion
from assistant.drafting.writer import Contribution
from assistant.figures import FigureSheet, Source
from assistant.numerals import find_numbers
from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.profiles import Openness, Profile

_CORE_NUMBER = re.compile(r"(?:\d{4})?闭[会字]?第?\d[\d-]*|[A-Za-z]{0,4}-?\d[\dA-Za-z-]*|[一二三四五六七八九十]{1,3}")
"""What of a case's number stands between 第 and 号; the letters and 闭 of a case between sessions belong to it."""
_YEAR_BEFORE = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\s*$")
_SERIAL = re.compile(r"(?:[〔\[（(【﹝](?P<year>(?:19|20)\d\d)年?[〕\]）)】﹞])?第?0*(?P<serial>[1-9]\d{0,4})号?")
"""A 文号 without its 机关代字, in any of the forms in which people type it."""
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Frame:
    """Everything about a case that its formulas need."""

    proposal: Proposal
    profile: Profile
    sheet: FigureSheet
    stage: Stage
    contributions: Sequence[Contribution] = ()
    number: str = ""
    date: datetime.date | None = None
    earlier: Earlier | None = None
    openness: Openness | Literal[""] = ""

    @property
    def occasion(self) -> Occasion | Literal[""]:
        """Empty for the first letter on a case."""
        return self.earlier.why if self.earlier else ""

    def block(self, kind: BlockKind, template: str) -> Block:
        """One of the profile's formulas filled in; what the sheet does not say stands as 〔待补充〕."""
        return Block(kind, tuple(self._filled(template)))

    def number_block(self) -> Block:
        """文号: as given; open in a 送审稿, for it is assigned at signing; marked as missing in a 终稿."""
        code, year = self.profile.code, self.year
        if self.number:
            m = _SERIAL.fullmatch(self.number.strip())
            text = f"{code}〔{m['year'] or year}〕{int(m['serial'])}号" if m else self.number
            return Block("number", (Run(text),))
        if self.stage == "送审稿":
            return Block("number", (Run(f"{code}〔{year}〕　号"),))
        return Block("number", (missing("发文字号"),))

    def date_block(self) -> Block:
        """成文日期: the day of signing, so open until then."""
        if self.date:
            return Block("date", (Run(f"{self.date.year}年{self.date.month}月{self.date.day}日"),))
        if self.stage == "送审稿":
            return Block("date", (Run(f"{self.year}年　月　日"),))
        return Block("date", (missing("成文日期"),))

    def class_block(self, mark: str) -> Block | None:
        """办理结果类别, which a person gives; None where this office puts none."""
        scheme = self.profile.classes
        if mark and mark not in scheme.marks:
            raise InputError(f"“{mark}”不是{self.profile.name}的办理结果类别，请从{'、'.join(scheme.marks)}中选一个。")
        if scheme.place == "none":
            return None
        if mark:
            return Block("class-mark", (Run(f"类别：{mark}"),))
        return None if self.stage == "公开版" else Block("class-mark", (Run("类别："), missing("办理结果类别")))

    def salutation(self, addressee: str) -> Block:
        name = addressee or self.proposal.salutation
        if not name:
            return Block("salutation", (missing("称谓"), Run("：")))
        respected = "尊敬的" if self.profile.phrases.respected and not name.startswith("尊敬") else ""
        whole = f"{respected}{name.rstrip('：:')}："
        return Block("salutation", bound(whole, self.sheet, lambda s, e: self._headcount(whole[s:e])))

    def _headcount(self, text: str) -> Source:
        """Where ×××等8名代表 has its number from: the sheet's own words, else the names counted."""
        at = self.proposal.text.find(text)
        if at >= 0:
            return Source("proposal", start=at, end=at + len(text), quote=_line(self.proposal.text, at))
        return Source("rule", title="提出人计数", quote=f"提出人共{self.proposal.proposer_total or text}名")

    def contact(self) -> Block | None:
        """附注 with the person to call; a published copy has none."""
        return None if self.stage == "公开版" else Block("note", marked(self.profile.contact))

    def openness_block(self, paper: Literal["reply", "opinion"]) -> Block | None:
        """公开属性 as a person chose it for this letter, else as the office prints it; the published copy itself shows none.
        Raises InputError for a published copy of what is 不予公开 and for 主动公开 chosen against the proposer, whose
        refusal leaves the office's own 主动公开 open."""
        said = self.profile.openness
        word = self.openness or (said.reply if paper == "reply" else said.opinion)
        if self.stage == "公开版":
            if word == "不予公开":
                raise InputError("公开属性为不予公开，不能生成公开版；确需公开的，请先改公开属性。")
            return None
        if not word:
            return None
        told = Run(word)
        if word == "主动公开" and self.proposal.may_publish is False:
            if self.openness:
                raise InputError(
                    f"“{self.proposal.title}”的提出人不同意公开，公开属性不能写主动公开，请改为依申请公开或不予公开。"
                )
            told = missing("公开属性，提出人不同意公开")
        before, after = ("", "") if said.place == "foot" else ("（", "）")
        return Block("note", tuple(r for r in (Run(f"{before}公开属性："), told, Run(after)) if r.text))

    def copies(self) -> Block | None:
        """抄送 by kind, with the organ of the electing city and the units that gave their opinions."""
        to: list[str] = []
        for rule in self.profile.copies:
            if rule.kind == self.proposal.kind:
                to += rule.to
                to += [o for name, o in rule.by_delegation.items() if name in self.proposal.delegation]
        ours = {self.profile.name, self.profile.short, *self.profile.aliases}
        to += [u for u in self.proposal.co_units if u not in ours]
        return Block("copies", (Run(f"抄送：{'，'.join(dict.fromkeys(to))}。"),)) if to else None

    @property
    def consulted(self) -> str:
        """Co-units whose opinion is among what was handed in: without such a record nobody was consulted."""
        said = " ".join(c.source.person for c in self.contributions)
        opinions = [c.co_unit for c in self.contributions if c.co_unit]
        return "、".join(dict.fromkeys([*(u for u in self.proposal.co_units if u in said), *opinions]))

    @property
    def year(self) -> int:
        """Year of the letter: of its date, of 交办, of the session by the profile, else this one."""
        if self.date:
            return self.date.year
        if self.proposal.assigned:
            return self.proposal.assigned.year
        body = "政协" if self.proposal.kind == "提案" else "人大"
        mine = _session_key(self.proposal.session)
        for year, name in self.profile.sessions.get(body, {}).items():
            if mine and mine == _session_key(name):
                return year
        return datetime.date.today().year

    def _filled(self, template: str) -> Iterator[Run]:
        values = self._values()
        for literal, field, _, _ in Formatter().parse(template):
            if literal:
                yield from marked(literal)
            if field:
                yield from values[field]

    def _values(self) -> Mapping[str, tuple[Run, ...]]:
        p = self.proposal
        title = p.title.strip().removeprefix("《").removesuffix("》") if p.title.count("《") == 1 else p.title.strip()
        return {
            "title": _or_missing(title.replace("《", "〈").replace("》", "〉"), "标题"),
            "pronoun": _or_missing(p.pronoun, "对提出人的称呼"),
            "session": _or_missing(p.session, "届次会次"),
            "kind": (Run(p.kind if p.kind != "none" else "建议"),),
            "number": self._case_number(),
            "consulted": (Run(self.consulted),),
            "work": (Run(self.profile.work),),
            "we": (Run(self.profile.we),),
            "lead": _or_missing(p.lead_unit, "主办单位名称"),
            "first": _or_missing(self.earlier.number if self.earlier else "", "原答复的发文字号"),
            "first_day": _or_missing(self.earlier.day if self.earlier else "", "原答复的日期"),
        }

    def _case_number(self) -> tuple[Run, ...]:
        """``第0156号``, with its place in the sheet as source."""
        m = _CORE_NUMBER.search(self.proposal.number)
        if not m:
            return (missing("案号"),)
        text = f"{m.group()}号" if "第" in m.group() else f"第{m.group()}号"
        odd = not re.fullmatch(r"[A-Za-z]{0,4}[\d-]+", m.group())  # several numbers, or none, to those who read numbers
        alone = re.search(rf"(?<![\dA-Za-z/-]){re.escape(m.group())}(?!\d)", self.proposal.text)  # not in 2026-00731
        at = alone.start() if alone else -1
        if at < 0:
            source = Source("person", quote=self.proposal.number, person="经办人填写")
        else:
            after_year = _YEAR_BEFORE.search(
                self.proposal.text[max(0, at - 12) : at]
            )  # 〔2026〕第0012号 reads as a 文号, and so does 闭字第7号
            quote = m.group() if after_year or odd else _line(self.proposal.text, at)
            source = Source("proposal", start=at, end=at + len(m.group()), quote=quote)
        bare = m.group() if odd else text
        first = next((n.value for n in find_numbers(bare) if n.value is not None), None) if odd else None
        value = first if first is not None else Decimal(re.sub(r"\D", "", m.group()) or 0)
        figure = self.sheet.add(value=value, unit="", text=bare, source=source, label="案号")
        before, _, after = text.partition(bare)
        runs = (Run(before), Run(bare, "figure", figure.id), Run(after))
        return tuple(r for r in runs if r.text)


def _or_missing(value: str, what: str) -> tuple[Run, ...]:
    return (Run(value),) if value else (missing(what),)


def _line(text: str, at: int) -> str:
    """The number with a few characters around it, within its line: not what personal data may stand beside it."""
    start = max(text.rfind("\n", 0, at) + 1, at - 12)
    end = text.find("\n", at)
    return text[start : min(len(text) if end < 0 else end, at + 16)]


def _session_key(session: str) -> tuple[int, int] | None:
    """(届, 次) of 省十四届人大五次会议, 第十四届…第五次会议 and 十四届五次."""
    m = re.search(r"([一二三四五六七八九十]+|\d+)届.*?([一二三四五六七八九十]+|\d+)次", session)
    return (_small(m.group(1)), _small(m.group(2))) if m else None


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.find(text)
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)
