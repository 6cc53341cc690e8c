"""总体情况: sentences by code from the ledger's figures; a clause whose figure is not there or is 0 is not written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.draft import Citation, Run
from assistant.drafting.binding import marked, missing
from assistant.figures import FigureSheet, Source
from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import ANSWERED_BY_US, CaseKind, Ledger, LedgerCase, Role
from assistant.tallies.groups import KIND_WORDS, Groups
from assistant.tallies.sheet import Tallies
from assistant.tallies.tally import Cells, Selection, Tally
from knowledge_base.profiles import Profile

_TOKEN = re.compile(r"⟦([^⟦⟧]+)⟧")
_MOST_THEMES = 8
BY_MARKS = "台账标注的件"
"""In a profile's ``rate_bases``: the base of which the ledger marks every case."""
_FEW = 3
"""Open cases that are still told one by one."""


@dataclass(frozen=True)
class Teller:
    """Turns sentences with ⟦figure id⟧ and ⟦citation id|words⟧ into runs that carry the figures and their cells."""

    ledger: Ledger
    told: Tallies
    profile: Profile
    sheet: FigureSheet
    bases: Mapping[str, str] | None = None
    """The bases that a person chose for rates (``rate.face`` → 主办件); a rate without one waits for it. None: nobody is
    there to ask, and the base is taken that the profile lists first, else the one that the ledger's own marks point to."""
    bound: dict[str, str] = field(default_factory=dict)
    """Id of each figure that was put into a sentence → id of its tally."""
    citations: list[Citation] = field(default_factory=list)
    """What the words rest on that were taken from the ledger, or from replies."""

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.ledger, "this", self.told.as_of)

    def runs(self, sentence: str) -> tuple[Run, ...]:
        found: list[Run] = []
        at = 0
        for m in _TOKEN.finditer(sentence):
            found += marked(sentence[at : m.start()])
            found.append(self._run(m[1]))
            at = m.end()
        return (*found, *marked(sentence[at:]))

    def _run(self, token: str) -> Run:
        id_, _, words = token.partition("|")
        if words:
            return Run(words, "citation", id_)
        tally = self.told.find(id_)
        assert tally is not None, id_
        return self.figure(tally)

    def words(self, text: str, of: Selection) -> str:
        """A token for words that the ledger's cells say, for a sentence."""
        return f"⟦{self.cited(text, Cells(self.ledger).of(of))}|{text}⟧"

    def cited(self, quote: str, cells: tuple[str, ...]) -> str:
        """The id of a citation of the ledger."""
        return self.rests_on(Source("ledger", self.ledger.path, quote=quote, cells=cells))

    def rests_on(self, source: Source) -> str:
        """The id of a citation of any source."""
        id_ = f"C{len(self.citations) + 1}"
        self.citations.append(Citation(id_, source))
        return id_

    def case(self, case: LedgerCase, *columns: str, text: str = "") -> str:
        """A token for the name of a case; ``columns`` are the fields for which it is named."""
        return self.words(text or case.called, Selection("", (case,), ("number", "kind", *columns)))

    def figure(self, tally: Tally) -> Run:
        """The tally as a run that carries its figure."""
        figure = self.sheet.add(
            value=tally.value, unit=tally.unit, text=tally.text, source=_source(tally, self.ledger),
            label=tally.name.replace("·", ""), period=tally.period,
        )  # fmt: skip
        self.bound[figure.id] = tally.id
        return Run(tally.text, "figure", figure.id)

    def value(self, id_: str) -> int:
        tally = self.told.find(id_)
        return int(tally.value) if tally else 0

    def first(self, prefix: str) -> Tally | None:
        """The figure with this id, or the first of those that begin with it and a slash."""
        return next((f for f in self.told.figures if f.id == prefix or f.id.startswith(f"{prefix}/")), None)


