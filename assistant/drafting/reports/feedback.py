"""面复率 and 满意率 in sentences, each beside the cases that it is a rate of."""

from collections.abc import Iterator, Sequence

from assistant.drafting.reports.teller import Teller
from assistant.ledger import ANSWERED_BY_US, LedgerCase
from assistant.tallies.rates import ANSWERS, NO_ANSWER
from assistant.tallies.tally import Tally

BY_MARKS = "台账标注的件"
"""In a profile's ``rate_bases``: the base of which the ledger marks every case."""
_AGAIN = "〔待补充：不满意件的再次沟通、办理和答复情况〕"
_RATES = (("rate.face", "面复率"), ("rate.satisfied", "满意率"))


def feedback(t: Teller) -> Iterator[str]:
    """A sentence a rate, with its base and its part as figures; one whose base nobody chose yet is left open."""
    roles = {c.role for c in t.ledger.of("this") if c.role}
    if roles and not roles & set(ANSWERED_BY_US):
        return  # 会办 and 参阅 are not answered face to face
    face, satisfied = chosen(t, "rate.face"), chosen(t, "rate.satisfied")
    if face:
        same = satisfied and satisfied.base == face.base and _whole(face) and _whole(satisfied)
        pleased = f"，均表示满意，满意率⟦{satisfied.id}⟧" if satisfied and same else ""
        yield f"{_met(t, face)}，面复率⟦{face.id}⟧{pleased}。"
        satisfied = None if same else satisfied
    if satisfied:
        again = f"，{_AGAIN}" if t.value(f"{satisfied.id}#不满意") else ""
        yield f"{_answers(t, satisfied)}，满意率⟦{satisfied.id}⟧{_basically(t, satisfied)}{again}。"
    for prefix, name in _RATES:
        if t.first(prefix) and chosen(t, prefix) is None:
            yield f"〔待补充：{name}（先确认以什么为分母）〕"
    if t.value("satisfaction:不满意") and not (satisfied and t.value(f"{satisfied.id}#不满意")):
        yield f"反馈不满意的⟦satisfaction:不满意⟧，{_AGAIN}。"


def chosen(t: Teller, prefix: str) -> Tally | None:
    """The rate over the base that a person chose; with nobody to ask, the first of the profile's that it has, else the
    one that the marks themselves point to: who was met (or answered) is exactly that base."""
    rates = [f for f in t.told.figures if f.id == prefix or f.id.startswith(f"{prefix}/")]
    if not rates:
        return None
    said = (t.bases or {}).get(prefix)
    if len(rates) > 1 and (said or (t.bases is not None and t.waits)):
        return next((r for r in rates if r.base == said), None)
    marked = _marked(t.groups.lead.cases, prefix)
    exact = next((r for r in rates if r.denominator == marked and _base_is(t, r, prefix)), None)
    for usual in t.profile.rate_bases:
        if found := exact if usual == BY_MARKS else next((r for r in rates if usual in r.usual), None):
            return found
    lead = next((r for r in rates if r.base in (t.groups.lead.name, t.groups.lead_done.name)), None)
    return exact or (lead if prefix == "rate.face" else None) or rates[0]


def _whole(rate: Tally) -> bool:
    return rate.numerator == rate.denominator


def _met(t: Teller, rate: Tally) -> str:
    if _whole(rate):
        return f"{_over(t, rate)}均与{t.who}进行了面复"
    return f"{_over(t, rate)}中，" + (f"⟦{rate.id}#面复⟧与{t.who}进行了面复" if rate.numerator else "都没有面复")


def _answers(t: Teller, rate: Tally) -> str:
    if _whole(rate):
        return f"{_over(t, rate)}均表示满意"
    told = [f"{word}⟦{rate.id}#{word}⟧" for word in (*ANSWERS, NO_ANSWER) if t.value(f"{rate.id}#{word}")]
    return f"{_over(t, rate)}中，{'、'.join(told)}"


def _basically(t: Teller, rate: Tally) -> str:
    """What 满意率 is with 基本满意, over the same base."""
    wide = t.told.find(rate.id.replace("rate.satisfied", "rate.satisfied-or-basically", 1))
    return f"，含基本满意的为⟦{wide.id}⟧" if wide and wide.numerator != rate.numerator else ""


def _over(t: Teller, rate: Tally) -> str:
    """The base in a sentence's words, with its count."""
    count, words = f"⟦{rate.id}#base⟧", t.lead_words
    if rate.base == t.groups.face_due.name:
        return f"主办的{count}人大代表建议和党派团体提案"
    if rate.base == t.groups.lead_done.name:
        return f"已办结的{words}件{count}"
    if rate.base == t.groups.lead.name:
        return f"{words}件{count}"
    return f"收到反馈的{words}件{count}" if rate.base.startswith("已反馈") else f"承办的{count}"


def _marked(cases: Sequence[LedgerCase], prefix: str) -> int:
    if prefix == "rate.face":
        return sum(c.face is True for c in cases)
    return sum(c.satisfaction in ("满意", "基本满意", "不满意") for c in cases)


def _base_is(t: Teller, rate: Tally, prefix: str) -> bool:
    """Whether the marked cases are the base's, not only as many."""
    base = t.groups.face_due if rate.base == t.groups.face_due.name else t.groups.lead
    inside = _marked([c for c in base.cases if c.role in ANSWERED_BY_US], prefix)
    return inside == rate.denominator
