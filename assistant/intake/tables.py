"""Worksheet rows and tables of a paste, laid out as labelled lines, so that one reader serves forms and tables."""

import itertools
import re
from collections.abc import Iterator

from assistant.intake.headings import heading_kind
from assistant.intake.mapped import Mapped, joined
from assistant.intake.vocabulary import vocabulary

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_EMPHASIS = re.compile(r"\*\*|__|`+")
_MAIL = re.compile(r"^\s*(?:发件人|收件人|抄送|主题|发送时间|日期|附件|From|To|Cc|Subject|Date|Sent)\s*[：:]", re.I)


def laid_out(view: Mapped) -> Mapped:
    """The text without Markdown emphasis, quotation marks of mail and mail heads; cells told apart by tabs; a row of
    labels over rows of values turned into one line for each label and value."""
    view = view.without(m.span() for m in (*_EMPHASIS.finditer(view.text), *_QUOTED.finditer(view.text)))
    if len(re.findall(r"^\s*\|.*\|\s*$", view.text, re.M)) >= 2:
        view = view.replaced("|", "\t")
    if len(re.findall("[│┃｜]", view.text)) >= 2:
        view = view.with_chars({i: "\t" for i, c in enumerate(view.text) if c in "│┃｜"})
    lines = list(view.lines())
    mail = [n for n, line in enumerate(lines) if _MAIL.match(line.text)]
    if len(mail) >= 3 and any(re.match(r"\s*(?:发件人|From)", lines[n].text) for n in mail):
        lines = [line for n, line in enumerate(lines) if n not in mail]
    return joined(_turned(lines), view.source)


def _turned(lines: list[Mapped]) -> Iterator[Mapped]:
    n = 0
    while n < len(lines):
        heads = _cells(lines[n])
        rows: list[list[Mapped]] = []
        k = n + 1
        while len(heads) >= 2 and k < len(lines):
            if re.fullmatch(r"[\s:\-|]*", lines[k].text):
                k += 1
                continue
            cells = _cells(lines[k], len(heads))
            if len(cells) != len(heads):
                break
            rows.append(cells)
            k += 1
        turn = _as_records if _names_cases(heads) else _as_asks if _names_asks(heads) else None
        if turn and rows:
            yield from turn(heads, rows)
            n = k
        else:
            yield lines[n]
            n += 1


def _cells(line: Mapped, expected: int = 0) -> list[Mapped]:
    """Cells between tabs; the empty ones of a table's border are no cells, unless with them there are ``expected``."""
    bounds = [-1, *(i for i, c in enumerate(line.text) if c == "\t"), len(line)]
    cells = [line[a + 1 : b].strip() for a, b in itertools.pairwise(bounds)]
    if len(cells) == expected:
        return cells
    if cells and not cells[0].text and line.text.lstrip(" ").startswith("\t"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].text and line.text.rstrip(" ").endswith("\t"):
        cells = cells[:-1]
    return cells


def _names_cases(heads: list[Mapped]) -> bool:
    """A row of labels with a title among them; of a long one a quarter may be the office's own."""
    fields = [vocabulary().labels.get(re.sub(r"\s", "", h.text)) or heading_kind(h.text) for h in heads]
    return len(heads) >= 3 and "title" in fields and fields.count("") <= max(1, len(fields) // 4)


def _names_asks(heads: list[Mapped]) -> bool:
    kinds = [heading_kind(h.text) for h in heads]
    return kinds.count("asks") == 1 and "background" in kinds


def _as_records(heads: list[Mapped], rows: list[list[Mapped]]) -> Iterator[Mapped]:
    """A line for each field of a row, then what is told and asked, wherever its column stands: a field that follows a
    text would be read as the head of the next row."""
    for row in rows:
        told: list[Mapped] = []
        for head, cell in zip(heads, row, strict=True):
            if not cell.text:
                continue
            label = Mapped(cell.source, head.text, (cell.at[0],) * len(head))
            field = label + Mapped(cell.source, "\t", (cell.at[0],)) + cell
            name = vocabulary().labels.get(re.sub(r"\s", "", head.text))
            if name == "body":
                told.append(field)
            elif not name and heading_kind(head.text):
                told += [label, cell]
            else:
                yield field
        yield from told


def _as_asks(heads: list[Mapped], rows: list[list[Mapped]]) -> Iterator[Mapped]:
    column = next(n for n, h in enumerate(heads) if heading_kind(h.text) == "asks")
    told = [n for n, h in enumerate(heads) if heading_kind(h.text) == "background"]
    for row in rows:
        yield from (row[n] for n in told if row[n].text)
    yield heads[column]
    yield from (row[column] for row in rows if row[column].text)
