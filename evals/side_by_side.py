"""Two drafting runs side by side: the letters of the same case, paragraph by paragraph, what differs marked. One page that
needs no network."""

import difflib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from evals.results import Case, Run

_STYLE = (
    "body{font:16px/1.7 'Noto Serif CJK SC',SimSun,serif;margin:2em}table{border-collapse:collapse;width:100%;"
    "table-layout:fixed}td,th{border:1px solid #ccc;padding:.4em .6em;vertical-align:top}.d td{background:#fff6d6}"
    "small{color:#555}"
)


def write(first: Run, second: Run, path: Path) -> None:
    """The page, in ``path``; cases that only one run has are named at its end."""
    theirs = {c.id: c for c in second.cases}
    both = [(c, theirs[c.id]) for c in first.cases if c.id in theirs]
    lone = [c.id for c in first.cases if c.id not in theirs] + sorted(set(theirs) - {c.id for c in first.cases})
    heads = "".join(f"<th>{_head(run)}</th>" for run in (first, second))
    body = "".join(_case(a, b, heads) for a, b in both)
    rest = f"<p>只有一方有的：{escape('、'.join(lone))}</p>" if lone else ""
    path.write_text(
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>两次起草对照</title><style>{_STYLE}</style>'
        f"<h1>两次起草对照</h1>{body}{rest}</html>",
        encoding="utf-8",
    )


def _head(run: Run) -> str:
    return f"{escape(run.hashes.model)}<br><small>提示词 {escape(run.hashes.prompts)}</small>"


def _case(a: Case, b: Case, heads: str) -> str:
    rows = "".join(
        f"<tr{' class=d' if left != right else ''}><td>{escape(left)}</td><td>{escape(right)}</td></tr>"
        for left, right in _aligned(a.text.splitlines(), b.text.splitlines())
    )
    ends = "".join(f"<td><small>{escape(c.outcome)} {escape(c.note)}</small></td>" for c in (a, b))
    return f"<h2>{escape(a.name or a.document)}</h2><table><tr>{heads}</tr>{rows}<tr>{ends}</tr></table>"


def _aligned(a: list[str], b: list[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs that are the same beside each other, the others in order, the shorter side padded."""
    for _, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left, right = a[i:j], b[k:m]
        for n in range(max(len(left), len(right))):
            yield (left[n] if n < len(left) else "", right[n] if n < len(right) else "")
