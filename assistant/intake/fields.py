"""Labelled fields of a form: ``案由：…``, a tab-separated row, ``**提案编号**：0425``, 【标题】…, a label above its value."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.mapped import Mapped
from assistant.intake.people import is_organisation, looks_like_names, split_names
from assistant.intake.vocabulary import BLANK, spaced, vocabulary


@dataclass(frozen=True)
class Field:
    """``name`` is the field meant (a key of [labels] in intake.toml), ``label`` the words on the sheet."""

    name: str
    label: str
    value: Mapped
    line: int


@dataclass(frozen=True)
class Form:
    """The fields in order, and for each line of the text what remains of it when its fields are taken out (None for a
    line that held none)."""

    fields: tuple[Field, ...]
    rest: tuple[Mapped | None, ...]

    def first(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name and f.value.text.strip()), None)

    def all(self, name: str) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.name == name and f.value.text.strip())


_NUMERAL = "一二三四五六七八九十0-9"
_NUMBERED = re.compile(rf"[ \t\u3000]*(?:[{_NUMERAL}]{{1,2}}[、.．][ \t\u3000]*)?")
"""What may stand before a label that opens its line: 三、提议人：…"""
_OTHER_LABEL = re.compile(r"[ \u3000]{2,}[\u4e00-\u9fff]{2,8}[：:]")
"""A label that the vocabulary doesn't know, further along a line of several."""


@cache
def _label() -> re.Pattern[str]:
    words = sorted(vocabulary().labels, key=len, reverse=True)
    body = "|".join(f"(?:{spaced(w)})" for w in words)
    note = r"(?:[（(][^（）()\n]{0,14}[）)])?"
    return re.compile(
        rf"(?:^|(?<=[\s；;，,。|/（(【\[*：:])|(?<=[{_NUMERAL}][、.．]))[【\[《]?(?P<label>{body}){note}{BLANK}*(?:[】\]》]{BLANK}*[：:]?|[：:]|\t+)",
        re.M,
    )


@cache
def _bare_label() -> re.Pattern[str]:
    """A label that opens a short line with only blanks before its value, or stands alone on its line."""
    words = sorted((w for w in vocabulary().labels if len(w) > 1), key=len, reverse=True)
    return re.compile(rf"{BLANK}*(?P<label>{'|'.join(f'(?:{spaced(w)})' for w in words)})(?:{BLANK}+(?P<value>\S.*))?$")


def starts_with_label(line: str) -> bool:
    return bool(_label().match(line, _NUMBERED.match(line).end()))  # pyright: ignore[reportOptionalMemberAccess]  # matches the empty string


def read_form(lines: list[Mapped], upto: int) -> Form:
    """Fields of all lines; a label without a colon is believed only in the first ``upto`` lines (the head)."""
    fields: list[Field] = []
    rest: list[Mapped | None] = [None] * len(lines)
    n = 0
    while n < len(lines):
        if columns := _table(lines, n):
            taken, used = columns
            fields += taken
            for k in range(n, n + used):
                rest[k] = lines[k][:0]
            n += used
            continue
        found, left = _in_line(lines[n], n, bare=n < upto)
        # a label at the end of its line names what stands on the next
        if (
            found
            and not found[-1].value.text.strip()
            and found[-1].name not in ("body", "skip", "lead", "joint")
            and n + 1 < len(lines)
        ):
            nxt = lines[n + 1].strip()
            if (
                nxt.text
                and len(nxt) <= 60
                and not starts_with_label(nxt.text)
                and not _bare_label().match(nxt.text)
                and nxt.text.strip("：: ") not in (*vocabulary().asks, *vocabulary().background)
                and n < upto
            ):
                found[-1] = Field(found[-1].name, found[-1].label, nxt, n + 1)
                fields += found
                rest[n], rest[n + 1] = left, nxt[:0]
                n += 2
                continue
        fields += found
        if found:
            rest[n] = left
            if found[-1].name in ("lead", "joint"):
                n += _names_below(lines, n, found[-1], fields, rest)
        n += 1
    return Form(tuple(fields), tuple(rest))


def _names_below(lines: list[Mapped], n: int, field: Field, fields: list[Field], rest: list[Mapped | None]) -> int:
    """Lines of names under a label that names persons are its values too; how many there are."""
    k = n + 1
    open_ended = not field.value.text.strip() or field.value.text.rstrip()[-1] in "、，,："
    indented = k < len(lines) and re.match(r"(?: {4}|\u3000{2}|\t)", lines[k].text)
    if not open_ended and not (indented and len(split_names(field.value.text)[0]) > 1):
        return 0
    while k < len(lines) and _only_names(lines[k].text, first=k == n + 1):
        fields.append(Field(field.name, field.label, lines[k].strip(), k))
        rest[k] = lines[k][:0]
        k += 1
    return k - n - 1


def _only_names(line: str, *, first: bool) -> bool:
    if len(line) > 60 or starts_with_label(line) or re.sub(r"\s", "", line) in vocabulary().labels:
        return False
    persons = re.fullmatch(
        rf"{BLANK}*[\u4e00-\u9fff·](?:[\u4e00-\u9fff·、，, \u3000])*[\u4e00-\u9fff]{BLANK}*[、，,]?", line
    )
    names, _ = split_names(line)
    if not names or not persons:
        return False
    return looks_like_names(line) if first else all(2 <= len(x) <= 4 and not is_organisation(x) for x in names)


