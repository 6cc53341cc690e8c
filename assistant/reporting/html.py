"""The report as one HTML file: each paper with its marks, its findings beside it. No script, nothing from outside."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from assistant.draft import PAPER_WORDS
from assistant.reporting.cards import cards
from assistant.reporting.checked import Checked
from assistant.reporting.marks import marked


def html(checked: Sequence[Checked]) -> str:
    """A page for all files; a file that could not be read says why."""
    css = "".join(
        (files("assistant.reporting") / name).read_text(encoding="utf-8") for name in ("page.css", "report.css")
    )
    sections = "".join(_section(c, f"d{n}-") for n, c in enumerate(checked, 1))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>校核报告</title><style>{css}</style></head><body><header><h1>校核报告</h1>"
        f"<p>共 {len(checked)} 份。规则查不出的问题不在其中，请人工把关。</p></header>{sections}</body></html>\n"
    )


def _section(checked: Checked, prefix: str) -> str:
    head = f"<h2>{escape(checked.path)}</h2>"
    if checked.reviewed is None:
        return f'<section>{head}<div class="both">{cards(checked)}</div></section>'
    draft = checked.reviewed.draft
    facts = f'<p class="facts">{PAPER_WORDS[draft.kind]}，{draft.stage}。{checked.tally}。</p>'
    sheet = marked(draft, checked.open, prefix)
    return f'<section>{head}{facts}<div class="both"><div>{sheet}</div><div class="side">{cards(checked, prefix)}</div></div></section>'
