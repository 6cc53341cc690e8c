"""A source as statements: its prose sentence by sentence, its tables cell by cell with the names of row and column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.checks.statements import Statement, of_prose, year_of, years_of
from assistant.numerals import Number, find_numbers

_CELLS = re.compile(r" *(?:\t|\||│) *")
_SPACED = re.compile(r"(?<=\S)(?: {2,}|　+)(?=\S)")
_RULE = re.compile(r"^[\s|:\-—=+─┼]+$")
_UNIT = re.compile(r"[（(/]\s*(?:单位[：:])?\s*([^（）()/\d]{1,6}?)\s*[）)]?\s*$|单位[：:]\s*([^\s，；）)]{1,6})")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|[【\[]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])|[：:]\s*$")
_VALUE = re.compile(r"^[约近逾超过共]?[\d,，.．]+\s*[余多]?\s*[^\d\s]{0,6}$")
_SHARE = re.compile(r"(?:百分比|比重|占比|比例|增幅|增速|率)$")
_GRADE = re.compile(r"(?<![A-Za-z0-9])([A-D]) (?=\d)")
"""A 128: a class and its number, which are no code."""
_HEAD = re.compile(
    r"^(?:号|项目|指标|名称|类别|类型|事项|内容|要素|字段|姓名|序号|栏目|要点|单位|地区|市州|年份|年度|时间|阶段|文件|职务|人员|.{0,4}号|.{0,3}人|.{0,4}名称|种类|分类)$"
)
"""What the first cell of a table's head says."""
_YEARS = re.compile(r"(?:19|20)\d\d年?(?:度|底|末)?|\d{1,2}月")
TOTAL = re.compile(r"合计|总计|小计|总数|总量|共计|全部")


@dataclass(frozen=True)
class Line:
    """A line of a source, or a row of its tables with the names of its columns: what is said together."""

    text: str
    start: int
    end: int
    cells: tuple[tuple[str, str], ...] = ()
    """(name of the column, text of the cell) for a row."""
    heading: str = ""

    @property
    def whole(self) -> str:
        """All that belongs to it, its names included."""
        return " ".join([self.heading, *(f"{name} {cell}" for name, cell in self.cells)]) if self.cells else self.text


@dataclass(frozen=True)
class FactSheet:
    """``year`` is the year that the source's head speaks of; ``derived`` are totals of rows and columns."""

    path: str
    text: str
    lines: tuple[Line, ...]
    statements: tuple[Statement, ...]
    year: int = 0


@lru_cache(maxsize=64)
def read_sheet(path: str, text: str) -> FactSheet:
    """The sheet of a text; kept, because several rules and many drafts ask."""
    text = _GRADE.sub(lambda m: f"{m[1]}：", text)
    year = year_of(next((line for line in text.split("\n") if line.strip()), ""))
    lines: list[Line] = []
    found: list[Statement] = []
    for heading, block in _blocks(text):
        at, first = block[0]
        if _is_row(first):
            table = list(_rows(block, heading))
            lines += table
            found += _of_table(table, heading, year)
        else:
            lines.append(Line(first, at, at + len(first), heading=heading))
            named = year_of(heading)
            found += (_dated(s, named) for s in of_prose(first, at, heading, named or year))
    return FactSheet(path, text, tuple(lines), tuple(found), year)


def _dated(s: Statement, year: int) -> Statement:
    return replace(s, dated=True) if year and s.year == year else s


