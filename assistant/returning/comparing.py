"""A draft against the paragraphs that came back: each change in its section, each figure against its source, and the draft
that they make, in which what did not change keeps its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.draft import Block, BlockKind, Draft, Run
from assistant.edits import realigned
from assistant.export.marks import with_marks
from assistant.figures import FigureSheet, Source
from assistant.returning.pairing import Group, groups

ChangeKind = Literal["changed", "split", "joined", "added", "removed", "moved"]
CHANGE_WORDS: dict[ChangeKind, str] = {
    "changed": "修改", "split": "拆分", "joined": "合并", "added": "新增", "removed": "删去", "moved": "移动",
}  # fmt: skip
PART_WORDS: dict[BlockKind, str] = {
    "class-mark": "办理结果类别", "title": "标题", "number": "发文字号", "salutation": "称谓", "opening": "开头",
    "heading": "小标题", "paragraph": "正文", "table": "表格", "closing": "结尾", "attachment": "附件说明",
    "signature": "署名", "date": "成文日期", "note": "附注", "copies": "抄送",
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A paragraph of the file that came back, or a whole table: rows as lines, cells parted by tabs. ``level`` is that of
    its heading style, 0 for none."""

    text: str
    level: int = 0
    table: bool = False


@dataclass(frozen=True)
class Place:
    """``heading`` is the path of headings over it; ``ask`` the number of the ask that it answers."""

    part: BlockKind
    heading: str = ""
    ask: int | None = None


@dataclass(frozen=True)
class FigureChange:
    """``new`` is empty for a figure that is gone. ``source`` is what the old one rests on."""

    id: str
    old: str
    new: str
    source: Source | None


@dataclass(frozen=True)
class Change:
    """``old`` and ``new`` as in the two files; ``start`` and ``end`` count in the new draft's text (for what was removed,
    where it stood). ``figures`` were changed or dropped, ``kept`` stand on as they were; ``numbers`` are new and have no
    source."""

    kind: ChangeKind
    place: Place
    old: str
    new: str
    start: int
    end: int
    was: Place | None = None
    figures: tuple[FigureChange, ...] = ()
    kept: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Returned:
    """``draft`` is the new version. ``groups`` pair the blocks of the draft ``before`` with ``units``; ``places`` are those
    of the units."""

    before: Draft
    draft: Draft
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    units: tuple[Unit, ...]
    places: tuple[Place, ...]


def compare(draft: Draft, units: Sequence[Unit]) -> Returned:
    """What became of ``draft``. New numbers have no source: they stand as 〔待核实〕."""
    paired = groups([b.text for b in draft.blocks], [u.text for u in units])
    sheet = FigureSheet(tuple(draft.figures.values()))
    made = [(g, _blocks(draft, units, g, sheet)) for g in paired]
    made = _with_asks(made)
    blocks = tuple(b for _, some in made for b in some)
    after = replace(draft, blocks=blocks, figures=sheet)
    changes = tuple(_changes(draft, after, units, made))
    return Returned(draft, after, changes, paired, tuple(units), _of_units(after, made, len(units)))


def _of_units(after: Draft, made: Sequence[tuple[Group, tuple[Block, ...]]], count: int) -> tuple[Place, ...]:
    found = [Place("paragraph")] * count
    now = iter(_places(after.blocks))
    for group, blocks in made:
        places = [next(now) for _ in blocks]
        for n, j in enumerate(group.new):
            if places:
                found[j] = places[min(n, len(places) - 1)]
    return tuple(found)


def _blocks(draft: Draft, units: Sequence[Unit], group: Group, sheet: FigureSheet) -> tuple[Block, ...]:
    old = [draft.blocks[i] for i in group.old]
    new = [units[j] for j in group.new]
    if not new:
        return ()
    if len(old) == 1 and len(new) == 1 and _bare(old[0].text) == _bare(new[0].text):
        return (old[0],)
    text = "\n".join(u.text for u in new)
    made = realigned(old, text, sheet)
    if new[0].table:
        kind = old[0] if old else Block("table", ())
        return (replace(kind, kind="table", runs=_one_run(made), level=0),)
    if not old and new[0].level:
        return tuple(replace(b, kind="heading", level=new[0].level) for b in made)
    if len(old) == 1 and len(new) == 1 and len(made) == 1:  # what stands in its place is what it was
        kind = "paragraph" if old[0].kind == "table" else old[0].kind
        return (replace(made[0], kind=kind, level=old[0].level, ask=old[0].ask),)
    return made


