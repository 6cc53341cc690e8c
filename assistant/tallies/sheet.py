"""All figures of a ledger, in a fixed order, with the questions that a person has to answer."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.intake.workbook.vocabulary import vocabulary
from assistant.ledger import Ledger, Notice, Question
from assistant.tallies.counts import MOST_DEPARTMENTS, MOST_UNITS, counts
from assistant.tallies.days import about_day
from assistant.tallies.groups import KIND_WORDS, MOST_THEMES, Groups
from assistant.tallies.rates import Rate, rates
from assistant.tallies.tally import Cells, Tally, distinct, percent


@dataclass(frozen=True)
class Tallies:
    """Figures in order; ``questions`` hold the ledger's own and those about the bases of rates."""

    figures: tuple[Tally, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    year: int | None
    as_of: date | None

    def find(self, id_: str) -> Tally | None:
        """A figure, or a part of a rate's base: the rate's id with #base, #满意."""
        whole, _, part = id_.partition("#")
        found = next((f for f in self.figures if f.id == whole), None)
        return next((p for p in found.parts if p.id == id_), None) if found and part else found


def tallies(ledger: Ledger, as_of: date | None = None, today: date | None = None) -> Tallies:
    """``as_of`` is the day at which cases count as closed (None: by their closing dates alone). Raises InputError for a
    day before any case was assigned."""
    groups = Groups(ledger, "this", as_of)
    cells = Cells(ledger)
    today = today or date.today()
    year = _year(ledger) or (as_of.year if as_of else None)
    period = f"{year}年" if year else ""
    at = f"截至{as_of.year}年{as_of.month}月{as_of.day}日" if as_of else period
    figures = [_count(i, s.name, len(s), u, at if _dated(i) else period, cells.of(s)) for i, s, u in counts(groups)]
    found = [r for r in rates(groups) if len(r.base)]
    figures += [_rate(r, cells, at if _dated(r.id) else period) for r in found]
    figures += _units(groups, cells, period)
    figures += _last_year(groups, cells, period)
    figures += _tracked(ledger, cells)
    figures += _promised(ledger, as_of or today)
    unique = {f.id: f for f in figures}
    notices = (*ledger.notices, *_left_out(groups), *about_day(groups, cells, today))
    return Tallies(tuple(unique.values()), notices, (*ledger.questions, *_asked(found)), year, as_of)


def _count(id_: str, name: str, value: int, unit: str, period: str, cells: tuple[str, ...]) -> Tally:
    return Tally(id_, name, Decimal(value), unit, period, exact=Decimal(value), cells=cells)


def _rate(rate: Rate, cells: Cells, period: str) -> Tally:
    value, exact = percent(len(rate.part), len(rate.base))
    return Tally(
        rate.id, rate.name, value, "%", period, len(rate.part), len(rate.base), exact, rate.base.name,
        rate.usual, cells.of(rate.part, rate.base), tuple(_parts(rate, cells, period)) if rate.told else (),
    )  # fmt: skip


def _parts(rate: Rate, cells: Cells, period: str) -> Iterator[Tally]:
    for word, part in (("base", rate.base), *rate.told):
        yield _count(f"{rate.id}#{word}", part.name, len(part), "件", period, cells.of(part))


def _dated(id_: str) -> bool:
    """Whether the figure is a state at a day."""
    return any(word in id_ for word in ("done", "open", "on-time", "late", "overdue"))


def _year(ledger: Ledger) -> int | None:
    """The year in which most of this year's cases were assigned or closed."""
    years = Counter(d.year for c in ledger.of("this") if (d := c.assigned or c.due or c.closed))
    return years.most_common(1)[0][0] if years else None


def _units(groups: Groups, cells: Cells, period: str) -> Iterator[Tally]:
    """How many units lead cases, departments and local governments apart."""
    if not groups.units:
        return
    endings = tuple(vocabulary().words.city)
    local = [u for u in groups.units if u.endswith(endings)]
    parts = (
        ("units", "承办单位数", list(groups.units)),
        ("units.department", "承办部门（单位）数", [u for u in groups.units if u not in local]),
        ("units.local", "承办市（州）县政府数", local),
    )
    for id_, name, units in parts:
        if units:
            where = groups.all.where("", lambda c, u=frozenset(units): c.lead in u, "lead")
            yield _count(id_, name, len(units), "个", period, cells.of(where))


def _last_year(groups: Groups, cells: Cells, period: str) -> Iterator[Tally]:
    """Last year's counts, and how this year's compare with them."""
    last = Groups(groups.ledger, "last")
    if not len(last.all):
        return
    pairs = [("total", "建议提案总数", groups.all, last.all)]
    if not groups.ledger.open_about("kind"):
        pairs += [(f"kind:{k}", KIND_WORDS[k], groups.of_kind(k), last.of_kind(k)) for k in groups.kinds]
    if groups.ledger.has("role", "last") and not groups.ledger.open_about("role"):
        pairs += [(f"role:{r}", groups.role_word(r), groups.of_role(r), last.of_role(r)) for r in groups.roles]
    for id_, name, now, before in pairs:
        yield _count(f"last.{id_}", f"上年·{name}", len(before), "件", "上年", cells.of(before))
        if len(before):
            more = len(now) - len(before)
            value, exact = percent(abs(more), len(before))
            word = "增" if more >= 0 else "减"
            both = cells.of(now, before)
            yield _count(
                f"change.{id_}", f"较上年{word}加·{name}".replace("减加", "减少"), abs(more), "件", period, both
            )
            yield Tally(
                f"growth.{id_}", f"较上年{word}幅·{name}".replace("减幅", "降幅"), value, "%", period, abs(more), len(before),
                exact, f"上年{name}", (), both,
            )  # fmt: skip


def _tracked(ledger: Ledger, cells: Cells) -> Iterator[Tally]:
    """Earlier cases still tracked: how many, and by result now."""
    tracked = Groups(ledger, "tracked")
    if not len(tracked.all):
        return
    yield _count("tracked", "往年结转跟踪", len(tracked.all), "件", "往年", cells.of(tracked.all))
    for result in sorted(distinct(tracked.all.cases, lambda c: c.result)):
        part = tracked.all.where("", lambda c, r=result: c.result == r, "result")
        name = f"往年结转跟踪·{result}{'类' if len(result) == 1 else ''}"
        yield _count(f"tracked.result:{result}", name, len(part), "件", "往年", cells.of(part))
        share = f"往年结转跟踪占比·{name.split('·')[1]}"
        whole = tracked.all.called("往年结转跟踪件")
        yield _rate(Rate(f"share.tracked.result:{result}", share, part, whole), cells, "往年")


def _promised(ledger: Ledger, day: date) -> Iterator[Tally]:
    """Promises by what became of them, from the 承诺台账."""
    states = {
        "promises": "承诺事项",
        "promises.kept": "承诺事项·已落实",
        "promises.failed": "承诺事项·没有落实",
        "promises.open": "承诺事项·正在落实",
    }
    for id_, name in states.items() if ledger.promises else ():
        state = id_.removeprefix("promises").removeprefix(".")
        found = [p for p in ledger.promises if state in ("", p.state_at(day))]
        cells = tuple(f"{p.document}!{cell}" for p in found or ledger.promises for cell in p.cells[:1])
        yield _count(id_, name, len(found), "项", "", cells)


def _left_out(groups: Groups) -> Iterator[Notice]:
    lists = (
        ("主题", groups.themes, MOST_THEMES),
        ("承办单位", groups.units, MOST_UNITS),
        ("承办处室", () if groups.units else groups.departments, MOST_DEPARTMENTS),
    )
    for word, found, most in lists:
        if len(found) > most:
            yield Notice("", "", f"{word}有{len(found)}个，只列件数最多的{most}个")


def _asked(found: list[Rate]) -> Iterator[Question]:
    """One question for each rate whose base is open and whose value hangs on it."""
    by_rate: dict[str, list[Rate]] = defaultdict(list)
    for rate in found:
        if rate.open:
            by_rate[rate.id.split("/")[0]].append(rate)
    for rates_ in by_rate.values():
        told = "；".join(f"{r.base.name}（{len(r.part)}/{len(r.base)}）" for r in rates_)
        name = rates_[0].name.split("（分母")[0]
        yield Question("rate", f"{name}以什么为分母？可选：{told}。", value=rates_[0].id.split("/")[0])
