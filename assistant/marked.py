"""Marked text: what a writer sees and writes (⟦F3⟧ for a figure, ⟦C1⟧ for a citation) and the runs that it means.

A number that the writer typed itself never passes: it is bound to the one figure that it can mean, with a note, or it
becomes a visible 〔待核实：…〕.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from assistant.clauses import Clauses, split
from assistant.draft import Block, Citation, Run
from assistant.figures import Figure, bind, show
from assistant.numerals import Number, find_numbers

TOKEN = re.compile(r"⟦([^⟦⟧\n]*)⟧?")
PLACEHOLDER = re.compile(r"〔待(?P<what>核实|补充)[^〔〕\n]*(?:〔[^〔〕\n]*〕[^〔〕\n]*)*〕")
_INNER = str.maketrans("《》", "〈〉")
"""Title marks inside title marks (GB/T 15834, 4.15)."""
_LEAD = re.compile(r"(?:增长|下降|约)$")
_WORDS = re.compile(r"家[庭长属具电乡园禽]|人[员才民均大数口力士]|项目|年[度均产初底末]|个[人体别]|名[单额义]|户[籍均]|条[例件款]|件套|所[有在以]|台[账湾]|位[于置]|次[数年日]|处[理罚室于]|部[门分]|成[立为果]|单位")  # fmt: skip
"""A measure word that is the start of another word: 50家 | 庭."""


def to_marked(blocks: Iterable[Block]) -> str:
    """Blocks as marked text, a line each."""
    return "\n".join(
        "".join(f"⟦{r.ref}⟧" if r.kind in ("figure", "citation") else r.text for r in b.runs) for b in blocks
    )


def from_marked(text: str, sheet: Mapping[str, Figure], *, citations: Iterable[Citation] = ()) -> tuple[Run, ...]:
    """The runs of marked text. Known tokens become figures and citations; a unit typed again after its token is
    swallowed when it is the figure's own and else stands as 〔待核实：…〕; numbers typed by the writer are bound (with a
    note) or become 〔待核实：原文〕; unknown tokens become 〔待核实：此处数字〕."""
    known = {c.id: c for c in citations}
    runs: list[Run] = []
    fresh_line = True
    for clause in split(text):
        runs += _clause(clause, sheet, known, fresh_line)
        fresh_line = clause.endswith("\n")
    return tuple(_joined(runs))


class StreamMarks:
    """Marked text that arrives in pieces. ``feed`` gives what may be shown so far, clause by clause, so that neither half a
    token nor a number without its mark is ever seen; ``close`` gives the rest. Together they are ``from_marked`` of all."""

    def __init__(self, sheet: Mapping[str, Figure], *, citations: Iterable[Citation] = ()) -> None:
        self._sheet, self._citations = sheet, {c.id: c for c in citations}
        self._clauses = Clauses()
        self._fresh_line = True

    def feed(self, chunk: str) -> str:
        return "".join(map(self._shown, self._clauses.feed(chunk)))

    def close(self) -> str:
        return "".join(map(self._shown, self._clauses.close()))

    def _shown(self, clause: str) -> str:
        text = "".join(r.text for r in _clause(clause, self._sheet, self._citations, self._fresh_line))
        self._fresh_line = clause.endswith("\n")
        return text


def cite(citation: Citation) -> str:
    """How a citation stands in the text: 《title》（文号), or who supplied it."""
    source = citation.source
    if source.kind == "person" or not source.title:
        return source.person or source.title or source.document
    return f"《{inner(source.title)}》" + (f"（{source.number}）" if source.number else "")


def inner(title: str) -> str:
    """A title as it stands between 《 》: its own title marks are 〈 〉."""
    return title.translate(_INNER)


def unverified(text: str, note: str, ref: str = "") -> Run:
    """A visible mark around what nothing supports."""
    return Run(f"〔待核实：{text}〕", "unverified", ref, note)


def _clause(
    clause: str, sheet: Mapping[str, Figure], citations: Mapping[str, Citation], fresh_line: bool
) -> Iterator[Run]:
    shift = 0 if fresh_line else 1  # a clause inside a line must not look like a numbered line
    marks = list(PLACEHOLDER.finditer(clause))
    things: list[re.Match[str] | Number] = [*marks]
    for m in TOKEN.finditer(clause):
        if not any(p.start() <= m.start() < p.end() for p in marks):
            things.append(m)
    for n in find_numbers("\0" * shift + clause):
        if n.needs_source and not any(p.start() <= n.start - shift < p.end() for p in marks):
            things.append(n)
    at = 0
    for thing in sorted(things, key=lambda t: t.start() if isinstance(t, re.Match) else t.start - shift):
        start, end = thing.span() if isinstance(thing, re.Match) else (thing.start - shift, thing.end - shift)
        if start < at:
            continue
        before = clause[at:start]
        new, end = _run(thing, clause, end, sheet, citations)
        lead = _LEAD.search(before)
        if lead and new[0].kind == "figure" and new[0].text.startswith(lead.group()):
            before = before[: lead.start()]  # ⟦F3⟧ says 增长 itself
        if before:
            yield Run(before)
        yield from new
        at = end
    if at < len(clause):
        yield Run(clause[at:])


def _run(
    thing: re.Match[str] | Number,
    clause: str,
    end: int,
    sheet: Mapping[str, Figure],
    citations: Mapping[str, Citation],
) -> tuple[list[Run], int]:
    """The runs for a placeholder, a token or a typed number, and where the clause goes on."""
    if isinstance(thing, Number):
        figure = bind(thing, clause, sheet)
        if figure:
            return [
                Run(
                    show(figure),
                    "figure",
                    figure.id,
                    f"“{thing.text}”是直接写出的数字，已按数值、单位和上下文对应到来源，请核对。",
                )
            ], end
        return [unverified(thing.text, f"“{thing.text}”没有来源，请核实后补上出处或删去。")], end
    if thing.re is PLACEHOLDER:
        return [Run(thing.group(), "missing" if thing["what"] == "补充" else "unverified")], end
    ref = thing[1].strip()
    if not thing.group().endswith("⟧"):
        return [unverified("此处数字", "这里的数字编号不完整，请对照来源补写。")], end
    if ref in citations:
        return [Run(cite(citations[ref]), "citation", ref)], end
    if ref not in sheet:
        return [unverified("此处数字", f"这里引用了不存在的数字编号“{ref}”，请对照来源补写。")], end
    figure = sheet[ref]
    runs = [Run(show(figure), "figure", ref)]
    typed = _typed_unit(clause[end:])
    if not typed:
        return runs, end
    if figure.unit and figure.unit.endswith(typed):
        return runs, end + len(typed)
    if figure.unit and (len(typed) > 1 or typed in "元%倍成亿万") and typed not in ("人民币",):
        runs.append(unverified(typed, f"数字“{show(figure)}”后又写了不同的单位“{typed}”，请核对。"))
        return runs, end + len(typed)
    return runs, end


def _typed_unit(rest: str) -> str:
    """The unit that stands right after a token, as it would be read after a digit."""
    if not rest or _WORDS.match(rest) or rest[0] in " ，。；、—-~～至到.0123456789":
        return ""
    first = find_numbers("1" + rest)[0]
    return (
        rest[: first.end - 1]
        if first.start == 0 and first.needs_source and first.kind != "period" and first.kind != "range"
        else ""
    )


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbouring runs of plain text as one."""
    text = ""
    for run in runs:
        if run.kind == "text":
            text += run.text
            continue
        if text:
            yield Run(text)
        text = ""
        yield run
    if text:
        yield Run(text)
