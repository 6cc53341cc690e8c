"""The rows of one sheet as cases; what cannot be read right, and what has to be asked."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TypeVar

from assistant.intake.workbook.addresses import letter
from assistant.intake.workbook.columns import Header
from assistant.intake.workbook.lines import Fault, Lines
from assistant.intake.workbook.sheets import RawSheet, Value
from assistant.intake.workbook.values import ReadDate, Writing, read_count, read_date, read_yes, shown
from assistant.intake.workbook.vocabulary import meaning, squeezed, vocabulary
from assistant.ledger import LedgerCase, Notice, Question, Year

T = TypeVar("T")
STRUCK = "删除线"
"""Stands for the rows that are struck through; a person answers 删除线=不计."""
NO_ROLE = "没有办理方式一列"
"""Stands for the role of every row of a sheet that does not say it; a person answers 没有办理方式一列=主办."""
DATES = ("assigned", "due", "closed")
_NORMALISED = re.compile(r"[\uff01-\uff5e\u3000\xa0]|^\s|\s$")
_SQUEEZED = ("number", "result", "kind")
_WATCHED = frozenset({*_SQUEEZED, "cosigners", "role", "satisfaction"})
"""Fields of which it is told when their cells hold full-width forms or blanks at the ends."""


_CLASS_FIRST = re.compile(r"([A-D])(?:类件?|级)?[(（:：、.\-—]")
_CLASS_LAST = re.compile(r"[(（]([A-D])(?:类件?|级)?[)）]$")
_OF_LINES = frozenset({"note", "co"})
"""Fields whose line breaks divide; elsewhere they only wrap."""
_TAKEN_BACK = frozenset({"note", "state", "result"})
_SHORT = 20
"""A longer note tells a story: what was taken back there need not be the case."""


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
    rows: list[int] = field(default_factory=list)
    """The cases' rows as the sheet numbers them."""
    years: dict[int, int] = field(default_factory=dict)
    """Row → the year that its own column says."""
    dates: dict[str, dict[Writing, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Field → how its cells write their dates → the rows."""
    unusual: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Field → the rows whose cells were normalised."""
    unknown: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Field and word that nobody knows → the rows."""

    withdrawn: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    """Words that say that a case was taken back → the fields and rows where they stand."""

    unanswered: list[int] = field(default_factory=list)
    """Rows of 参阅 cases without any word on their closing."""

    def read(self) -> "Rows":
        lines = Lines(self.sheet, self.header, self.texts, self.faults, self.notices, self.questions, self.rows)
        for at in lines.cases():
            self.cases.append(self._case(at))
            if self._is_struck(at):
                self.withdrawn[STRUCK].append(("title" if "title" in self.header.fields else "number", at + 1))
        return self

    def _is_struck(self, at: int) -> bool:
        """Whether all that names the case is struck through."""
        struck, columns = self.sheet.marks.struck, [self.header.fields.get(f, -1) for f in ("number", "title")]
        named = [c for c in columns if 0 <= c < len(self.texts[at]) and self.texts[at][c]]
        return bool(struck and named) and all(f"{letter(c)}{at + 1}" in struck for c in named)

    @cached_property
    def texts(self) -> list[list[str]]:
        """Every cell as a person reads it."""
        return [[shown(v) for v in row] for row in self.sheet.rows]

    def column(self, name: str) -> str:
        """The field's column, else where its ticks or the first cell of the row stand."""
        ticks = min(self.header.ticked.get(name, {}), default=0)
        return letter(self.header.fields.get(name, ticks))

    def _case(self, at: int) -> LedgerCase:
        text = {f: self._text(at, f) for f in self.header.fields}
        for name in _TAKEN_BACK & text.keys():
            if _says_withdrawn(text[name]):
                self.withdrawn[squeezed(text[name])].append((name, at + 1))
        role_word = self._word(at, text, "role")
        role = self._meaning(at, "role", role_word, "roles")
        dates = {f: self._date(at, f) for f in DATES if f in self.header.fields}
        closed = dates["closed"].value if "closed" in dates else None
        if year := re.match(r"20\d\d", squeezed(text.get("year", ""))):
            self.years[at + 1] = int(year.group())
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
            role=role,  # pyright: ignore[reportArgumentType]
            role_word="" if role_word == NO_ROLE else role_word,
            lead=text.get("lead", ""),
            co=tuple(w for w in re.split(r"[、，,；;\s]+", text.get("co", "")) if w),
            department=text.get("department", ""),
            theme=text.get("theme", ""),
            assigned=dates["assigned"].value if "assigned" in dates else None,
            due=dates["due"].value if "due" in dates else None,
            closed=closed,
            done=self._done(at, text, closed) or self._needs_no_answer(at, text, role, closed),
            out_number=text.get("out_number", ""),
            result=self._result(at, text),
            contact=_contact(text),
            face=self._face(at, text),
            satisfaction=self._meaning(at, "satisfaction", self._word(at, text, "satisfaction"), "satisfaction"),  # pyright: ignore[reportArgumentType]
            public=self._try(at, "public", read_yes),
            supervisor=_named(text.get("supervisor", "")),
            note=text.get("note", ""),
        )

    def _word(self, at: int, text: Mapping[str, str], name: str) -> str:
        """As the field's column says, or the names of its columns that are ticked, or for a role what the sheet's name says."""
        if columns := self.header.ticked.get(name):
            texts = self.texts[at]
            return "、".join(squeezed(self.header.names[c]) for c in columns if c < len(texts) and texts[c])
        if name == "role" and "role" not in self.header.fields:
            return self.role or (NO_ROLE if self.year == "this" else "")
        return squeezed(text.get(name, ""))

    def _raw(self, at: int, name: str) -> Value:
        column = self.header.fields.get(name, -1)
        row = self.sheet.rows[at]
        return row[column] if 0 <= column < len(row) else ""

    def _text(self, at: int, name: str) -> str:
        column, texts = self.header.fields[name], self.texts[at]
        text = texts[column] if column < len(texts) else ""
        if "⟦" in text or "⟧" in text:  # our own marks of figures, which sentences are written with
            text = text.replace("⟦", "【").replace("⟧", "】")
        if "\n" in text and name not in _OF_LINES:
            text = re.sub(r"\s*\n\s*", "", text)
        if text and name in _WATCHED:
            value = self.sheet.rows[at][column]
            if isinstance(value, str):
                if _NORMALISED.search(value):
                    self.unusual[name].append(at + 1)
                if name in _SQUEEZED:
                    return squeezed(text)
        return text

    def _kind(self, at: int, text: Mapping[str, str]) -> str:
        if word := self._word(at, text, "kind"):
            return self._meaning(at, "kind", word, "kinds")
        session = text.get("session", "")
        guess = (
            self.kind
            or ("建议" if "人大" in session else "提案" if "政协" in session else "")
            or {"代表": "建议", "委员": "提案", "党派团体": "提案"}.get(text.get("proposer_type", ""), "")
            or meaning("kinds").get(squeezed(self.confirmed.get("空白", "")), "")
        )
        if not guess and self.year != "tracked":
            self.unknown["kind", ""].append(at + 1)
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
        self.unknown[name, word].append(at + 1)
        return ""

    def _result(self, at: int, text: Mapping[str, str]) -> str:
        if "converted" in self.header.fields and self._try(at, "converted", read_yes):
            return "A"
        word = self._word(at, text, "result") if "result" in self.header.ticked else text.get("result", "")
        return meaning("results").get(squeezed(word)) or _class_in(squeezed(word)) or word

    def _face(self, at: int, text: Mapping[str, str]) -> bool | None:
        if "face" in self.header.fields:
            met = self._try(at, "face", read_yes)
            return met if met is not None or not self._face_by_day else False
        if word := _contact(text):
            return any(w in word for w in vocabulary().words.face_contact)
        return None

    @cached_property
    def _face_by_day(self) -> bool:
        """Whether the column tells the days on which proposers were met: then an empty cell says that they were not."""
        column = self.header.fields["face"]
        values = [r[column] for r in self.sheet.rows[self.header.last + 1 :] if column < len(r) and shown(r[column])]
        return any(isinstance(v, date) or bool(re.match(r"20\d\d\D?\d", squeezed(shown(v)))) for v in values)

    def _done(self, at: int, text: Mapping[str, str], closed: date | None) -> bool:
        word = squeezed(text.get("state", ""))
        states = vocabulary().states
        if not word:
            return closed is not None
        if _says_withdrawn(word):
            return closed is not None
        if answer := squeezed(self.confirmed.get(word, "")):
            return answer in states.closed
        open_ = word in states.open
        if not open_ and word not in states.closed and "closed" not in self.header.fields:
            self.unknown["state", word].append(at + 1)
            return False
        if "closed" not in self.header.fields:
            return not open_
        if open_ and closed is not None:
            self._ask("state", at, f"写着“{word}”，却有办结日期{closed.isoformat()}，算不算办结", word)
        if word in states.closed and closed is None:
            self._ask("state", at, f"写着“{word}”，却没有办结日期，算不算办结", word)
        return closed is not None

    def _needs_no_answer(self, at: int, text: Mapping[str, str], role: str, closed: date | None) -> bool:
        """Whether a person says of 参阅 cases, which get no answer, that a blank 办结日期 leaves nothing to be done. Else they count
        as the cells say: as open."""
        if role != "参阅" or closed or text.get("state") or not {"closed", "state"} & self.header.fields.keys():
            return False
        said = squeezed(self.confirmed.get("参阅", ""))
        if said not in (*vocabulary().states.open, *vocabulary().states.closed):
            self.unanswered.append(at + 1)
        return said in vocabulary().states.closed

    def _date(self, at: int, name: str) -> ReadDate:
        try:
            found = read_date(self._raw(at, name), self._year_of(at, name))
        except ValueError as e:
            message = str(e)
            why = message if "不是日期" in message else f"“{shown(self._raw(at, name))}”在日历上不存在"
            self._fault(at, name, f"{why}，请改成 2025-06-30 这样的日期")
            return ReadDate(None, "empty")
        if found.writing != "empty":
            self.dates[name][found.writing].append(at + 1)
        return found

    def _year_of(self, at: int, name: str) -> int | None:
        """The year of another date in the row, for one written without."""
        if isinstance(self._raw(at, name), date):
            return None
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
            with suppress(ValueError):
                if word in self.confirmed:
                    return reader(self.confirmed[word])
            if name == "cosigners":
                self._fault(at, name, f"{e}，请改成数字")
            else:
                self.unknown[name, word].append(at + 1)
            return None

    def _ask(self, about: str, at: int, message: str, value: str) -> None:
        cell = f"{self.column(about)}{at + 1}"
        self.questions.append(Question(about, f"{message}？", self.sheet.name, cell, value))

    def _fault(self, at: int, name: str, message: str) -> None:
        self.faults.append(Fault(f"{self.column(name)}{at + 1}", message))


def _contact(text: Mapping[str, str]) -> str:
    """How the proposer was contacted; “not yet” is nothing."""
    word = text.get("contact", "")
    return "" if re.match(r"(?:尚|暂|还)?[未没无否]|[×/—-]", squeezed(word)) else word


@lru_cache(maxsize=4096)
def _class_in(text: str) -> str:
    """The class whose mark stands before or after its explanation: A类(已解决), 留作参考(C); "" where two letters stand."""
    m = _CLASS_FIRST.match(text) or _CLASS_LAST.search(text)
    return m[1] if m and len(set(re.findall(r"[A-D](?![A-Za-z])", text))) == 1 else ""


@lru_cache(maxsize=4096)
def _says_withdrawn(text: str) -> bool:
    return 0 < len(text) <= _SHORT and any(w in text for w in vocabulary().words.withdrawn)


def _named(supervisor: str) -> str:
    """Who supervises; a plain no is nobody."""
    return "" if squeezed(supervisor) in _noes() else supervisor


@cache
def _noes() -> frozenset[str]:
    return frozenset(squeezed(w) for w in vocabulary().yes_no.no)
