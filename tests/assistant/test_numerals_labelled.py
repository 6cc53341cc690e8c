"""How well numbers are found and classified, on sentences labelled by hand."""

import re
from collections import Counter
from pathlib import Path

from assistant.numerals import find_numbers

SAMPLE = Path(__file__).parent / "samples" / "numbers.txt"
Span = tuple[int, int, str]


def labelled() -> list[tuple[str, set[Span]]]:
    """Each sentence without its marks, and where its numbers stand."""
    found: list[tuple[str, set[Span]]] = []
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        text, spans = "", set[Span]()
        for m in re.finditer(r"\{([^|{}]+)\|([a-z-]+)\}|[^{}]+", line):
            if m[1]:
                spans.add((len(text), len(text) + len(m[1]), m[2]))
            text += m[1] or m.group()
        found.append((text, spans))
    return found


def test_every_class_is_found_with_high_precision_and_recall():
    right, said, true = Counter[str](), Counter[str](), Counter[str]()
    for text, spans in labelled():
        got = {(n.start, n.end, str(n.kind)) for n in find_numbers(text)}
        right.update(k for _, _, k in got & spans)
        said.update(k for _, _, k in got)
        true.update(k for _, _, k in spans)
    rows = {k: (right[k] / max(said[k], 1), right[k] / true[k]) for k in sorted(true)}
    print("\nclass                precision recall   n")
    for kind, (precision, recall) in rows.items():
        print(f"{kind:20} {precision:9.1%} {recall:6.1%} {true[kind]:3}")
    assert set(said) <= set(true)
    assert all(precision >= 0.8 and recall >= 0.9 for precision, recall in rows.values()), rows
    assert right.total() / true.total() >= 0.98
    assert right.total() / said.total() >= 0.98


def test_the_sample_holds_every_class_that_statistics_need():
    kinds = {k for _, spans in labelled() for _, _, k in spans}
    assert kinds >= {"count", "money", "percent", "percentage-point", "range", "approximate", "fraction", "multiple"}
    assert kinds >= {
        "period",
        "date",
        "year",
        "session",
        "document-number",
        "proposal-number",
        "ordinal",
        "idiom",
        "code",
    }