def _one_run(rows: Sequence[Block]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for n, row in enumerate(rows):
        runs += [Run("\n")] * bool(n) + list(row.runs)
    return tuple(runs)


def _with_asks(made: Sequence[tuple[Group, tuple[Block, ...]]]) -> list[tuple[Group, tuple[Block, ...]]]:
    """What is new or was moved answers the ask of its new neighbours; a heading that moved takes its own ask along."""
    settled: list[tuple[Group, tuple[Block, ...]]] = []
    ask: int | None = None
    for n, (group, blocks) in enumerate(made):
        carried = bool(blocks) and blocks[0].kind == "heading" and group.moved and blocks[0].ask is not None
        if blocks and (not group.old or group.moved) and not carried:
            following = next((b.ask for g, some in made[n + 1 :] for b in some[:1] if g.old and not g.moved), None)
            body = all(b.kind in ("heading", "paragraph", "table") for b in blocks)
            opens = blocks[0].kind == "heading" and following is not None
            blocks = tuple(replace(b, ask=(following if opens else ask) if body else None) for b in blocks)
        if blocks:
            ask = blocks[-1].ask
        settled.append((group, blocks))
    return settled


def _changes(
    draft: Draft, after: Draft, units: Sequence[Unit], made: Sequence[tuple[Group, tuple[Block, ...]]]
) -> Iterator[Change]:
    before = _places(draft.blocks)
    now = iter(_places(after.blocks))
    at = 0
    for group, blocks in made:
        places = [next(now) for _ in blocks]
        start, end = at, at + len("\n".join(b.text for b in blocks))
        at = end + 1 if blocks else at
        old = [draft.blocks[i] for i in group.old]
        new = "\n".join(units[j].text for j in group.new)
        kind = _kind(group, "\n".join(b.text for b in old), new)
        if kind is None:
            continue
        was = before[group.old[0]] if group.old else None
        place = places[0] if places else was
        assert place is not None, "a group has one side at least"
        figures = tuple(_figures(draft, old, blocks))
        yield Change(
            kind, place, "\n".join(b.text for b in old), new, min(start, len(after.text)), min(end, len(after.text)),
            was if was != place else None, figures,
            tuple(r.ref for b in blocks for r in b.runs if r.kind == "figure" and r.ref in draft.figures),
            tuple(_numbers(old, blocks, figures)),
        )  # fmt: skip


def _kind(group: Group, old: str, new: str) -> ChangeKind | None:
    if not group.new:
        return "removed"
    if not group.old:
        return "added"
    if len(group.new) > 1:
        return "split"
    if len(group.old) > 1:
        return "joined"
    if _bare(old) != _bare(new):
        return "changed"
    return "moved" if group.moved else None


def _figures(draft: Draft, old: Sequence[Block], new: Sequence[Block]) -> Iterator[FigureChange]:
    """Figures of the old blocks that don't stand in the new ones as they were."""
    left = [r for b in new for r in b.runs if r.kind == "figure"]
    replaced = [r for b in new for r in b.runs if r.kind in ("unverified", "figure") and r.note]
    for run in (r for b in old for r in b.runs if r.kind == "figure"):
        kept = next((r for r in left if (r.ref, r.text) == (run.ref, run.text)), None)
        if kept is not None:
            left.remove(kept)
            continue
        figure = draft.figures.get(run.ref)
        now = next((r for r in replaced if r.ref == run.ref and r.kind == "unverified"), None)
        if now is not None:
            replaced.remove(now)
        yield FigureChange(run.ref, run.text, _inner(now) if now else "", figure.source if figure else None)


def _numbers(old: Sequence[Block], new: Sequence[Block], figures: Sequence[FigureChange]) -> Iterator[str]:
    """Numbers that the edit brought and that stand for no figure of the draft."""
    known = [r.text for b in old for r in with_marks(b.runs) if r.kind == "unverified"]
    taken = [f.new for f in figures if f.new]
    for run in (r for b in new for r in b.runs):
        if run.kind != "unverified" or run.text in known:
            continue
        words = _inner(run)
        if words in taken:
            taken.remove(words)
        else:
            yield words


def _inner(run: Run) -> str:
    return run.text.removeprefix("〔待核实：").removesuffix("〕")


def _places(blocks: Sequence[Block]) -> list[Place]:
    """The place of each block; a heading's own path ends with itself."""
    places: list[Place] = []
    path: list[tuple[int, str]] = []
    for b in blocks:
        if b.kind == "heading":
            path = [(level, text) for level, text in path if level < b.level] + [(b.level, b.text.strip())]
        elif b.kind in ("closing", "signature", "attachment", "date", "note", "copies"):
            path = []
        places.append(Place(b.kind, " / ".join(text for _, text in path), b.ask))
    return places


def _bare(text: str) -> str:
    return "".join(text.split())
