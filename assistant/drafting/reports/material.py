"""What a model gets to see for a part of the report: the ledger's notes, promises and our replies that belong in it,
every number behind a token, and the tallies that matter for it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Block, Run
from assistant.drafting.binding import bound
from assistant.drafting.orders import without_orders
from assistant.drafting.reports.begun import PRIVATE, SHORTEST, part_of, selected
from assistant.drafting.reports.feedback import chosen
from assistant.drafting.reports.kinds import PartMaterial, ReportPart, material_for
from assistant.drafting.reports.overview import overview
from assistant.drafting.reports.teller import Teller
from assistant.drafting.reports.telling import Candidate, deeds
from assistant.figures import FigureSheet, Source
from assistant.intake.workbook.orders import disarmed
from assistant.ledger import ANSWERED_BY_US, LedgerCase
from assistant.marked import TOKEN, to_marked
from assistant.promises.commitment_ledger import Entered
from assistant.tallies.tally import Cells, Selection, Tally

_NOTES, _DEEDS, _PROMISES, _GROUP = 24, 8, 12, 6
_STANDING = (("overdue", "已超过规定时限"), ("open", "还没有办结"), ("late", "超过规定时限办结"), ("unsatisfied", "反馈不满意"), ("listed", "列入计划逐步解决"))  # fmt: skip
_KEPT = {"kept": "已落实", "failed": "没有落实", "open": "正在落实"}


@dataclass(frozen=True)
class Material:
    """``lines`` is what may be told, best first; ``begun`` the program's paragraphs; all with ⟦tokens⟧ for numbers.
    ``overall`` is what 总体情况 says, which proves but is not told again."""

    lines: tuple[str, ...]
    tallies: tuple[str, ...]
    begun: tuple[str, ...]
    overall: str

    def figures(self, sheet: FigureSheet) -> str:
        """The rows of the part's tallies, and of every figure in its lines."""
        tokens = TOKEN.findall("\n".join((*self.begun, *self.lines)))
        rows = [_row(sheet, id_) for id_ in dict.fromkeys((*self.tallies, *tokens)) if id_ in sheet]
        return "\n".join(rows) or "（没有）"

    @property
    def told(self) -> str:
        return "\n".join((*self.begun, *self.lines))

    def shorter(self) -> "Material | None":
        """Without its last line; then without the program's last paragraph, which stands all the same."""
        if self.lines:
            return replace(self, lines=self.lines[:-1])
        return replace(self, begun=self.begun[:-1]) if len(self.begun) > 1 else None


def gathered(part: ReportPart, teller: Teller, begun: Sequence[Block], candidates: Sequence[Candidate]) -> Material:
    wanted = material_for(part.id)
    lines = [*_notes(teller, wanted), *_promises(teller, wanted)]
    lines += _replies(teller, candidates) if wanted.replies else ()
    apart = replace(teller, sheet=FigureSheet(), bound={}, citations=[])
    overall = "\n".join("".join(r.text for r in runs) for runs in overview(apart))
    ids = tuple(teller.figure(t).ref for t in _tallies(teller, wanted))
    return Material(tuple(dict.fromkeys(lines)), ids, tuple(map(shown, begun)), overall)


def shown(block: Block) -> str:
    """The paragraph with tokens for its figures; what it cites as it stands."""
    return "".join(f"⟦{r.ref}⟧" if r.kind == "figure" else r.text for r in block.runs)


def _row(sheet: FigureSheet, id_: str) -> str:
    f = sheet[id_]
    return f"⟦{id_}⟧｜{f.label}｜{f.text}｜{f.period}"


def _tallies(teller: Teller, wanted: PartMaterial) -> Iterator[Tally]:
    for id_ in wanted.tallies:
        if id_.endswith(":"):
            yield from [t for t in teller.told.figures if t.id.startswith(id_) and "." not in t.id and t.value][:_GROUP]
        elif id_.startswith("rate."):
            rate = chosen(teller, id_)
            yield from (t for t in ((rate, *rate.parts) if rate else ()) if t.value)
        elif (tally := teller.told.find(id_)) and tally.value:
            yield tally


def _notes(teller: Teller, wanted: PartMaterial) -> Iterator[str]:
    """What the ledger says of a case in words: of those that this part is about first, then those whose notes speak of it."""
    about = {id(c) for name in wanted.cases for c in selected(teller, name).cases}
    standing = [({id(c) for c in selected(teller, name).cases}, word) for name, word in _STANDING]
    told: list[tuple[bool, LedgerCase, str]] = []
    for c in teller.ledger.of("this"):
        if c.role not in ("", *ANSWERED_BY_US):
            continue
        note = "" if PRIVATE.search(c.note) else without_orders(disarmed(c.note)).strip()
        speaks = len(note) >= SHORTEST and part_of(note) in wanted.notes
        if id(c) in about or speaks:
            told.append((id(c) in about, c, note if speaks or id(c) in about else ""))
    for _, c, note in sorted(told, key=lambda x: (not x[0], not x[2]))[:_NOTES]:
        words = [f"{c.supervisor}督办" if c.supervisor not in ("", "是", "√") else "列入督办" if c.supervisor else ""]
        words += [word for cases, word in standing if id(c) in cases]
        state = "、".join(filter(None, words))
        named = f"{disarmed(c.called)}《{without_orders(disarmed(c.title))}》"
        yield f"{named}{f'（{state}）' if state else ''}：{_bound(teller, note, c)}".rstrip("：")


def _bound(teller: Teller, note: str, case: LedgerCase) -> str:
    """The note with tokens, as the organ that reports says it."""
    cells = Cells(teller.ledger).of(Selection("", (case,), ("number", "kind", "role", "note")))
    source = Source("ledger", teller.ledger.path, quote=note, cells=cells)
    runs = bound(note, teller.sheet, lambda _, __: source)
    return shown(Block("paragraph", teller.named(runs, case.lead or teller.profile.short)))


def _promises(teller: Teller, wanted: PartMaterial) -> Iterator[str]:
    day = teller.told.as_of or datetime.date.today()
    found = [(p, p.state_at(day)) for p in teller.ledger.promises]
    for p, state in [(p, state) for p, state in found if state in wanted.promises][:_PROMISES]:
        due = f"，时限{p.due}" if p.due else ""
        yield f"承诺事项（{_KEPT[state]}{due}）：{_promise(teller, p)}"


def _promise(teller: Teller, p: Entered) -> str:
    text = without_orders("。".join(filter(None, (p.text.rstrip("。"), p.outcome))))
    source = Source("ledger", p.document, quote=text, cells=p.cells)
    return shown(Block("paragraph", bound(text, teller.sheet, lambda _, __: source)))


def _replies(teller: Teller, candidates: Sequence[Candidate]) -> Iterator[str]:
    for candidate in [c for c in candidates if c.reply][:_DEEDS]:
        if done := deeds(candidate.reply, teller.sheet):
            runs: tuple[Run, ...] = done[0]
            yield f"{candidate.case.called}《{candidate.case.title}》：{to_marked([Block('paragraph', runs)])}。"