def overview(teller: Teller) -> Iterator[tuple[Run, ...]]:
    """The paragraphs of the section."""
    yield teller.runs("".join((*_received(teller), *_growth(teller), _themes(teller))))
    if text := "".join((*_closing(teller), *_results(teller), *_feedback(teller))):
        yield teller.runs(text)


def tracked(t: Teller) -> Iterator[tuple[Run, ...]]:
    """Earlier cases still tracked: how many there are, and where they stand now."""
    prefix = "tracked.result:"
    results = [f.id.removeprefix(prefix) for f in t.told.figures if f.id.startswith(prefix)]
    now = [f"{r}类⟦{prefix}{r}⟧" if len(r) == 1 else f"{r}的⟦{prefix}{r}⟧" for r in results]
    if not t.told.find("tracked"):
        yield (missing("往年结转件的跟踪办理情况（台账里没有跟踪表）"),)
        return
    state = f"，目前为{'、'.join(now)}。" if now else "，〔待补充：目前的办理结果〕。"
    yield t.runs(f"往年结转跟踪办理⟦tracked⟧{state}")


def sessions(ledger: Ledger, kind: CaseKind) -> str:
    """The session of most cases of a kind: 省十四届人大四次会议; "" when the ledger has none."""
    found = Counter(c.session for c in ledger.of("this") if c.kind == kind and c.session)
    return found.most_common(1)[0][0] if found else ""


def _received(t: Teller) -> Iterator[str]:
    groups, we = t.groups, t.profile.we
    year = f"{t.told.year}年，" if t.told.year else ""
    named = {k: f"{_session(t, k)}{'代表建议' if k == '建议' else '提案'}" for k in groups.kinds}
    if groups.units:
        yield f"{year}共收到交办的{'和'.join(named.values())}⟦total⟧"
        yield from _shared_out(t)
    else:
        yield f"{year}{we}共承办{'和'.join(named.values())}⟦total⟧"
    if len(groups.kinds) > 1:
        parts = [f"{KIND_WORDS[k]}⟦kind:{k}⟧{_roles(t, k)}" for k in groups.kinds]
        yield f"。其中，{'；'.join(parts)}。"
    else:
        roles: list[Role] = [r for r in groups.roles if t.value(f"role:{r}")]
        yield "。" + (
            f"其中，{'、'.join(f'{groups.role_word(r)}⟦role:{r}⟧' for r in roles)}。" if len(roles) > 1 else ""
        )


def _session(t: Teller, kind: CaseKind) -> str:
    name = sessions(t.ledger, kind)
    return t.words(name, Selection("", t.groups.of_kind(kind).cases, ("session",))) if name else ""


def _roles(t: Teller, kind: CaseKind) -> str:
    roles: list[Role] = [r for r in t.groups.roles if t.value(f"kind:{kind}.role:{r}")]
    if len(roles) == 1:
        return f"，均为{t.groups.role_word(roles[0], kind)}件"
    told = [f"{t.groups.role_word(r, kind)}⟦kind:{kind}.role:{r}⟧" for r in roles]
    return f"（{'、'.join(told)}）" if told else ""


def _shared_out(t: Teller) -> Iterator[str]:
    """Which units got them: the first department and the first local government by name."""
    told: list[str] = []
    for id_, word in (("units.department", "部门（单位）"), ("units.local", "市（州）县政府")):
        if t.value(id_):
            local = id_ == "units.local"
            first = next((u for u in t.groups.units if u.endswith("政府") is local), "")
            name = first.removesuffix("政府").removesuffix("人民") if local else first
            one = t.value(id_) == 1
            told.append(first if one else f"{name}等⟦{id_}⟧{_local_word(t) if local else word}")
    if told:
        yield f"，分别交由{'和'.join(told)}承办"


def _local_word(t: Teller) -> str:
    local = [u for u in t.groups.units if u.endswith("政府")]
    if any(u.removesuffix("政府").removesuffix("人民").endswith(("县", "区")) for u in local):
        return "县（市、区）政府"
    if any(u.endswith("州政府") for u in local):
        return "市（州）政府"
    return "市政府" if all(u.endswith(("市政府", "市人民政府")) for u in local) else "市县政府"