def _blocks(text: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Lines with their offsets, those of one table together, each with the headings above it."""
    table: list[tuple[int, str]] = []
    heading, caption, at = "", "", 0
    for line in text.split("\n"):
        if _is_row(line):
            if table and _begins_another(line, [row for _, row in table]):
                yield f"{heading} {caption}", table
                table = []
            if not _RULE.match(line):
                table.append((at, line))
        elif line.strip():
            if table:
                yield f"{heading} {caption}", table
                table, caption = [], ""
            plain = line.strip()
            if _HEADING.search(line) or (len(plain) <= 40 and not re.search(r"[。；：:]", plain)):
                heading, caption = (plain, "") if _HEADING.search(line) else (heading, plain)
            yield heading, [(at, line)]
        elif table:
            yield f"{heading} {caption}", table
            table, caption = [], ""
        at += len(line) + 1
    if table:
        yield f"{heading} {caption}", table


def _begins_another(line: str, table: Sequence[str]) -> bool:
    """Whether a row belongs to another table than the rows above it: it has more cells, or is a head of its own."""
    if ("\t" in line) != ("\t" in table[0]):
        return True
    own, head = _split(line), _split(table[0])
    if len(own) > len(head):
        return True
    names_only = not re.search(r"\d", line) and bool(re.search(r"\d", table[-1]))
    return names_only and (len(own) != len(head) or bool(_HEAD.search(own[0][1].strip())))


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.count("|") >= 2 or "│" in line or bool(_RULE.match(line) and "|" in line)


def _split(line: str) -> list[tuple[int, str]]:
    """The cells of a row with their offsets in the line; an empty first cell counts."""
    bounds = [(0, 0), *(m.span() for m in _CELLS.finditer(line)), (len(line), len(line))]
    cells = [(a[1], line[a[1] : b[0]]) for a, b in pairwise(bounds)]
    if line.lstrip().startswith(("|", "│")):
        cells = cells[1:]
    return cells[:-1] if line.rstrip().endswith(("|", "│")) else cells


def _rows(block: Sequence[tuple[int, str]], heading: str) -> Iterator[Line]:
    """The rows of a table; the first is its head when it has names only."""
    first = [c.strip() for _, c in _split(block[0][1])]
    has_head = len(block) > 1 and not any(re.search(r"\d", _YEARS.sub("", c)) for c in first)
    pairs_only = len(first) == 2 and not _looks_like_head(first, block)
    names = first if has_head and not pairs_only else []
    for at, line in block[1:] if names else block:
        cells = tuple((names[i] if i < len(names) else "", c.strip()) for i, (_, c) in enumerate(_split(line)))
        yield Line(line, at, at + len(line), cells, heading)


def _looks_like_head(first: Sequence[str], block: Sequence[tuple[int, str]]) -> bool:
    """Whether a table of two columns has a head (项目 | 数值) or is a list of names with what they are."""
    if not first[1] or len(first[1]) > 8:
        return False
    return bool(_HEAD.search(first[0])) or all(re.search(r"\d", _split(line)[-1][1]) for _, line in block[1:])


def _of_table(rows: Sequence[Line], caption: str, year: int) -> Iterator[Statement]:
    columns = [name for name, _ in rows[0].cells]
    row_names = [next((c for _, c in row.cells if c and not _VALUE.match(c)), "") for row in rows]
    others = frozenset(n for n in (*columns, *row_names) if n)
    for row, row_name in zip(rows, row_names, strict=True):
        measure = next((c for name, c in row.cells if re.fullmatch(r"(?:计量)?单位", name) and _is_unit(c)), "")
        for (column, cell), (offset, _) in zip(row.cells, _split(row.text), strict=False):
            if not cell:
                continue
            at = row.start + offset + len(row.text[offset:]) - len(row.text[offset:].lstrip())
            own = "" if cell == row_name else row_name
            place = _Place(own, column, caption, others - {column, row_name}, row.whole, measure)
            yield from _of_cell(cell, at, place, year)


@dataclass(frozen=True)
class _Place:
    """Where a cell stands: the names of its row and column, the words above the table, the other names, its row."""

    row: str
    column: str
    caption: str
    siblings: frozenset[str]
    whole: str
    measure: str = ""
    """What the row's own column of units says."""

    @property
    def unit(self) -> str:
        """The unit that the names of the column or the row, a column of units, or the caption give."""
        named = _unit(self.column) or _unit(self.row) or self.measure or _unit(self.caption)
        return named or ("%" if _SHARE.search(self.column) or _SHARE.search(self.row) else "")

    def year(self, year: int) -> tuple[int, bool]:
        """The cell's year and whether the table says it."""
        if re.search("上年|去年|上一年", self.column + self.row) and year:
            return year - 1, True
        alone = set(years_of(self.whole))
        named = year_of(self.column) or year_of(self.row) or (alone.pop() if len(alone) == 1 else 0)
        named = named or year_of(self.caption)
        return (named, True) if named else (year, False)


def _of_cell(cell: str, at: int, place: _Place, year: int) -> Iterator[Statement]:
    """The numbers of a cell: a bare one takes its unit from the names of its column or row or from the caption."""
    year, dated = place.year(year)
    if not _VALUE.match(cell):
        names = (place.row, place.column)
        for s in of_prose(cell, at, f"{place.caption} {place.row} {place.column}", year):
            labels = (*s.labels, place.row) if len("".join(s.labels)) > 1 else names
            yield replace(s, labels=labels, quote=place.whole, dated=dated or s.dated)
        return
    for n in find_numbers(cell)[:1]:
        if n.value is not None:
            unit = n.unit or place.unit
            yield Statement(
                number=replace(_united(n, unit), in_title=False, structural=False),
                start=at + n.start,
                end=at + n.end,
                labels=tuple(x for x in (place.row, place.column) if x),
                context=place.caption,
                quote=place.whole,
                year=year,
                dated=dated,
                siblings=place.siblings,
                cell=True,
            )


def _united(n: Number, unit: str) -> Number:
    if n.unit or not unit:
        return n
    text = n.text + unit
    again = find_numbers(text)
    if len(again) == 1 and again[0].value is not None and again[0].unit:
        return again[0]
    return replace(n, unit=unit, text=text)


@lru_cache(maxsize=512)
def _unit(name: str) -> str:
    m = _UNIT.search(name)
    unit = (m[1] or m[2] or "").strip() if m else ""
    return unit if _is_unit(unit) else ""


@lru_cache(maxsize=512)
def _is_unit(word: str) -> bool:
    """Whether the word measures something (万元, 件) rather than explains."""
    found = find_numbers(f"12{word}")
    return bool(word) and len(found) == 1 and bool(found[0].unit) and found[0].end == len(word) + 2
