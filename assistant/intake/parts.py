"""A proposal's lines sorted: the form, the title, what stands above the body, the body, what signs it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.intake import people
from assistant.intake.fields import Form, read_form, starts_with_label
from assistant.intake.headings import heading_kind
from assistant.intake.mapped import Mapped, joined
from assistant.intake.markers import marker_at
from assistant.intake.prose import is_imperative
from assistant.intake.session import find_sessions
from assistant.intake.signoff import signature_first
from assistant.intake.titles import Title, find_titles

DATE_LINE = re.compile(
    r"[（(]?\s*(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*[月./-]?\s*(?:[\d一二三四五六七八九十]{1,3}\s*日?)?\s*[)）]?"
)

_PROPOSERS = ("lead", "joint", "signature")


@dataclass(frozen=True)
class Parts:
    """A proposal's lines sorted: the form, the title, what stands above the body, the body."""

    form: Form
    title: Title | None
    head: Mapped
    body: Mapped
    tail: tuple[Mapped, ...]


def sort_lines(view: Mapped) -> Parts:
    """The parts of one proposal whose broken lines are joined."""
    lines = signature_first([line for line in view.lines() if line.text.strip()])
    titles = find_titles(lines)
    ending = (t for t in titles if re.search(r"(?:建议|提案)[》\s]*$", t.value.text))
    title = next(ending, None) or next((t for t in titles if t.sure), titles[0] if titles else None)
    top = _body_line(lines, title)
    form = read_form(lines, top)
    used = set(range(title.first, title.last + 1)) if title else set()
    head: list[Mapped] = []
    body: list[Mapped] = []
    for n, line in enumerate(lines):
        rest = form.rest[n]
        if n < top or (title and n <= title.last):
            head.append(line)
            if (
                rest is not None
                and len(rest.text.strip()) >= 15
                and any(f.name == "body" and f.line == n for f in form.fields)
            ):
                body.append(rest.strip())
            elif n in used and title and (left := _after_title(line, title)):
                body.append(left)
        elif rest is None or (body and _heads_asks(form, n)):
            body.append(line)
        elif rest.text.strip():
            body.append(rest)
    tail: list[Mapped] = []
    proposers = {n for f in form.fields if f.name in _PROPOSERS for n in people.split_names(f.value.text)[0]}
    while body and len(body) > 1 and (_signs(body[-1].text) or _are(body[-1].text, proposers)):
        tail.append(body.pop())
    return Parts(form, title, joined(head, view.source), joined(body, view.source), tuple(tail))


def _body_line(lines: Sequence[Mapped], title: Title | None) -> int:
    """Number of the first line of the body."""
    for n, line in enumerate(lines):
        text = line.text.strip()
        if title and n <= title.last:
            continue
        if starts_with_label(text):
            if re.match(r"[【\[*]*\s*(?:内容|正文|提案内容|建议内容|主要内容)", text):
                return n
            continue
        if (
            (len(text) >= 30 and re.search("[。；]", text))
            or marker_at(text)
            or heading_kind(text)
            or text.endswith("。")
        ):
            return n
    return len(lines) if lines and starts_with_label(lines[-1].text) else max(0, len(lines) - 1)


def _after_title(line: Mapped, title: Title) -> Mapped | None:
    """What runs on after a title on its own line, when it is text and not fields."""
    at = line.text.find(title.value.text[-6:])
    rest = line[at + 6 :] if at >= 0 else line[:0]
    return rest if len(rest) >= 30 and "。" in rest.text else None


def _heads_asks(form: Form, n: int) -> bool:
    """建议内容： below text of the body is the heading of what is asked; above all text it is the label of the body."""
    return any(f.name == "body" and f.line == n and f.label.startswith(("建议", "具体")) for f in form.fields)


def _signs(line: str) -> bool:
    text = line.strip(" \t\u3000（）()")
    if (s := next(find_sessions(text), None)) and s.end - s.start >= len(text):
        return True
    if DATE_LINE.fullmatch(text) or DATE_LINE.fullmatch(text.split("：")[-1]):
        return True
    return (
        len(text) <= 30
        and not re.search("[。；！？]", text)
        and not marker_at(text)
        and not is_imperative(text, strict=True)
        and people.looks_like_names(re.sub(DATE_LINE, "", text))
    )


def _are(line: str, known: set[str]) -> bool:
    """Whether a line holds nothing but names that the sheet gives, whatever their surname."""
    names, _ = people.split_names(re.sub(DATE_LINE, "", line))
    return bool(names) and set(names) <= known


def signed_on(text: str) -> date | None:
    """The day on a line of its own near the end of a proposal: when it was signed."""
    for line in reversed(text.rstrip().split("\n")[-6:]):
        m = re.fullmatch(r"[（(]?\s*(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*[)）]?", line.strip())
        if m:
            try:
                return date(int(m[1]), int(m[2]), int(m[3]))
            except ValueError:
                return None
    return None


def without_part(text: str, part: str) -> str:
    return text.replace(part, "") if part else text
