"""Numbers that are names, marks or dates: recognised first, so that no quantity is read into them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.numerals.chinese import read
from assistant.numerals.number import Kind, Number
from assistant.numerals.vocabulary import vocabulary

_C = "零〇○一二三四五六七八九十百"
_N = rf"(?:\d+|[{_C}]+)"
_TO = r" ?(?:——|[—\-－–~～至到]) ?"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_PART = r"(?:初|中旬|上旬|下旬|末|底|份)"
_OF_CASE = r"(?=[^，。；\n]{0,24}(?:建议|提案|议案))"
_FREE = rf"(?<![\d{_C}.．第])"


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """In order of precedence: what an earlier row took, a later one leaves alone."""
    v = vocabulary()
    rows: tuple[tuple[Kind, str], ...] = (
        ("code", r"(?<!\d)\d{17}[\dXx](?!\d)"),  # identity card
        ("code", r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[-—－ ]?\d{7,8}|[48]00[-—－ ]?\d{3}[-—－ ]?\d{4})(?!\d)"),
        ("code", r"(?<=电话)[:：]?\d{7,8}(?!\d)"),
        ("code", r"https?://[!-~]+|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        ("document-number", r"[〔﹝\[［【（(] ?\d{2,4} ?年? ?[〕﹞\]］】）)] ?(?:第 ?)?\d+ ?号"),
        ("document-number", r"(?<=令|字) ?第? ?\d+ ?号|(?<=公告) ?第? ?\d+ ?号"),
        ("proposal-number", rf"[A-Za-z]{{1,4}}\d+ ?号|第 ?[A-Za-z]{{0,4}} ?\d+ ?号{_OF_CASE}"),
        ("proposal-number", rf"(?<![\d第〕])\d{{1,5}}号{_OF_CASE}|(?<=编号)(?:为|是)?[:：]? ?\d{{3,}}(?!\d)"),
        ("session", rf"第?{_N}届(?:[{_C}]中)?|第?{_N}次(?=(?:全体|常务|党组)?(?:会议|全会|常委会|代表大会|人代会|人大|政协|(?:代表|委员)?的?(?:建议|提案|议案)))"),
        ("session", rf"[{_C}]中全会|[{_C}]+大(?=[报以，。、和关提精召]|$)"),
        ("idiom", rf"第[{_C}]+个五年规划|[“\"][{_C}]+五[”\"]"),
        ("idiom", r"(?<![“一二三四五六七八九十\d])[二三]?十?[一二三四五六七八九]五(?=规划|时期|期间|期末|末|以来|开局|收官|发展)"),
        ("date", rf"(?<!\d){_YEAR} ?[.．/\-] ?{_MONTH} ?[.．/\-] ?{_DAY}(?!\d)"),
        ("date", rf"(?<!\d){_YEAR} ?年 ?{_MONTH}(?:月份?)?{_TO}{_MONTH} ?月{_PART}?"),
        ("date", rf"(?<!\d){_YEAR} ?年 ?{_MONTH} ?月(?: ?{_DAY} ?日(?:{_TO}{_DAY} ?日)?|{_PART})?"),
        ("date", rf"{_FREE}{_MONTH} ?月 ?{_DAY} ?日(?:{_TO}{_DAY} ?日)?"),
        ("date", rf"{_FREE}{_MONTH} ?月?{_TO}{_MONTH} ?月{_PART}?"),
        ("date", rf"{_FREE}{_MONTH} ?月(?:{_PART}|(?!饼|球|亮|薪|供|度))"),
        ("date", rf"(?<!\d)\d{{1,2}} ?日{_TO}\d{{1,2}} ?日(?![内前])|(?<![\d.．])(?:[01]?\d|2[0-4])[:：][0-5]\d(?!\d)"),
        ("date", r"第?[一二三四]季度"),
        ("year", rf"(?<!\d){_YEAR} ?年?{_TO}{_YEAR} ?(?:年度?|学年)|(?<!\d){_YEAR} ?(?:年度?|学年)(?:代|初|底|末)?"),
        ("year", r"(?<=[上下每前后本])(?<!以上|以下)一年度"),
        ("year", rf"(?<![\d{_C}])(?:\d0|[{_C}]十)年代|(?<![\d{_C}]){_N}世纪"),
        ("code", r"(?<![A-Za-z])[A-Z]{1,6}(?:/[A-Z]{1,4})? ?\d+(?:[.\-—:：]\d+)*(?![\d%万亿])"),
        ("code", r"(?<![A-Za-z])[A-Za-z]{1,20}[-.+]?\d+(?:\.\d+)*(?![\d%])|\d(?:\+[A-Za-z\d])+"),
        ("code", rf"(?<![\d.])\d+(?!{v.unit})[A-Za-z]{{1,20}}(?![\dA-Za-z])"),
        ("idiom", rf"(?<![\d.\t|]){v.hotline}(?!\.?\d|{v.unit}|[万亿%\t|])"),
        ("idiom", r"(?<!\d)\d{3,6}(?=(?:政务|服务|市民|投诉|举报|便民|公益)*(?:热线|专线|平台))"),
        ("ordinal", rf"(?m:^)[ \u3000\t]*(?:{_N} ?[、.．](?!\d)|[（(]{_N}[）)]、?)"),
        ("ordinal", rf"[（(](?:[{_C}]+|\d{{1,2}})[）)]|[①-⑳㈠-㈩]|\[\d+\]"),
        ("ordinal", rf"第 ?{_N}(?:[、至到—-]第?{_N})?|其[一二三四五六七八九](?=[是，、：])"),
        ("ordinal", r"[一二三四五六七八九十]+是(?!否)"),
        ("ordinal", r"(?<=[附图表例目栏件])(?<!代表|项目|办件|议件|案件) ?\d{1,2}(?:[-－]\d+)?(?=[：:、，。；）)\s]|$)"),
        ("ordinal", r"\d{1,4}号(?=线|楼|院|门|文|令|路|机|站|井|厅|[)）、，。]|$)"),
    )  # fmt: skip
    return tuple((kind, re.compile(p)) for kind, p in rows)


def find_marks(text: str, taken: list[bool]) -> Iterator[Number]:
    """Marks in ``text`` (half-width already); ``taken`` is updated by character."""
    for kind, pattern in _patterns():
        for m in pattern.finditer(text):
            start, end = m.span()
            if any(taken[start:end]) or (kind == "session" and not _of_session(text, m)):
                continue
            taken[start:end] = [True] * (end - start)
            start += len(m.group()) - len(m.group().lstrip(" \u3000\t：:"))
            yield Number(start, end, text[start:end], kind, _magnitude(text[start:end], kind))


def _of_session(text: str, m: re.Match[str]) -> bool:
    """五次会议 without 第 is a session only after its 届; else it is five meetings."""
    return not m.group().endswith("次") or m.group()[0] == "第" or "届" in text[max(0, m.start() - 24) : m.start()]


def _magnitude(text: str, kind: Kind) -> Decimal | None:
    """The value of a mark where there is just one: 第0156号 → 156, 5G → 5, 十四届 → 14, 2025年 → 2025."""
    if kind in ("date", "document-number"):
        return None
    digits = re.findall(r"\d+(?:\.\d+)?", text)
    if len(digits) == 1:
        return Decimal(digits[0])
    numerals = re.findall(rf"[{_C}]+", text)
    return read(numerals[0]) if not digits and len(numerals) == 1 else None
