"""Which lines of a sheet are cases, and what the others are: totals, footers, headers once more, groups, numbers alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.intake.workbook.addresses import letter, ranges
from assistant.intake.workbook.columns import Header, field_named
from assistant.intake.workbook.sheets import RawSheet, Value
from assistant.intake.workbook.vocabulary import header_key, squeezed, vocabulary
from assistant.ledger import Notice, Question

_LONGEST_NAME = 16
_ANOTHER = 4
"""Known column names in one line that make it another table's header."""
_TELLING = ("number", "title", "proposer", "role", "kind")
"""A row without any of these is no case."""
_SUBTOTAL = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{0,16}(?:小计|合计)[:：]?(?:共?\d+件?)?")
_COUNT = re.compile(r"(?:[合总共小累]?计)?[:：]?共?(\d+)件?")


@dataclass(frozen=True)
class Fault:
    """A cell or range that cannot be read right."""

    cell: str
    message: str


@dataclass
class Lines:
    """The lines of a sheet below its header. ``texts`` holds every cell as a person reads it, by row and column."""

    sheet: RawSheet
    header: Header
    texts: Sequence[Sequence[str]]
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    """The cases' rows as the sheet numbers them."""
    _totalled: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    """How many cases stood above the last subtotal (True), the last total (False)."""

    def cases(self) -> Iterator[int]:
        """The index of every line that is a case."""
        numbered: list[int] = []
        columns = [self.header.fields[f] for f in _TELLING if f in self.header.fields]
        index = self.header.fields.get("index", -1)
        if beside := _beside(self.header):
            message = "这里像是并排的另一张表（列名与左边重复），请把两张表分到两个工作表"
            self.faults.append(Fault(f"{letter(beside)}{self.header.last + 1}", message))
            return
        for at in range(self.header.last + 1, len(self.sheet.rows)):
            texts = self.texts[at]
            filled = [i for i, text in enumerate(texts) if text]
            if not filled:
                continue
            first = letter(filled[0])
            if self._is_total(texts, filled):
                self._check_total(at, texts, filled)
            elif self._repeats(at, texts):
                self._say(f"A{at + 1}", f"第{at + 1}行是重复的表头，已跳过")
            elif begins_another(self.sheet.rows[at]):
                message = "这里像是另一张表的表头，列与上面不同，请把两张表分到两个工作表"
                self.faults.append(Fault(f"{first}{at + 1}", message))
                return
            elif self._is_footer(at, texts, filled):
                self._say(f"{first}{at + 1}", f"“{texts[filled[0]][:20]}”是表尾的说明，不计件")
            elif self._overflows(at, filled):
                continue
            elif filled == [index] and squeezed(texts[index]).isdecimal():
                numbered.append(at + 1)
            elif len(filled) == 1 or not any(c < len(texts) and texts[c] for c in columns):
                self._say(f"{first}{at + 1}", f"“{texts[filled[0]][:20]}”是分组或说明行，不计件")
            else:
                self.rows.append(at + 1)
                yield at
        if numbered:
            self._say(ranges(letter(index), numbered), f"{len(numbered)}行只有序号没有内容，不计件")

    def _is_total(self, texts: Sequence[str], filled: Sequence[int]) -> bool:
        """Begins with 合计 or the like and has no title of its own; or some cell, perhaps that of the title, says whose subtotal
        it is (规划处小计) and no case's number stands in the line."""
        number = self.header.fields.get("number", -1)
        numbered = 0 <= number < len(texts) and bool(texts[number]) and number != filled[0]
        if not numbered and any(_SUBTOTAL.fullmatch(squeezed(texts[i])) for i in filled):
            return True
        if not squeezed(texts[filled[0]]).startswith(vocabulary().words.total):
            return False
        title = self._title(texts, filled)
        return not title or bool(_COUNT.fullmatch(squeezed(title)))

    def _title(self, texts: Sequence[str], filled: Sequence[int]) -> str:
        """The line's title, unless that is where it begins."""
        at = self.header.fields.get("title", -1)
        return texts[at] if 0 <= at < len(texts) and at != filled[0] else ""

    def _check_total(self, at: int, texts: Sequence[str], filled: Sequence[int]) -> None:
        """A count in a total's line is held against all cases above it, or those since the last total."""
        partial = any("小计" in squeezed(texts[i]) for i in filled)
        everything, since = len(self.rows), len(self.rows) - self._totalled[partial]
        self._totalled |= {True: everything} if partial else {True: everything, False: everything}
        found = self._count_in(texts, filled)
        where = f"{letter(found[0] if found else filled[0])}{at + 1}"
        if found is None or found[1] in (everything, since):
            self._say(where, "合计行，不计件" + ("，与明细行数相符" if found else ""))
        elif partial:
            self._say(where, f"小计写的是{found[1]}件，这一组明细是{since}行，请核对；各数按明细行计算")
        else:
            message = f"合计行写的是{found[1]}件，明细是{everything}行，请核对；各数按明细行计算"
            self.questions.append(Question("total", message, self.sheet.name, where, str(found[1])))

    def _count_in(self, texts: Sequence[str], filled: Sequence[int]) -> tuple[int, int] | None:
        """Column and number of the count of cases in a total's line: what is called 件, else a bare number that is not
        the sum of a column of numbers."""
        counts = {i: (squeezed(texts[i]), m) for i in filled if (m := _COUNT.fullmatch(squeezed(texts[i])))}
        called = next(((i, int(m[1])) for i, (text, m) in counts.items() if text.endswith("件")), None)
        summed = {self.header.fields.get("cosigners", -1)}
        bare = next(((i, int(m[1])) for i, (_, m) in counts.items() if i not in summed), None)
        return called or bare

    def _is_footer(self, at: int, texts: Sequence[str], filled: Sequence[int]) -> bool:
        """Who filled the form in, notes: below the list, without a title."""
        if not isinstance(self.sheet.rows[at][filled[0]], str):
            return False
        words = "|".join(map(re.escape, vocabulary().words.footer))
        footing = re.match(rf"(?:{words})[^:：]{{0,8}}[:：]", squeezed(texts[filled[0]]))
        return bool(footing) and not self._title(texts, filled)

    def _repeats(self, at: int, texts: Sequence[str]) -> bool:
        """The sheet's own header once more, as on a printed second page."""
        if not _only_words(self.sheet.rows[at]):
            return False
        same = sum(squeezed(texts[i]) == squeezed(n) for i, n in self.header.names.items() if i < len(texts))
        return same >= max(3, len(self.header.names) // 2)

    def _overflows(self, at: int, filled: Sequence[int]) -> bool:
        """A line of a csv with more cells than the header: a comma in the text was not quoted, all after it is shifted."""
        row, width = self.sheet.rows[at], len(self.sheet.rows[self.header.last])
        wide = not self.sheet.name and len(row) > width
        if wide:
            message = (
                f"这一行比表头多出{len(row) - width}格，多半是文字里有逗号而没有加引号，请用 Excel 或 WPS 另存为 xlsx"
            )
            self.faults.append(Fault(f"A{at + 1}:{letter(filled[-1])}{at + 1}", message))
        return wide

    def _say(self, cell: str, message: str) -> None:
        self.notices.append(Notice(self.sheet.name, cell, message))


def _beside(header: Header) -> int:
    """The first column of a second table that stands beside the first under the same names; 0 when there is none."""
    read = {header_key(header.names[i]): i for i in header.fields.values() if i in header.names}
    again = [i for i, name in header.names.items() if read.get(header_key(name), i) != i and field_named(name)]
    return min(again) if len(again) >= _ANOTHER - 1 and not header.ticks else 0


def begins_another(row: Sequence[Value]) -> bool:
    """The header of a second table with other columns."""
    if not _only_words(row):
        return False
    named = {f for w in row if isinstance(w, str) and len(w) <= _LONGEST_NAME and (f := field_named(squeezed(w)))}
    return len(named) >= _ANOTHER


def _only_words(row: Sequence[Value]) -> bool:
    return all(type(v) is str for v in row)
