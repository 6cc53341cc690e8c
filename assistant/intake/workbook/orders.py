"""Cells whose text looks like a formula, markup or an order to the program: data all the same, escaped where it goes out."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from assistant.intake.workbook.addresses import letter
from assistant.intake.workbook.cases import Rows
from assistant.ledger import Notice

_FORMULA = re.compile(r"^[=@\t]\S|^[+\-](?![\d.,%]*$)\S")
_MARKUP = re.compile(r"<\s*/?\s*[A-Za-z!][^>]{0,200}>")
_WIDE = str.maketrans("=+-@", "＝＋－＠")
_WIDE_TAGS = str.maketrans("<>", "＜＞")
_FORMULA_SAID = "以公式字符开头或含网页标签，按文字读，导出时转义"
_ORDER_SAID = "像是指使程序的话，只当文字，不照办"


def suspicious(rows: Rows) -> Iterator[Notice]:
    """Each such cell of the data."""
    data = rows.sheet.rows[rows.header.last + 1 :]
    words = {v for row in data for v in row if type(v) is str and len(v) > 1}
    together = "\n".join(words)
    orders = [p for p in _orders() if p.search(together)]  # in all but few ledgers none, and then no cell is looked at
    odd = {text: why for text in words if (why := _said(text, orders))}
    if not odd:
        return
    cells = [
        (column, at, why)
        for at, row in enumerate(data, rows.header.last + 2)
        for column, value in enumerate(row)
        if isinstance(value, str) and (why := odd.get(value))
    ]
    for column, at, why in sorted(cells):
        yield Notice(rows.sheet.name, f"{letter(column)}{at}", why)


def gives_orders(text: str) -> bool:
    return any(p.search(text) for p in _orders())


def odd(text: str) -> bool:
    """Whether a text looks like a formula, markup or an order: no case to tell of one's own accord."""
    return bool(_FORMULA.search(text) or _MARKUP.search(text) or gives_orders(text))


def disarmed(text: str) -> str:
    """The ledger's words as a paper may show them: no program takes them for a formula, a tag or a link."""
    plain = text.lstrip("\t\r\n")
    if _FORMULA.search(text) or _FORMULA.search(plain):
        plain = plain[:1].translate(_WIDE) + plain[1:]
    if "<" in plain and _MARKUP.search(plain):
        plain = plain.translate(_WIDE_TAGS)
    return plain.replace("://", "：//")


def _said(text: str, orders: Sequence[re.Pattern[str]]) -> str:
    if _FORMULA.search(text) or ("<" in text and _MARKUP.search(text)):
        return _FORMULA_SAID
    return _ORDER_SAID if any(p.search(text) for p in orders) else ""


@cache
def _orders() -> tuple[re.Pattern[str], ...]:
    """The patterns of text that gives orders, from ``knowledge_base/facts/leftovers.toml``."""
    text = (files("knowledge_base") / "facts" / "leftovers.toml").read_text(encoding="utf-8")
    found: list[re.Pattern[str]] = []
    for entry in tomllib.loads(text)["injected"]:
        flags = "".join(dict.fromkeys("".join(re.findall(r"\(\?([im]+)\)", entry["pattern"]))))
        found.append(re.compile((f"(?{flags})" if flags else "") + re.sub(r"\(\?[im]+\)", "", entry["pattern"])))
    return tuple(found)
