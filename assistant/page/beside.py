"""What stands beside a draft for as long as it is worked on: how much is found, and what concerns no place of the letter but the
papers that were brought, so that a person can only set it right there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from assistant.case import Letter
from assistant.findings import Finding
from assistant.page.option_words import on_page
from assistant.reporting.checked import GROUP_WORDS
from assistant.spent import spent

_BROUGHT = ("asks.", "case.", "contact.", "opinions.", "materials.")
"""Rules of what was brought, by the beginning of their ids; what hurts a letter most comes first."""
_SHOWN = 3


def beside(letter: Letter) -> str:
    """HTML; everything from outside is escaped."""
    found = letter.report.findings if letter.report else ()
    count = Counter(f.severity for f in found)
    chips = "".join(f'<b class="df-chip {s}">{word} {count[s]}</b>' for s, word in GROUP_WORDS.items())
    used = spent(letter.sections)
    return (
        f'<div class="df-beside"><div class="df-tally">校核：{chips}</div>'
        + _listed("带来的材料和沟通，请处理：", [on_page(f.message) for f in _of_papers(found)])
        + _listed("原件，请核对：", list(letter.case.proposal.notes))
        + (f'<p class="df-note">{escape(used.told())}</p>' if used else "")
        + "</div>"
    )


def _of_papers(found: Iterable[Finding]) -> list[Finding]:
    theirs = [f for f in found if f.check.startswith(_BROUGHT) and f.severity != "advice"]
    ranks = {f: next(n for n, rule in enumerate(_BROUGHT) if f.check.startswith(rule)) for f in theirs}
    return sorted(theirs, key=lambda f: (f.severity != "error", ranks[f]))


def _listed(head: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return f'<div class="df-notes"><b>{head}</b>{"".join(_items(list(dict.fromkeys(lines))))}</div>'


def _items(lines: list[str]) -> Iterator[str]:
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines[:_SHOWN])}</ul>"
    if rest := lines[_SHOWN:]:
        inner = "".join(f"<li>{escape(line)}</li>" for line in rest)
        yield f"<details><summary>还有 {len(rest)} 条</summary><ul>{inner}</ul></details>"
