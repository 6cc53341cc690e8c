"""What the charts of a 台账 show: kinds by roles, results, answers, themes, timeliness by department or unit, last year.

Bars lie, the longest first; what does not fit is summed up as 其他 with its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.ledger import Ledger, Role
from assistant.tallies import Tallies, Tally
from assistant.tallies.groups import KIND_WORDS, Groups
from assistant.tallies.tally import Selection

Tone = Literal["main", "second", "late", "open", "overdue"]
ChartId = Literal["compared", "roles", "results", "answers", "themes", "parts"]
MOST_ROWS = 12
_MOST_SAID = 4


@dataclass(frozen=True)
class Series:
    name: str
    tone: Tone
    values: tuple[int, ...]
    """Cases, one a row."""


@dataclass(frozen=True)
class Chart:
    """``says`` tells in one sentence what is drawn. With ``ends`` the series of a row stand end to end, and these are
    written behind them; without, side by side, each with its number."""

    id: ChartId
    title: str
    says: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]
    ends: tuple[str, ...] = ()


def charts(told: Tallies, ledger: Ledger) -> tuple[Chart, ...]:
    """Those for which the ledger has at least two bars."""
    groups = Groups(ledger, "this", told.as_of)
    drawn = (_compared(told), _roles(told, groups), _results(told, groups), _answers(told, groups),
             _themes(groups), _parts(groups))  # fmt: skip
    return tuple(c for c in drawn if c and len(c.rows) * len(c.series) > 1)


def _compared(told: Tallies) -> Chart | None:
    ids = ("total", *(f"kind:{k}" for k in KIND_WORDS), *(f"role:{r}" for r in ("主办", "会办")))
    pairs = [(now, last) for i in ids if (now := told.find(i)) and (last := told.find(f"last.{i}"))]
    rows = tuple(_short(now.name) for now, _ in pairs)
    years = tuple((int(now.value), int(last.value)) for now, last in pairs)
    said = "；".join(f"{row}{n}件，上年{last}件" for row, (n, last) in zip(rows, years, strict=True))
    series = (Series("本年", "main", tuple(n for n, _ in years)), Series("上年", "second", tuple(n for _, n in years)))
    return Chart("compared", "与上年比", f"{said}。", rows, series) if pairs else None


def _roles(told: Tallies, groups: Groups) -> Chart | None:
    roles: list[Role] = [r for r in groups.roles if told.find(f"role:{r}")]
    if not roles:
        return None
    rows = tuple(groups.role_word(r) for r in roles)
    if len(groups.kinds) < 2:
        return _single("roles", "办理方式", [(groups.role_word(r), _value(told.find(f"role:{r}"))) for r in roles])
    kinds = {k: tuple(_value(told.find(f"kind:{k}.role:{r}")) for r in roles) for k in groups.kinds}
    tones: tuple[Tone, ...] = ("main", "second")
    series = tuple(Series(k, tone, values) for (k, values), tone in zip(kinds.items(), tones, strict=False))
    said = "；".join(f"{row}{_listed([(s.name, s.values[n]) for s in series])}" for n, row in enumerate(rows))
    return Chart("roles", "件别与办理方式", f"{said}。", rows, series)


def _results(told: Tallies, groups: Groups) -> Chart | None:
    named = [f for f in told.figures if f.id.startswith("result:")]
    bars = [(f.name.removeprefix("办理结果·"), int(f.value)) for f in named]
    return _single("results", f"办理结果·{groups.classed.name}", bars)


def _answers(told: Tallies, groups: Groups) -> Chart | None:
    named = [f for f in told.figures if f.id.startswith("satisfaction:")]
    return _single("answers", f"满意度·{groups.lead.name}", [(f.id.split(":")[1], int(f.value)) for f in named])


def _themes(groups: Groups) -> Chart | None:
    return _counted("themes", "内容主题", groups.themes, _unnamed(groups, groups.themes, "主题"))


def _parts(groups: Groups) -> Chart | None:
    """Departments, or units where the ledger is over all of them, each with how far its cases have come."""
    # A row whose role is open may be another office's: its unit is then none of ours.
    units = groups.units and not groups.ledger.open_about("role")
    named = groups.all.by("lead", lambda c: c.lead) if units else groups.departments
    what = "单位" if units else "处室"
    also = _unnamed(groups, named, what)
    if not (groups.ledger.has("closed") or groups.ledger.has("state")) or groups.ledger.open_about("state"):
        return _counted("parts", f"各{what}承办件数", named, also)
    shown = _topped(named)
    states = [_states(groups, part) for part in shown.values()]
    series = tuple(
        Series(name, tone, values)
        for (name, tone), values in ((of[0][:2], tuple(n for *_, n in of)) for of in zip(*states, strict=True))
        if any(values)
    )
    ends = tuple(f"{sum(n for *_, n in state)}件{_behind(state)}" for state in states)
    said = f"{_listed(_sizes(named))}；{_listed([(s.name, sum(s.values)) for s in series])}"
    return Chart("parts", f"各{what}办理时限", f"{len(named)}个{what}：{said}{also}。", tuple(shown), series, ends)


def _states(groups: Groups, part: Selection) -> list[tuple[str, Tone, int]]:
    """The cases of a part by how far they have come; without days set nothing is said of time."""
    open_, late = len(groups.open(part)), len(groups.late(part))
    overdue = sum(
        c.due is not None and groups.as_of is not None and c.due < groups.as_of for c in groups.open(part).cases
    )
    kept = "按时办结" if groups.ledger.has("due") and groups.ledger.has("closed") else "已办结"
    return [
        (kept, "main", len(part) - open_ - late),
        ("超期办结", "late", late),
        ("未办结", "open", open_ - overdue),
        ("超期未办结", "overdue", overdue),
    ]


def _behind(state: Sequence[tuple[str, Tone, int]]) -> str:
    """What of a part was not done in time."""
    told = "、".join(f"{name}{n}" for name, _, n in state[1:] if n)
    return f"（{told}）" if told else ""


def _counted(id_: ChartId, title: str, parts: Mapping[str, Selection], also: str) -> Chart | None:
    chart = _single(id_, title, _sizes(_topped(parts)))
    return replace(chart, says=f"{_listed(_sizes(parts))}{also}。") if chart else None


def _single(id_: ChartId, title: str, bars: Sequence[tuple[str, int]]) -> Chart | None:
    if not bars:
        return None
    series = Series("件数", "main", tuple(n for _, n in bars))
    return Chart(id_, title, f"{_listed(bars)}。", tuple(name for name, _ in bars), (series,))


def _topped(parts: Mapping[str, Selection]) -> dict[str, Selection]:
    """The largest, the rest of many as one."""
    listed = list(parts.items())
    if len(listed) <= MOST_ROWS:
        return dict(listed)
    rest = [part for _, part in listed[MOST_ROWS - 1 :]]
    cases = tuple(c for part in rest for c in part.cases)
    return dict(listed[: MOST_ROWS - 1]) | {f"其他{len(rest)}个": Selection("", cases, rest[0].columns)}


def _sizes(parts: Mapping[str, Selection]) -> list[tuple[str, int]]:
    return [(name, len(part)) for name, part in parts.items()]


def _unnamed(groups: Groups, parts: Mapping[str, Selection], what: str) -> str:
    left = len(groups.all) - sum(map(len, parts.values()))
    return f"，另有{left}件没有填{what}" if left else ""


def _listed(bars: Sequence[tuple[str, int]]) -> str:
    """绿色低碳6件、企业服务5件，其余3项共7件."""
    said = "、".join(f"{name}{n}件" for name, n in bars[:_MOST_SAID])
    rest = bars[_MOST_SAID:]
    return f"{said}，其余{len(rest)}项共{sum(n for _, n in rest)}件" if rest else said


def _value(tally: Tally | None) -> int:
    return int(tally.value) if tally else 0


def _short(name: str) -> str:
    return (
        name.replace("人大代表建议总数", "建议总数")
        .replace("建议提案总数", "总数")
        .replace("人大代表建议", "建议")
        .replace("政协提案", "提案")
    )
