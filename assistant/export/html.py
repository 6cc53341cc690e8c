"""The letter on the page: an A4 view in which each figure shows its source. Text from outside is escaped, always."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise

from assistant.draft import Block, Draft, Run
from assistant.export.marks import with_marks
from assistant.export.sources import describe, paragraph_numbers, source_of
from assistant.export.tables import cells
from assistant.export.titles import title_lines
from assistant.findings import SEVERITY_WORDS, Finding

_LINE = 20
"""Characters of a title line, as in the Word file."""


def preview(draft: Draft, findings: Sequence[Finding] = ()) -> str:
    """HTML with its own style, scoped to ``.dafu-preview``; no script, nothing from outside.

    Figures are ``<mark class="figure" data-figure=… title=source>``, citations the same with ``data-citation``;
    finding number i (from 0) is anchored as ``#finding-i`` and listed beside the sheet.
    """
    css = (files("assistant.export") / "preview.css").read_text(encoding="utf-8")
    marks = _Marks(draft, findings)
    body: list[str] = []
    at = 0
    for block, place in zip(draft.blocks, paragraph_numbers(draft), strict=True):
        body.append(_block(block, place, at, marks))
        at += len(block.text) + 1
    banner = "" if draft.state == "complete" else '<p class="unfinished">未完成：起草已停止或中断，不得印发</p>'
    return (
        f'<div class="dafu-preview"><style>{css}</style>'
        f'<article class="sheet" lang="zh-CN">{banner}{"".join(body)}</article>{_list(findings)}</div>'
    )


class _Marks:
    """Which findings lie on a piece of the text; each is anchored once, at its first character."""

    def __init__(self, draft: Draft, findings: Sequence[Finding]) -> None:
        self._draft = draft
        self._length = len(draft.text)
        self._spans = [(*self._span(f), n, f) for n, f in enumerate(findings)]
        self._anchored: set[int] = set()

    def _span(self, finding: Finding) -> tuple[int, int]:
        """Inside the text and at least one character long."""
        start = min(max(finding.start, 0), max(self._length - 1, 0))
        return start, max(start + 1, min(finding.end, self._length))

    def run(self, at: int, run: Run) -> str:
        """``run``, which begins at offset ``at``, as HTML."""
        end = at + len(run.text)
        cuts = {at, end} | {p for s, e, _, _ in self._spans for p in (s, e) if at < p < end}
        hover = _hover(self._draft, run)
        inner = "".join(self._piece(a, b, run.text[a - at : b - at], hover) for a, b in pairwise(sorted(cuts)))
        return _mark(self._draft, run, hover, inner)

    def _piece(self, start: int, end: int, text: str, hover: str) -> str:
        on = [(n, f) for s, e, n, f in self._spans if s <= start and end <= e]
        words = escape(text)
        if not on:
            return words
        worst = min((f.severity for _, f in on), key=tuple[str, ...](SEVERITY_WORDS).index)
        said = [f"{SEVERITY_WORDS[f.severity]}：{f.message}" for _, f in on]
        title = escape("\n".join([*said, hover] if hover else said))
        new = [n for n, _ in on if n not in self._anchored]
        self._anchored.update(new)
        anchors = "".join(f'<a class="anchor" id="finding-{n}"></a>' for n in new)
        return f'{anchors}<span class="finding {worst}" title="{title}">{words}</span>'


def _hover(draft: Draft, run: Run) -> str:
    """Where a figure or a citation comes from, in one line; empty for other text."""
    if source := source_of(draft, run):
        return ("来源：" if run.kind == "figure" else "依据：") + describe(source, run.text)
    return "没有找到这个数字的来源" if run.kind == "figure" else ""


def _mark(draft: Draft, run: Run, hover: str, inner: str) -> str:
    match run.kind:
        case "figure":
            figure = draft.figures.get(run.ref)
            more = f'data-figure="{escape(run.ref)}" data-source="{figure.source.kind if figure else "none"}"'
        case "citation":
            more = f'data-citation="{escape(run.ref)}"'
        case "missing" | "unverified":
            return f'<mark class="{run.kind}">{inner}</mark>'
        case "text":
            return inner
    return f'<mark class="{run.kind}" {more} tabindex="0" title="{escape(hover)}">{inner}</mark>'


def _block(block: Block, place: str, at: int, marks: _Marks) -> str:
    ask = f' data-ask="{block.ask}"' if block.ask else ""
    level = f" level-{min(block.level, 4)}" if block.kind == "heading" else ""
    head = f'class="{block.kind}{level}" data-place="{place}"{ask}'
    if block.kind == "table":
        return f"<table {head}>{''.join(_rows(block, at, marks))}</table>"
    tag = {"title": "h1", "heading": f"h{min(max(block.level, 1), 4) + 1}"}.get(block.kind, "p")
    if block.kind == "title":
        return f"<{tag} {head}>{''.join(_title(block, at, marks))}</{tag}>"
    return f"<{tag} {head}>{''.join(_runs(block, at, marks))}</{tag}>"


def _runs(block: Block, at: int, marks: _Marks) -> Iterator[str]:
    for run in with_marks(block.runs):
        yield marks.run(at, run)
        at += len(run.text)


def _title(block: Block, at: int, marks: _Marks) -> Iterator[str]:
    """The title's runs with breaks at the ends of its lines."""
    here = 0
    ends = {sum(map(len, lines)) for lines in _prefixes(title_lines(block.text, _LINE))}
    for run in with_marks(block.runs):
        stop = here + len(run.text)
        for a, b in pairwise([here, *sorted(e for e in ends if here < e < stop), stop]):
            yield marks.run(at + a, Run(block.text[a:b], run.kind, run.ref)) + ("<br>" if b in ends else "")
        here = stop


def _prefixes(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (lines[:n] for n in range(1, len(lines)))


def _rows(block: Block, at: int, marks: _Marks) -> Iterator[str]:
    for n, row in enumerate(cells(block)):
        tag = "th" if n == 0 else "td"
        out: list[str] = []
        for cell in row:
            inner = ""
            for run in cell:
                inner += marks.run(at, run)
                at += len(run.text)
            out.append(f"<{tag}>{inner}</{tag}>")
            at += 1  # the tab or the line end
        yield f"<tr>{''.join(out)}</tr>"


def _list(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    items = "".join(
        f'<li class="{f.severity}"><a href="#finding-{n}"><b>{SEVERITY_WORDS[f.severity]}</b> {escape(f.name)}</a>'
        f"<p>{escape(f.message)}</p></li>"
        for n, f in enumerate(findings)
    )
    return f'<aside class="findings" aria-label="检查结果"><ol>{items}</ol></aside>'