def _growth(t: Teller) -> Iterator[str]:
    change = t.told.find("change.total")
    if change is None:
        return
    if not change.value:
        yield "件数与上年持平。"
    else:
        up = "增加" in change.name
        yield f"总数较上年{'增加' if up else '减少'}⟦change.total⟧，{'增幅' if up else '降幅'}⟦growth.total⟧。"


def _themes(t: Teller) -> str:
    themes = [f.id.removeprefix("theme:") for f in t.told.figures if f.id.startswith("theme:")][:_MOST_THEMES]
    listed = t.words("、".join(themes), Selection("", t.groups.all.cases, ("theme",))) if len(themes) > 1 else ""
    return f"内容主要涉及{listed}等方面。" if listed else ""


def _closing(t: Teller) -> Iterator[str]:
    if t.told.find("done") is None:
        return
    when = f"截至{t.told.as_of.year}年{t.told.as_of.month}月{t.told.as_of.day}日，" if t.told.as_of else "目前，"
    dated = all(c.due for c in t.groups.done().cases)
    kept = "按规定时限" if dated and t.told.find("on-time") and not t.value("late") else ""
    left = t.value("open")
    if not left:
        yield f"{when}承办的建议提案均已{kept}办结。" if len(t.groups.kinds) > 1 else f"{when}已全部{kept}办结。"
    elif left <= _FEW:
        names = "、".join(_named(t, c) for c in t.groups.open().cases)
        yield f"{when}除{names}⟦open⟧正在办理外，其余⟦done⟧均已{kept}办结。"
    else:
        yield f"{when}已办结⟦done⟧，办结率⟦rate.done⟧，正在办理⟦open⟧。"
    if t.value("late"):
        yield "已办结件中，超过规定时限办结⟦late⟧。"
    if t.value("overdue"):
        yield "正在办理的件中，⟦overdue⟧已超过规定时限。"


def _named(t: Teller, case: LedgerCase) -> str:
    watched = f"{case.supervisor}督办的" if case.supervisor and case.supervisor not in ("是", "√") else ""
    return t.case(case, "supervisor", text=f"{watched}{case.called}")


def _results(t: Teller) -> Iterator[str]:
    results = [f.id.removeprefix("result:") for f in t.told.figures if f.id.startswith("result:")]
    shares = {r: t.first(f"share.result:{r}") for r in results}
    told = [(r, share) for r in results if (share := shares[r])]
    done = t.told.find("done")
    if not told or (done and not done.value):
        return
    if all(len(r) == 1 for r, _ in told):
        parts = [f"{r}类⟦result:{r}⟧，占⟦{share.id}⟧" for r, share in sorted(told)]
        words = "、".join(t.groups.role_word(r) for r in t.groups.roles if r in ANSWERED_BY_US)
        yield f"已办结的{words}件⟦{_counted(t, told[0][1])}⟧中，{'；'.join(parts)}。"
    else:
        parts = [f"{r}的⟦result:{r}⟧，占⟦{share.id}⟧" for r, share in sorted(told, key=lambda x: _degree(x[0]))]
        yield f"从办理结果看，⟦{_counted(t, told[0][1])}⟧中，{'；'.join(parts)}。"


def _degree(result: str) -> int:
    """The place of a result in words among results: solved first, kept for reference last."""
    degrees = vocabulary().degrees
    return next((n for n, words in enumerate(degrees) if any(w in result for w in words)), len(degrees))


def _counted(t: Teller, share: Tally) -> str:
    """Id of the count of the share's base."""
    return "lead.done" if share.base == t.groups.lead_done.name else "total"


