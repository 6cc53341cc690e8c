"""The rows of one sheet as cases; what cannot be read right, and what was read with an assumption."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from assistant.intake.workbook.addresses import letter, ranges, span
from assistant.intake.workbook.columns import Header
from assistant.intake.workbook.lines import begins_another, filled_in, is_footer, is_total, repeats, total_in
from assistant.intake.workbook.sheets import RawSheet, Value
from assistant.intake.workbook.values import ReadDate, read_count, read_date, read_yes, shown
from assistant.intake.workbook.vocabulary import meaning, squeezed, vocabulary
from assistant.ledger import LedgerCase, Notice, Question, Year

T = TypeVar("T")
NO_ROLE = "没有办理方式一列"
"""Stands for the role of every row of a sheet that does not say it; a person answers 没有办理方式一列=主办."""
DATES = ("assigned", "due", "closed")
_TELLING = ("number", "title", "proposer", "role", "kind")
"""A row without any of these is no case."""
_LOOSE = frozenset({"index", "title", "note", "session", "proposer", "co", "supervisor"})
"""Columns that no figure hangs on: a formula without a result there is only mentioned."""
_WAYS = {"text": "文本", "compact": "八位数字", "serial": "日期序列数", "month": "只有年月", "no-year": "没有年份"}
_NORMALISED = re.compile(r"[\uff01-\uff5e\u3000\xa0]|^\s|\s$")


@dataclass(frozen=True)
class Fault:
    """A cell or range that cannot be read right."""

    cell: str
    message: str


@dataclass
class Rows:
    """The cases of a sheet as they are read."""

    sheet: RawSheet
    header: Header
    year: Year
    kind: str = ""
    """What the sheet holds when it has no column for it."""
    role: str = ""
    """In which role, when the sheet's name says it and no column does."""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    """A person's answers: a word of the ledger → what it means."""
    cases: list[LedgerCase] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _dates: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    _unusual: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _unknown: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def read(self) -> "Rows":
        for at in self._case_rows():
            self.cases.append(self._case(at))
        self._tell_order()
        self._tell_dates()
        self._tell_unusual()
        self._tell_unknown()
        self._tell_hidden()
        self._refuse_without_value()
        return self

    def column(self, name: str) -> str:
        return letter(self.header.fields[name])

    def _place(self, name: str) -> str:
        """The field's column, else where its ticks or the first cell of the row stand."""
        ticks = min(self.header.ticked.get(name, {}), default=0)
        return letter(self.header.fields.get(name, ticks))

    # Which rows are cases

    def _case_rows(self) -> Iterator[int]:
        numbered: list[int] = []
        for at in range(self.header.last + 1, len(self.sheet.rows)):
            row = self.sheet.rows[at]
            filled = filled_in(row)
            if not filled:
                continue
            if is_total(row, filled, self.header):
                self._check_total(at, row)
            elif repeats(row, self.header):
                self._say(f"A{at + 1}", f"第{at + 1}行是重复的表头，已跳过")
            elif begins_another(row):
                message = "这里像是另一张表的表头，列与上面不同，请把两张表分到两个工作表"
                self.faults.append(Fault(f"{letter(filled[0])}{at + 1}", message))
                return
            elif is_footer(row, filled, self.header):
                self._say(f"{letter(filled[0])}{at + 1}", f"“{shown(row[filled[0]])[:20]}”是表尾的说明，不计件")
            elif self._overflows(at, filled):
                continue
            elif filled == [self.header.fields.get("index", -1)] and squeezed(shown(row[filled[0]])).isdecimal():
                numbered.append(at + 1)
            elif len(filled) == 1 or not any(self._raw(at, f) for f in _TELLING):
                self._say(f"{letter(filled[0])}{at + 1}", f"“{shown(row[filled[0]])[:20]}”是分组或说明行，不计件")
            else:
                self._rows.append(at + 1)
                yield at
        if numbered:
            column = self.column("index")
            self._say(ranges(column, numbered), f"{len(numbered)}行只有序号没有内容，不计件")

    def _check_total(self, at: int, row: Sequence[Value]) -> None:
        found = total_in(row)
        if found and found[1] != len(self._rows):
            cell = f"{letter(found[0])}{at + 1}"
            message = f"合计行写的是{found[1]}件，明细是{len(self._rows)}行，请核对；各数按明细行计算"
            self.questions.append(Question("total", message, self.sheet.name, cell, str(found[1])))
            return
        cell = f"{letter(found[0] if found else 0)}{at + 1}"
        self._say(cell, "合计行，不计件" + ("，与明细行数相符" if found else ""))

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

    # One case

    def _case(self, at: int) -> LedgerCase:
        text = {f: self._text(at, f) for f in self.header.fields}
        role_word = self._word(at, text, "role")
        dates = {f: self._date(at, f) for f in DATES if f in self.header.fields}
        closed = dates["closed"].value if "closed" in dates else None
        face = self._face(at, text)
        return LedgerCase(
            sheet=self.sheet.name,
            row=at + 1,
            year=self.year,
            kind=self._kind(at, text),  # pyright: ignore[reportArgumentType]  # the table's meanings are the type's
            number=text.get("number", ""),
            session=text.get("session", ""),
            title=text.get("title", ""),
            proposer=text.get("proposer", ""),
            proposer_type=self._proposer_type(text),
            cosigners=self._try(at, "cosigners", read_count),
            role=self._meaning(at, "role", role_word, "roles"),  # pyright: ignore[reportArgumentType]
            role_word="" if role_word == NO_ROLE else role_word,
            lead=text.get("lead", ""),
            co=tuple(w for w in re.split(r"[、，,；;\s]+", text.get("co", "")) if w),
            department=text.get("department", ""),
            theme=text.get("theme", ""),
            assigned=dates["assigned"].value if "assigned" in dates else None,
            due=dates["due"].value if "due" in dates else None,
            closed=closed,
            done=self._done(at, text, closed),
            out_number=text.get("out_number", ""),
            result=self._result(at, text),
            contact=text.get("contact", ""),
            face=face,
            satisfaction=self._meaning(at, "satisfaction", self._word(at, text, "satisfaction"), "satisfaction"),  # pyright: ignore[reportArgumentType]
            public=self._try(at, "public", read_yes),
            supervisor=_named(text.get("supervisor", "")),
            note=text.get("note", ""),
        )

    def _word(self, at: int, text: Mapping[str, str], name: str) -> str:
        """As the field's column says, or the names of its columns that are ticked, or for a role what the sheet's name says."""
        if columns := self.header.ticked.get(name):
            row = self.sheet.rows[at]
            return "、".join(squeezed(self.header.names[c]) for c in columns if c < len(row) and shown(row[c]))
        if name == "role" and "role" not in self.header.fields:
            return self.role or (NO_ROLE if self.year == "this" else "")
        return squeezed(text.get(name, ""))

    def _raw(self, at: int, name: str) -> Value:
        column = self.header.fields.get(name, -1)
        row = self.sheet.rows[at]
        return row[column] if 0 <= column < len(row) else ""

    def _text(self, at: int, name: str) -> str:
        value = self._raw(at, name)
        text = shown(value)
        if isinstance(value, str) and text:
            if name in ("number", "cosigners", "role", "result", "satisfaction", "kind") and _NORMALISED.search(value):
                self._unusual[name].append(at + 1)
            if name in ("number", "result", "kind"):
                return squeezed(text)
        return text

    def _kind(self, at: int, text: Mapping[str, str]) -> str:
        if word := self._word(at, text, "kind"):
            return self._meaning(at, "kind", word, "kinds")
        guesses = (
            self.kind,
            "建议" if "人大" in text.get("session", "") else "提案" if "政协" in text.get("session", "") else "",
            {"代表": "建议", "委员": "提案", "党派团体": "提案"}.get(text.get("proposer_type", ""), ""),
        )
        guess = next((g for g in guesses if g), "") or meaning("kinds").get(
            squeezed(self.confirmed.get("空白", "")), ""
        )
        if not guess:
            self._unknown["kind", ""].append(at + 1)
        return guess

    def _proposer_type(self, text: Mapping[str, str]) -> str:
        word = squeezed(text.get("proposer_type", ""))
        return meaning("proposer_types").get(word, word)

    def _meaning(self, at: int, name: str, word: str, table: str) -> str:
        """What a word of the ledger means; an unknown one is asked about."""
        if not word:
            return ""
        known = meaning(table)
        if found := known.get(word) or known.get(squeezed(self.confirmed.get(word, ""))):
            return found
        self._unknown[name, word].append(at + 1)
        return ""

    def _result(self, at: int, text: Mapping[str, str]) -> str:
        word = self._word(at, text, "result") if "result" in self.header.ticked else text.get("result", "")
        return meaning("results").get(squeezed(word), word)

    def _face(self, at: int, text: Mapping[str, str]) -> bool | None:
        if "face" in self.header.fields:
            return self._try(at, "face", read_yes)
        if word := text.get("contact", ""):
            return any(w in word for w in vocabulary().words.face_contact)
        return None

    def _done(self, at: int, text: Mapping[str, str], closed: date | None) -> bool:
        word = squeezed(text.get("state", ""))
        states = vocabulary().states
        if not word:
            return closed is not None
        if answer := squeezed(self.confirmed.get(word, "")):
            return answer in states.closed
        open_ = word in states.open
        if not open_ and word not in states.closed and "closed" not in self.header.fields:
            self._unknown["state", word].append(at + 1)
            return False
        if "closed" not in self.header.fields:
            return not open_
        if open_ and closed is not None:
            self._ask("state", at, f"写着“{word}”，却有办结日期{closed.isoformat()}，算不算办结", word)
        if word in states.closed and closed is None:
            self._ask("state", at, f"写着“{word}”，却没有办结日期，算不算办结", word)
        return closed is not None

    def _date(self, at: int, name: str) -> ReadDate:
        try:
            found = read_date(self._raw(at, name), self._year_of(at, name))
        except ValueError as e:
            message = str(e)
            why = message if "不是日期" in message else f"“{shown(self._raw(at, name))}”在日历上不存在"
            self._fault(at, name, f"{why}，请改成 2025-06-30 这样的日期")
            return ReadDate(None, "empty")
        if found.writing != "empty":
            self._dates[name][found.writing].append(at + 1)
        return found

    def _year_of(self, at: int, name: str) -> int | None:
        """The year of another date in the row, for one written without."""
        for other in DATES:
            value = self._raw(at, other)
            if other != name and isinstance(value, date):
                return value.year
            if other != name and (m := re.match(r"(20\d\d)", squeezed(shown(value)))):
                return int(m[1])
        return None

    def _try(self, at: int, name: str, reader: Callable[[Value], T | None]) -> T | None:
        if name not in self.header.fields:
            return None
        try:
            return reader(self._raw(at, name))
        except ValueError as e:
            word = squeezed(shown(self._raw(at, name)))
            if word in self.confirmed:
                return reader(self.confirmed[word])
            if name == "cosigners":
                self._fault(at, name, f"{e}，请改成数字")
            else:
                self._unknown[name, word].append(at + 1)
            return None

    # What is said afterwards

    def _say(self, cell: str, message: str) -> None:
        self.notices.append(Notice(self.sheet.name, cell, message))

    def _ask(self, about: str, at: int, message: str, value: str) -> None:
        cell = f"{self.column(about)}{at + 1}"
        self.questions.append(Question(about, f"{message}？", self.sheet.name, cell, value))

    def _fault(self, at: int, name: str, message: str) -> None:
        self.faults.append(Fault(f"{self.column(name)}{at + 1}", message))

    def _tell_dates(self) -> None:
        mixed = {f: ways for f, ways in self._dates.items() if set(ways) - {"date"}}
        if not mixed:
            return
        columns = sorted(self.header.fields[f] for f in mixed)
        rows = [r for ways in mixed.values() for listed in ways.values() for r in listed]
        area = f"{letter(columns[0])}{min(rows)}:{letter(columns[-1])}{max(rows)}"
        told: dict[str, int] = defaultdict(int)
        for ways in mixed.values():
            for way, listed in ways.items():
                told[way] += len(listed)
        parts = [f"{_WAYS[w]}{n}处" for w, n in told.items() if w in _WAYS]
        if len(set(told) - {"none"}) > 1 or {"compact", "serial"} & set(told):
            self._say(area, f"日期写法不一（{'、'.join(parts)}），已统一读成日期")
        for name, ways in mixed.items():
            for way in ("month", "no-year"):
                if listed := ways.get(way):
                    what = "只有年月，按当月1日读" if way == "month" else "没有年份，按同一行其他日期的年份读"
                    self._say(ranges(self.column(name), listed), f"日期{what}，请核对")
            if listed := ways.get("none"):
                self._say(ranges(self.column(name), listed), "写的不是日期而是“还没有”的意思，按空白读")

    def _tell_order(self) -> None:
        early = [c.row for c in self.cases if c.closed and c.assigned and c.closed < c.assigned]
        if early:
            self._say(ranges(self.column("closed"), early), "办结日期早于交办日期，请核对")
        years = Counter(d.year for c in self.cases for d in (c.assigned, c.due, c.closed) if d)
        usual = years.most_common(1)[0][0] if years else 0
        for name in DATES:
            if far := [c.row for c in self.cases if (d := getattr(c, name)) and abs(d.year - usual) > 1]:
                self._say(ranges(self.column(name), far), f"年份与其他日期（多为{usual}年）相差太远，请核对")
        crossed = [c.row for c in self.cases if {"建议": "政协", "提案": "人大"}.get(c.kind, "无") in c.session]
        if crossed:
            self._say(
                ranges(self.column("session"), crossed),
                "届次与类别对不上（建议应是人大，提案应是政协），按类别计，请核对",
            )

    def _tell_unusual(self) -> None:
        for name, listed in self._unusual.items():
            self._say(span(self.column(name), listed), f"{len(listed)}处有全角字符或首尾空格，已规范后读取")

    def _tell_unknown(self) -> None:
        for (name, word), listed in self._unknown.items():
            cells = ranges(self._place(name), listed)
            what = f"“{word}”" if word else "空白"
            choice = "、".join(dict.fromkeys(_choices(name)))
            column = self.header.names.get(self.header.fields.get(name, -1), vocabulary().columns[name][0])
            told = f"表里{NO_ROLE}" if word == NO_ROLE else f"{column}写的是{what}"
            message = f"{told}，算作什么（{choice}）？"
            self.questions.append(Question(name, message, self.sheet.name, cells, word))

    def _tell_hidden(self) -> None:
        hidden = [r for r in self._rows if r in self.sheet.marks.hidden_rows]
        if hidden:
            how = "被筛选或隐藏" if self.sheet.marks.filtered else "被隐藏"
            self._say(ranges("A", hidden), f"{len(hidden)}行{how}，照样计入件数，请确认该不该计")

    def _refuse_without_value(self) -> None:
        """Cells that show something and hold nothing: read as blank they would be counted wrong."""
        counted = set(self._rows)
        for cells, why, what in (
            (self.sheet.marks.uncalculated, "公式没有算出结果", "请用 Excel 或 WPS 打开、保存一次再传"),
            (self.sheet.marks.errors, "是错误值（#N/A、#REF! 一类）", "请改正公式或填上内容"),
        ):
            for name, at in self.header.fields.items():
                listed = [r for c in cells if (r := _row_in(c, letter(at))) in counted]
                if listed and name in _LOOSE:
                    self._say(ranges(letter(at), listed), f"{why}，按空白读；不影响件数")
                elif listed:
                    self.faults.append(Fault(ranges(letter(at), listed), f"{why}，{what}"))


def _row_in(cell: str, column: str) -> int:
    """The cell's row when it is in the column, else 0."""
    rest = cell.removeprefix(column)
    return int(rest) if rest != cell and rest.isdecimal() else 0


def _named(supervisor: str) -> str:
    """Who supervises; a plain no is nobody."""
    return "" if squeezed(supervisor) in {squeezed(w) for w in vocabulary().yes_no.no} else supervisor


def _choices(name: str) -> tuple[str, ...]:
    tables: dict[str, Any] = {
        "role": vocabulary().roles,
        "kind": vocabulary().kinds,
        "satisfaction": vocabulary().satisfaction,
        "state": {"已办结": 0, "未办结": 0},
    }
    return tuple(tables.get(name, {"是": 0, "否": 0}))
