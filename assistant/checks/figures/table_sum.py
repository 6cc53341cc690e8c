"""A table whose totals are wrong, or whose cells the text contradicts."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import ALL, Paper, Quantity, named_kind, named_parts, read_paper
from assistant.checks.relations.saying import added, plain
from assistant.checks.relations.tables import Cell, Line, tables
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for table in tables(paper):
        lines = list(table.lines())
        broken = [line for line in lines if not line.holds]
        known = {c for line in lines if line.holds for c in line.members}
        for cell, value, where in _crossings(broken):
            yield _hit(paper, cell, value, where)
            broken = [line for line in broken if line not in where]
        for line in broken:
            doubtful = [c for c in line.members if c not in known]
            cell = doubtful[0] if len(doubtful) == 1 else line.total
            yield _hit(paper, cell, _needed(line, cell), [line], sure=len(doubtful) == 1)
    yield from _against_text(paper)


def _needed(line: Line, cell: Cell) -> Decimal:
    return line.added if cell is line.total else line.total.value - line.added + cell.value


def _crossings(broken: list[Line]) -> Iterator[tuple[Cell, Decimal, list[Line]]]:
    """The cell in which a broken row and a broken column cross, when one value mends both."""
    for cell in dict.fromkeys(c for line in broken for c in line.members):
        where = [line for line in broken if cell in line.members]
        values = {_needed(line, cell) for line in where}
        if len(where) > 1 and len(values) == 1 and (value := values.pop()) >= 0:
            yield cell, value, where
            return


def _hit(paper: Paper, cell: Cell, value: Decimal, where: list[Line], *, sure: bool = True) -> Hit:
    line = where[0]
    if cell is line.total:
        told = added(c.value for c in line.parts)
    else:
        told = f"{plain(line.total.value)}－{plain(line.added - cell.value)}＝{plain(value)}"
    values = {"right": plain(value), "told": f"“{cell.row}·{cell.column}”{told}"}
    fix = plain(value) if sure and value >= 0 else None
    return Hit(*paper.joined.span(cell.start, cell.end), values, None, plain(value), "contradicted", fix=fix)


def _against_text(paper: Paper) -> Iterator[Hit]:
    """A cell of kind and role (代表建议·主办) against the same in the text."""
    said: dict[tuple[str, tuple[tuple[str, str], ...]], Quantity] = {}
    for q in paper.counts:
        kind = q.about if q.parts else q.kind
        if q.unit == "件" and not q.limits and not q.moved and len(q.division) <= 1 and kind:
            said.setdefault((kind, q.division), q)
    for table in tables(paper):
        cells = [c for row in table.cells for c in row if c is not None]
        divided = {n for c in cells for n, _ in named_parts(c.column)}
        for cell in cells:
            kind = named_kind(cell.row) or (ALL if "计" in cell.row else "")
            parts = named_parts(cell.column)
            total = not parts and "计" in cell.column and divided == {"role"}
            q = said.get((kind, parts)) if kind and (parts or total) else None
            if q and q.value != cell.value and q.value not in _same_names(table.cells, cell):
                values = {"right": q.text, "told": f"正文如此，表中“{cell.row}·{cell.column}”为{plain(cell.value)}"}
                for start, end in (paper.joined.span(cell.start, cell.end), paper.span(q.number)):
                    yield Hit(start, end, values, "warning", q.text, "contradicted")


def _same_names(rows: tuple[tuple[Cell | None, ...], ...], cell: Cell) -> set[Decimal]:
    """Values of cells that bear the same names, where a table has several blocks."""
    return {
        c.value for row in rows for c in row if c and c is not cell and c.row == cell.row and c.column == cell.column
    }


RULE = Rule(
    id="figures.table-sum",
    name="与合计或正文不符的表中数字",
    message="应为{right}：{told}。",
    reason="表中行列合计要相符，表与正文要一致。",
    authority="统计表编制常识",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("感谢您", "类别\t主办\t会办\t合计\n建议\t18\t25\t43\n提案\t38\t66\t104\n合计\t56\t92\t147\n感谢您")),
        Example(LETTER.replace("感谢您", "类别\t主办\t会办\t合计\n建议\t19\t25\t43\n提案\t38\t66\t104\n合计\t56\t91\t147\n感谢您")),
        Example(
            LETTER.replace("下一步", "代表建议中，主办19件、会办24件。下一步").replace(
                "感谢您", "类别\t主办\t会办\t合计\n代表建议\t18\t25\t43\n提案\t38\t66\t104\n合计\t56\t91\t147\n感谢您"
            )
        ),
    ),
    quiet=(
        Example(
            LETTER.replace("下一步", "代表建议中，主办18件、会办25件。下一步").replace(
                "感谢您", "类别\t主办\t会办\t合计\n代表建议\t18\t25\t43\n提案\t38\t66\t104\n合计\t56\t91\t147\n感谢您"
            )
        ),
        Example(LETTER.replace("感谢您", "序号\t企业数\t满意率\t合计\n1\t18\t95.1%\t20\n2\t38\t90%\t41\n感谢您")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