def _feedback(t: Teller) -> Iterator[str]:
    """面复率 and 满意率 over the base that the ledger's own marks point to; the base is in the figure's source."""
    roles = {c.role for c in t.ledger.of("this") if c.role}
    if roles and not roles & set(ANSWERED_BY_US):
        return  # 会办 and 参阅 are not answered face to face
    face, satisfied = chosen(t, "rate.face"), chosen(t, "rate.satisfied")
    due = t.groups.face_due
    met = face is not None and face.base == due.name and face.numerator == face.denominator
    if face and met and t.told.find("face-due"):
        yield "主办的⟦face-due⟧人大代表建议和党派团体提案均与代表委员进行了面复，"
        yield f"面复率⟦{face.id}⟧" + (f"，{_satisfied(t, satisfied)}。" if satisfied else "。")
    elif face and satisfied:
        yield f"从沟通反馈看，面复率⟦{face.id}⟧，{_satisfied(t, satisfied)}。"
    elif face:
        yield f"从沟通反馈看，面复率⟦{face.id}⟧。"
    elif satisfied:
        yield f"从沟通反馈看，{_satisfied(t, satisfied)}。"
    for prefix, name in (("rate.face", "面复率"), ("rate.satisfied", "满意率")):
        if t.first(prefix) and chosen(t, prefix) is None:
            yield f"〔待补充：{name}（先确认以什么为分母）〕"
    if t.value("satisfaction:不满意"):
        yield "反馈不满意的⟦satisfaction:不满意⟧，〔待补充：不满意件的再次沟通、办理和答复情况〕。"


def _satisfied(t: Teller, satisfied: Tally) -> str:
    """满意率, and what it is with 基本满意, over the same base."""
    with_basic = satisfied.id.replace("rate.satisfied", "rate.satisfied-or-basically", 1)
    wide = t.told.find(with_basic)
    more = f"，含基本满意的为⟦{with_basic}⟧" if wide and wide.numerator != satisfied.numerator else ""
    return f"满意率⟦{satisfied.id}⟧{more}"


def chosen(t: Teller, prefix: str) -> Tally | None:
    """The rate over the base that a person chose; with nobody to ask, the first of the profile's that it has, else the
    one that the marks themselves point to: who was met (or answered) is exactly that base."""
    rates = [f for f in t.told.figures if f.id == prefix or f.id.startswith(f"{prefix}/")]
    if not rates:
        return None
    if t.bases is not None and len(rates) > 1:
        return next((r for r in rates if r.base == t.bases.get(prefix)), None)
    marked = _marked(t.groups.lead.cases, prefix)
    exact = next((r for r in rates if r.denominator == marked and _base_is(t, r, prefix)), None)
    for usual in t.profile.rate_bases:
        if found := exact if usual == BY_MARKS else next((r for r in rates if usual in r.usual), None):
            return found
    lead = next((r for r in rates if r.base in (t.groups.lead.name, t.groups.lead_done.name)), None)
    return exact or (lead if prefix == "rate.face" else None) or rates[0]


def _marked(cases: Sequence[LedgerCase], prefix: str) -> int:
    if prefix == "rate.face":
        return sum(c.face is True for c in cases)
    return sum(c.satisfaction in ("满意", "基本满意", "不满意") for c in cases)


def _base_is(t: Teller, rate: Tally, prefix: str) -> bool:
    """Whether the marked cases are the base's, not only as many."""
    base = t.groups.face_due if rate.base == t.groups.face_due.name else t.groups.lead
    inside = _marked([c for c in base.cases if c.role in ANSWERED_BY_US], prefix)
    return inside == rate.denominator


def _source(tally: Tally, ledger: Ledger) -> Source:
    parts = f"{tally.numerator}÷{tally.denominator}" if tally.denominator else ""
    base = f"（分母：{tally.base}）" if tally.base else ""
    quote = f"{tally.name.split('（分母')[0]} {parts + '＝' if parts else ''}{tally.text}{base}"
    return Source("ledger", ledger.path, quote=quote, cells=tally.cells)
