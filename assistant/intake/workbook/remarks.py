"""What is said of a sheet once it is read: how its columns were mapped, what was assumed, what has to be asked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from assistant.intake.workbook.addresses import letter, ranges, span
from assistant.intake.workbook.cases import DATES, NO_ROLE, STRUCK, Rows
from assistant.intake.workbook.columns import also_named
from assistant.intake.workbook.lines import Fault
from assistant.intake.workbook.vocabulary import header_key, meaning, vocabulary
from assistant.ledger import Notice, Question

_OUT, _IN = "不计", "计入"
"""A person's answers about cases that were taken back."""
_LOOSE = frozenset({"index", "title", "note", "session", "proposer", "co", "supervisor"})
"""Columns that no figure hangs on: a formula without a result there is only mentioned."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_WAYS = {"text": "文本", "compact": "八位数字", "serial": "日期序列数", "month": "只有年月", "no-year": "没有年份"}


def about_header(rows: Rows) -> Iterator[Notice]:
    header, name = rows.header, rows.sheet.name
    if rows.sheet.hidden:
        yield Notice(name, "", f"工作表“{name}”是隐藏的，照样读了，请确认该不该计")
    last = letter(max(header.names))
    first, bottom = header.first + 1, header.last + 1
    if header.last > header.first:
        yield Notice(name, f"A{first}:{last}{bottom}", f"表头在第{first}—{bottom}行，已合并读取")
    renamed = [
        f"{header.names[i]}→{vocabulary().columns[f][0]}"
        for f, i in header.fields.items()
        if header_key(header.names[i]) != header_key(vocabulary().columns[f][0])
    ]
    if renamed:
        yield Notice(name, f"A{bottom}:{last}{bottom}", f"列名对应请确认：{'、'.join(renamed)}")
    for field, columns in header.ticked.items():
        names = "、".join(header.names[i] for i in columns)
        yield Notice(name, "", f"{vocabulary().columns[field][0]}按打勾的列读：{names}")
    used = {*header.fields.values(), *header.ticks}
    for named, times in Counter(header_key(n) for n in header.names.values()).items():
        if times > 1 and (again := [i for i, n in header.names.items() if header_key(n) == named and i not in used]):
            yield Notice(
                name, f"{letter(again[0])}{bottom}", f"有{times}列都叫“{header.names[again[0]]}”，这一列没有读，请核对"
            )
    for at, field in also_named(header).items():
        other, usual = header.names[header.fields[field]], vocabulary().columns[field][0]
        if header_key(other) != header_key(header.names[at]):
            message = f"“{header.names[at]}”也像“{usual}”，读的是“{other}”，请核对"
            yield Notice(name, f"{letter(at)}{bottom}", message)
    if unread := [n for i, n in header.names.items() if i not in used]:
        yield Notice(name, "", f"没有用到的列：{'、'.join(unread)}")
    if rows.year != "this":
        what = "上年的件，只用来比较" if rows.year == "last" else "往年结转跟踪的件，单独统计"
        yield Notice(name, "", f"工作表“{name}”按{what}")
    if rows.role and not ({"role"} & {*header.fields, *header.ticked}):
        yield Notice(name, "", f"没有“办理方式”列，按表名都算作{rows.role}")
    if rows.kind and "kind" not in header.fields:
        yield Notice(name, "", f"没有“类别”列，按表名和列名都算作{rows.kind}")


def about_rows(rows: Rows) -> Iterator[Notice]:
    """What was assumed of the cases, by cell."""

    def said(cells: str, message: str) -> Notice:
        return Notice(rows.sheet.name, cells, message)

    for cells, message in (*_order(rows), *_dates(rows)):
        yield said(cells, message)
    for name, blank in (
        ("number", [c.row for c in rows.cases if not c.number]),
        ("title", [c.row for c in rows.cases if not c.title]),
    ):
        if blank and name in rows.header.fields:
            yield said(
                ranges(rows.column(name), blank),
                f"{len(blank)}件的{vocabulary().columns[name][0]}是空白，照样计件，请补上",
            )
    roles = [c.row for c in rows.cases if not c.role_word]
    if (
        rows.year == "this"
        and {"role"} & {*rows.header.fields, *rows.header.ticked}
        and 0 < len(roles) < len(rows.cases)
    ):
        what = vocabulary().columns["role"][0]
        yield said(
            ranges(rows.column("role"), roles),
            f"{len(roles)}件的{what}是空白，计入总数，没有计入任何一种{what}，请补上",
        )
    if mangled := [c.row for c in rows.cases if _SCIENTIFIC.fullmatch(c.number)]:
        yield said(ranges(rows.column("number"), mangled), "编号成了科学计数法，原来的编号已经看不出，请改成文本再填")
    letters = set(meaning("results").values())
    others: dict[str, list[int]] = defaultdict(list)
    for c in rows.cases:
        if c.result and c.result not in letters:
            others[c.result].append(c.row)
    if others and any(c.result in letters for c in rows.cases):
        for word, listed in others.items():
            yield said(
                ranges(rows.column("result"), listed),
                f"办理结果“{word[:20]}”不是{'、'.join(sorted(letters))}，单列一类统计，请核对",
            )
    for name, listed in rows.unusual.items():
        yield said(span(rows.column(name), listed), f"{len(listed)}处有全角字符或首尾空格，已规范后读取")
    marks = rows.sheet.marks
    if hidden := [r for r in rows.rows if r in marks.hidden_rows]:
        how = "被筛选或隐藏" if marks.filtered else "被隐藏"
        yield said(ranges("A", hidden), f"{len(hidden)}行{how}，照样计入件数，请确认该不该计")
    partly = set(rows.rows) - {r for _, r in rows.withdrawn.get(STRUCK, ())}
    for column in rows.header.fields.values() if marks.struck else ():
        listed = [r for c in marks.struck if (r := _row_in(c, letter(column))) in partly]
        if listed:
            yield said(ranges(letter(column), listed), f"{len(listed)}格的字划了删除线，照样读了，请核对")
    for name, cells, why, _ in _without_value(rows):
        if name in _LOOSE:
            yield said(cells, f"{why}，按空白读；不影响件数")


def faults(rows: Rows) -> Iterator[Fault]:
    """Cells that show something and hold nothing: read as blank they would be counted wrong."""
    for name, cells, why, what in _without_value(rows):
        if name not in _LOOSE:
            yield Fault(cells, f"{why}，{what}")


def unknown_words(rows: Rows) -> Iterator[Question]:
    for (name, word), listed in rows.unknown.items():
        if word == NO_ROLE and rows.year != "this":
            continue
        what = f"“{word}”" if word else "空白"
        choice = "、".join(dict.fromkeys(_choices(name)))
        column = rows.header.names.get(rows.header.fields.get(name, -1), vocabulary().columns[name][0])
        told = f"表里{NO_ROLE}" if word == NO_ROLE else f"{column}写的是{what}"
        cells = ranges(rows.column(name), listed)
        yield Question(name, f"{told}，算作什么（{choice}）？", rows.sheet.name, cells, word)


def withdrawn(rows: Rows) -> Iterator[Question]:
    """Cases of which a cell says that they were taken back: a person says whether they count (已撤案 → 不计)."""
    for word, listed in rows.withdrawn.items():
        if rows.confirmed.get(word) not in (_OUT, _IN):
            named = "、".join(dict.fromkeys(vocabulary().columns[f][0] for f, _ in listed))
            cells = "、".join(ranges(rows.column(f), [r for g, r in listed if g == f]) for f in dict(listed))
            count = len({r for _, r in listed})
            told = "编号和标题都划了删除线" if word == STRUCK else f"{named}写着“{word[:20]}”"
            message = f"{told}，这{count}件计不计？（现按计入；答“{_OUT}”或“{_IN}”）"
            yield Question("withdrawn", message, rows.sheet.name, cells, word)


def for_reference(rows: Rows) -> Iterator[Question]:
    """参阅 cases, which get no answer, without a word on their closing."""
    if rows.unanswered:
        told = f"{len(rows.unanswered)}件参阅件没有办结日期"
        message = f"{told}，参阅件不需要答复，算不算办结？（现按未办结计；答“已办结”或“未办结”）"
        yield Question("reference", message, rows.sheet.name, ranges(rows.column("role"), rows.unanswered), "参阅")


def counted(rows: Rows) -> Rows:
    """Without the cases that a person said do not count."""
    out = [word for word in rows.withdrawn if rows.confirmed.get(word) == _OUT]
    gone = {r for word in out for _, r in rows.withdrawn[word]}
    return replace(rows, cases=[c for c in rows.cases if c.row not in gone]) if gone else rows


def _order(rows: Rows) -> Iterator[tuple[str, str]]:
    """Days in the wrong order, far from the others, and sessions of the other house."""
    early = [c.row for c in rows.cases if c.closed and c.assigned and c.closed < c.assigned]
    if early:
        yield ranges(rows.column("closed"), early), "办结日期早于交办日期，请核对"
    years = Counter(d.year for c in rows.cases for d in (c.assigned, c.due, c.closed) if d)
    usual = years.most_common(1)[0][0] if years else 0
    for name in DATES:
        if far := [c.row for c in rows.cases if (d := getattr(c, name)) and abs(d.year - usual) > 1]:
            yield ranges(rows.column(name), far), f"年份与其他日期（多为{usual}年）相差太远，请核对"
    yield from _several_sessions(rows)
    crossed = [c.row for c in rows.cases if {"建议": "政协", "提案": "人大"}.get(c.kind, "无") in c.session]
    if crossed:
        yield (
            ranges(rows.column("session"), crossed),
            ("届次与类别对不上（建议应是人大，提案应是政协），按类别计，请核对"),
        )


def _several_sessions(rows: Rows) -> Iterator[tuple[str, str]]:
    for kind, other in (("建议", "政协"), ("提案", "人大")):
        named = Counter(c.session for c in rows.cases if c.kind == kind and c.session and other not in c.session)
        if len(named) > 1:
            usual = named.most_common(1)[0][0]
            others = [c.row for c in rows.cases if c.kind == kind and c.session in named and c.session != usual]
            message = f"{len(others)}件{kind}的届次与多数（{usual}）不同，是不是往年的件？报告里先不写届次，请核对"
            yield ranges(rows.column("session"), others), message


def _dates(rows: Rows) -> Iterator[tuple[str, str]]:
    mixed = {f: ways for f, ways in rows.dates.items() if set(ways) - {"date"}}
    if not mixed:
        return
    columns = sorted(rows.header.fields[f] for f in mixed)
    touched = [r for ways in mixed.values() for listed in ways.values() for r in listed]
    told: dict[str, int] = defaultdict(int)
    for ways in mixed.values():
        for way, listed in ways.items():
            told[way] += len(listed)
    parts = [f"{_WAYS[w]}{n}处" for w, n in told.items() if w in _WAYS]
    if len(set(told) - {"none"}) > 1 or {"compact", "serial"} & set(told):
        area = f"{letter(columns[0])}{min(touched)}:{letter(columns[-1])}{max(touched)}"
        yield area, f"日期写法不一（{'、'.join(parts)}），已统一读成日期"
    for name, ways in mixed.items():
        column = rows.column(name)
        if listed := ways.get("month"):
            yield ranges(column, listed), "日期只有年月，按当月1日读，请核对"
        if listed := ways.get("no-year"):
            yield ranges(column, listed), "日期没有年份，按同一行其他日期的年份读，请核对"
        if listed := ways.get("none"):
            yield ranges(column, listed), "写的不是日期而是“还没有”的意思，按空白读"


def _without_value(rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """Field, cells, what is wrong with them, what to do."""
    counted = set(rows.rows)
    marks = rows.sheet.marks
    for cells, why, what in (
        (marks.uncalculated, "公式没有算出结果", "请用 Excel 或 WPS 打开、保存一次再传"),
        (marks.errors, "是错误值（#N/A、#REF! 一类）", "请改正公式或填上内容"),
    ):
        for name, at in rows.header.fields.items() if cells else ():
            if listed := [r for c in cells if (r := _row_in(c, letter(at))) in counted]:
                yield name, ranges(letter(at), listed), why, what


def _row_in(cell: str, column: str) -> int:
    """The cell's row when it is in the column, else 0."""
    rest = cell.removeprefix(column)
    return int(rest) if rest != cell and rest.isdecimal() else 0


def _choices(name: str) -> tuple[str, ...]:
    words = vocabulary()
    tables = {"role": words.roles, "kind": words.kinds, "satisfaction": words.satisfaction}
    return tuple(tables[name]) if name in tables else ("已办结", "未办结") if name == "state" else ("是", "否")
