"""What stands in a column: how well its cells are such as a field holds, whatever the column is called."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.intake.workbook.sheets import Value
from assistant.intake.workbook.values import read_yes
from assistant.intake.workbook.vocabulary import header_key, meaning, squeezed, vocabulary

ALIKE = 0.2
"""Share of a column's cells that must be such as the field holds."""
_SURE = 0.9
"""The share from which a column under an unknown name is taken for the field."""
_MOST_CLASSES = 12
"""Different values that a column of classes has at most: more are free text."""
_MOST_THEMES = 24
_LETTERS = re.compile(r"类|等级|等次|结果|答复|办理|复")
"""In the name of a column of letters A to D, for these to be results."""


def fit(known: str, values: Sequence[Value]) -> float | None:
    """Share of values that the field may hold; None where anything goes or nothing is there; 0 rules the column out
    (only where other columns bear the name too: else its cells are read, and named when they can't be)."""
    test = _TESTS.get(known)
    if not test or not values:
        return None
    if known in _CLASSES and len({squeezed(str(v)) for v in values}) > _MOST_CLASSES:
        return 0.0
    share = sum(test(v) for v in values) / len(values)
    return max(share, 0.01) if share >= ALIKE or known not in _STRICT else 0.0


def unlike(known: str, name: str, share: float | None) -> bool:
    """Whether a column that only holds such a name (公开时间), or bears a short one (交办), holds other things."""
    short = known in ("assigned", "closed") and not re.search(r"[日时期]", name)
    return (known in _ANSWERS or short) and share is not None and share < ALIKE


def themes(values: Sequence[Value]) -> float:
    """How surely a column that is called 类别 and holds no kinds holds fields of work: a few names that come again, such as
    no other column has; 0 where it doesn't."""
    words = {squeezed(str(v)) for v in values}
    if not 1 < len(words) <= min(_MOST_THEMES, len(values) * 0.7) or any(fit(k, values) for k in ("result", "contact")):
        return 0.0
    share = sum(_is_theme(v) and re.fullmatch(r"[\u4e00-\u9fff、]+", squeezed(str(v))) is not None for v in values)
    return share / len(values) if share >= _SURE * len(values) else 0.0


def by_contents(name: str, values: Sequence[Value]) -> list[tuple[str, float]]:
    """The fields that a column under an unknown name holds by the words in it, and how surely."""
    words = [v for v in values if isinstance(v, str)]
    if len(words) < len(values) or not words:
        return []
    found = [(known, share) for known in _TELLING if (share := fit(known, words)) and share >= _SURE]
    letters = all(squeezed(w) in meaning("results") for w in words)
    named = bool(_LETTERS.search(header_key(name)))
    return [(known, share) for known, share in found if known != "result" or not letters or named]


def _word_in(table: str) -> Callable[[Value], bool]:
    return lambda v: isinstance(v, str) and squeezed(v) in meaning(table)


def _is_result(value: Value) -> bool:
    word = squeezed(str(value))
    return word in meaning("results") or bool(re.search(r"解决|采纳|参考|计划|[甲乙丙]类|条件|^[A-D]", word))


def _is_contact(value: Value) -> bool:
    text = str(value)
    return len(text) <= 24 and any(w in text for w in vocabulary().words.contact)


def _is_kind(value: Value) -> bool:
    text = squeezed(str(value))
    return text in meaning("kinds") or (bool(re.search(r"建议|提案|议案", text)) and len(text) < 12)


def _is_theme(value: Value) -> bool:
    """Words of no other column: the name of a field of work."""
    text = squeezed(str(value))
    known = any(text in meaning(table) for table in ("kinds", "results", "roles", "satisfaction", "proposer_types"))
    return isinstance(value, str) and not known and not _is_date(value) and len(text) <= 16


def _is_date(value: Value) -> bool:
    return isinstance(value, date) or bool(re.search(r"\d{4}\D?\d{1,2}|^\d{5}$", squeezed(str(value))))


def _is_yes_or_no(value: Value) -> bool:
    try:
        return read_yes(value) is not None
    except ValueError:
        return False


def _is_year(value: Value) -> bool:
    return bool(re.fullmatch(r"20\d\d年?度?", squeezed(str(value))))


def _is_state(value: Value) -> bool:
    """More than a plain yes or no, which many columns hold."""
    word, states = squeezed(str(value)), vocabulary().states
    return len(word) > 1 and word in (*states.closed, *states.open)


_TESTS: dict[str, Callable[[Value], bool]] = {
    "kind": _is_kind,
    "role": _word_in("roles"),
    "result": _is_result,
    "contact": _is_contact,
    "closed": _is_date,
    "due": _is_date,
    "assigned": _is_date,
    "face": _is_yes_or_no,
    "public": _is_yes_or_no,
    "converted": _is_yes_or_no,
    "satisfaction": _word_in("satisfaction"),
    "proposer_type": _word_in("proposer_types"),
    "state": _is_state,
    "theme": _is_theme,
    "year": _is_year,
}
_ANSWERS = {"face", "public", "satisfaction", "converted"}
"""Fields whose names stand in longer ones (公开时间): a column that only holds such a name must hold such cells."""
_STRICT = {"kind", "result", "contact", "theme", "year"}
"""Fields whose names other columns bear too (类别, 联系方式): what stands in them must agree."""
_CLASSES = {"result"}
_TELLING = ("role", "kind", "satisfaction", "proposer_type", "result", "state", "contact")
"""Fields whose words are like no other column's."""