def _in_line(line: Mapped, n: int, *, bare: bool) -> tuple[list[Field], Mapped]:
    labels = vocabulary().labels
    hits = [m for m in _label().finditer(line.text) if bare or _opens(line.text, m)]
    if not hits:
        if bare and len(line) <= 80 and (several := _bare_fields(line, n)):
            return several, line[:0]
        m = _bare_label().match(line.text) if bare and len(line) <= 60 and "。" not in line.text else None
        if not m:
            return [], line
        name = labels[re.sub(r"\s", "", m["label"])]
        value = line[m.start("value") : m.end("value")] if m["value"] else line[:0]
        if name in ("lead", "joint", "signature") and m["value"] and not looks_like_names(m["value"]):
            return [], line
        if name == "number" and m["value"] and not re.search(r"[\d零〇一二三四五六七八九十]", m["value"]):
            return [], line
        if name in ("skip", "body", "role", "lead_unit", "co_units") or (
            m["value"] and m["label"][-1] in "表员" and len(m["value"]) > 24
        ):
            return [], line
        return [Field(name, re.sub(r"\s", "", m["label"]), value, n)], line[:0]
    found: list[Field] = []
    left = line[: hits[0].start()]
    for m, following in zip(hits, [*hits[1:], None], strict=True):
        end = following.start() if following else len(line)
        value = line[m.end() : end]
        name = labels[re.sub(r"\s", "", m["label"])]
        tabbed = m.group().endswith("\t")
        if (
            tabbed
            and (cut := value.text.find("\t")) >= 0
            and not (name in ("lead", "joint") and _cells_of_names(value.text))
        ):
            value = value[:cut]
        if other := _OTHER_LABEL.search(value.text):
            value = value[: other.start()]
        value = value.strip(" \t\u3000；;|*，,_")
        if name == "body":
            left = left + line[m.end() :]
            found.append(Field(name, re.sub(r"\s", "", m["label"]), value[:0], n))
            break
        found.append(Field(name, re.sub(r"\s", "", m["label"]), value, n))
    return found, left


def _bare_fields(line: Mapped, n: int) -> list[Field]:
    """Two or more labels on a line with only blanks after them; nothing when a value does not fit its label."""
    labels = vocabulary().labels
    words = sorted((w for w in labels if len(w) > 1), key=len, reverse=True)
    hits = list(
        re.finditer(rf"(?:^|(?<=[ \u3000]))(?P<l>{'|'.join(map(re.escape, words))})[ \u3000]+(?=\S)", line.text)
    )
    if len(hits) < 2 or line.text[: hits[0].start()].strip():
        return []
    found: list[Field] = []
    for m, after in zip(hits, [*hits[1:], None], strict=True):
        value = line[m.end() : after.start() if after else len(line)].strip()
        name = labels[m["l"]]
        names, _ = split_names(value.text)
        if name in ("lead", "joint") and (not names or any(len(x) > 4 and not is_organisation(x) for x in names)):
            return []
        found.append(Field(name, m["l"], value, n))
    return found


def _cells_of_names(row: str) -> bool:
    """A row of the form with a name in each of its cells."""
    cells = [c for c in row.strip("\t ").split("\t") if c.strip()]
    if len(cells) < 2 or any(re.sub(r"\s", "", c) in vocabulary().labels for c in cells):
        return False
    alike = all(re.fullmatch(r"[\u4e00-\u9fff·\s]{2,12}", c) for c in cells)
    return alike and 2 * sum(looks_like_names(c) for c in cells) > len(cells)


def _opens(line: str, m: re.Match[str]) -> bool:
    """Below the head, a label counts only at its line's start."""
    return not _NUMBERED.sub("", line[: m.start()], count=1).strip(" \t\u3000（(【[*") and len(line) <= 200


def _table(lines: list[Mapped], n: int) -> tuple[list[Field], int] | None:
    """A row of labels with rows of values under it."""
    labels = vocabulary().labels
    heads = [re.sub(r"\s", "", c) for c in lines[n].text.strip("\t ").split("\t")]
    known = [h for h in heads if h in labels]
    if len(heads) < 2 or len(known) < 2 or len(known) < len(heads) - 1:
        return None
    fields: list[Field] = []
    used = 1
    for k in range(n + 1, len(lines)):
        row = lines[k]
        cells = row.text.strip("\t ").split("\t")
        if re.fullmatch(r"[\s:\-\t|]*", row.text) and row.text.strip():
            used += 1
            continue
        if len(cells) != len(heads) or any(re.sub(r"\s", "", c) in labels for c in cells):
            break
        at = row.text.find(cells[0])
        for head, cell in zip(heads, cells, strict=True):
            name = labels.get(head, "skip")
            # 序号 heads a column of names: it counts rows and is no case number
            if head == "序号" and len(heads) > 1 and any(labels.get(h) in ("lead", "joint") for h in heads):
                name = "skip"
            if name == "lead" and used > 1 and any(f.name == "lead" for f in fields):
                name = "joint"
            fields.append(Field(name, head, row[at : at + len(cell)].strip(), k))
            at += len(cell) + 1
        used += 1
    return (fields, used) if fields else None
