"""总体情况: sentences by code from the ledger's figures; a clause whose figure is not there or is 0 is not written."""

from collections.abc import Iterator

from assistant.draft import Run
from assistant.drafting.binding import missing
from assistant.drafting.reports.feedback import feedback
from assistant.drafting.reports.teller import Teller
from assistant.intake.workbook.orders import disarmed
from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import CaseKind, Ledger, LedgerCase, Role
from assistant.tallies.groups import KIND_WORDS
from assistant.tallies.tally import Selection, Tally

_MOST_THEMES = 8
_FEW = 3
"""Open cases that are still told one by one."""


def overview(teller: Teller) -> Iterator[tuple[Run, ...]]:
    """The paragraphs of the section."""
    yield teller.runs("".join((*_received(teller), *_growth(teller), _themes(teller))))
    if text := "".join((*_closing(teller), *_results(teller), *feedback(teller))):
        yield teller.runs(text)


def tracked(t: Teller) -> Iterator[tuple[Run, ...]]:
    """Earlier cases still tracked: how many there are, and where they stand now."""
    prefix = "tracked.result:"
    results = [f.id.removeprefix(prefix) for f in t.told.figures if f.id.startswith(prefix)]
    now = [f"{r}类⟦{prefix}{r}⟧" if len(r) == 1 else f"{disarmed(r)}的⟦{prefix}{r}⟧" for r in results]
    if not t.told.find("tracked"):
        yield (missing("往年结转件的跟踪办理情况（台账里没有跟踪表）"),)
        return
    state = f"，目前为{'、'.join(now)}。" if now else "，〔待补充：目前的办理结果〕。"
    yield t.runs(f"往年结转跟踪办理⟦tracked⟧{state}")


def sessions(ledger: Ledger, kind: CaseKind) -> str:
    """The session of all cases of a kind: 省十四届人大四次会议; "" when the ledger has none or several. One of the other
    house beside a case is a slip."""
    other = "政协" if kind == "建议" else "人大"
    found = {c.session for c in ledger.of("this") if c.kind == kind and c.session and other not in c.session}
    return found.pop() if len(found) == 1 else ""


def _received(t: Teller) -> Iterator[str]:
    groups, we = t.groups, t.we
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
            first = disarmed(first)
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
        yield f"总数较上年⟦last.total⟧{'增加' if up else '减少'}⟦change.total⟧，{'增幅' if up else '降幅'}⟦growth.total⟧。"


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
        yield f"{when}承办的⟦total⟧中，已办结⟦done⟧，办结率⟦rate.done⟧，正在办理⟦open⟧。"
    if t.value("late"):
        yield "已办结的件中，⟦late⟧超过了规定时限。"
    if t.value("overdue"):
        some = "件中，⟦overdue⟧" if t.value("overdue") != left else "⟦overdue⟧" if left == 1 else "⟦overdue⟧均"
        yield f"正在办理的{some}已超过规定时限。"


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
        yield f"已办结的{t.lead_words}件⟦{_counted(t, told[0][1])}⟧中，{'；'.join(parts)}。"
    else:
        parts = [
            f"{disarmed(r)}的⟦result:{r}⟧，占⟦{share.id}⟧" for r, share in sorted(told, key=lambda x: _degree(x[0]))
        ]
        counted = _counted(t, told[0][1])
        over = f"已办结的{t.lead_words}件⟦{counted}⟧" if counted == "lead.done" else f"⟦{counted}⟧"
        yield f"从办理结果看，{over}中，{'；'.join(parts)}。"


def _degree(result: str) -> int:
    """The place of a result in words among results: solved first, kept for reference last."""
    degrees = vocabulary().degrees
    return next((n for n, words in enumerate(degrees) if any(w in result for w in words)), len(degrees))


def _counted(t: Teller, share: Tally) -> str:
    """Id of the count of the share's base."""
    return "lead.done" if share.base == t.groups.lead_done.name else "total"
