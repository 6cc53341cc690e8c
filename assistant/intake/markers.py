"""Numerals that open an item, in every style that forms, minutes and web pages use."""

import re
from dataclasses import dataclass

_CN = "一二三四五六七八九十"
_N = rf"[{_CN}]{{1,3}}"
_BOUND = r"(?:^|(?<=[\n。；;：:！？!?》”）)，,\t ]))"
_SIGNS = ("①⑳", "❶❿", "⑴⒇", "⒈⒛", "㈠㈩", "㊀㊉", "➀➉", "➊➓", "⓵⓾", "⒜⒣", "ⓐⓗ")
"""First and last of each row of numerals that are one character."""
_STEMS = "甲乙丙丁戊己庚辛"
STYLES: tuple[tuple[str, str], ...] = (
    # style, pattern with the number in group "n" (or none for marks that only repeat)
    (
        "word",
        rf"第(?P<m>{_N}|\d{{1,2}})(?:点|条|项|个)?(?:建议|意见|诉求|请求|措施|对策|提议)[：:，,、是]\s*|(?:建议|对策|措施|诉求|办法|提议|请求|举措)(?:之|其)?[（(]?(?P<n>{_N}|\d{{1,2}})[)）]?\s*[：:、.．，,]\s*",
    ),
    (
        "ordinal",
        rf"第(?P<n>{_N}|\d{{1,2}})(?:点|条|项|个)?[，,、：:。]\s*(?:是|要)?|第(?P<m>{_N})(?:点|条|项|个)?(?:就是|是|要)(?:要)?[，,]?",
    ),
    ("is", rf"(?:其)?(?P<n>{_N})(?:个)?(?:是|要|则)(?:要)?[，,：:]?|其(?P<m>{_N})[，,：:、]"),
    ("paren-cn", rf"[（(]\s*(?P<n>{_N})\s*[）)]\s*[、.．]?\s*"),
    ("paren", r"[（(]\s*(?P<n>\d{1,2})\s*[）)]\s*[、.．]?\s*"),
    ("cn", rf"(?P<n>{_N})\s*(?:[、.．]|[,，](?=[\u4e00-\u9fff“]))\s*|(?P<m>{_N})[ \u3000\t：:]+(?=\S)"),
    (
        "dotted",
        r"(?:[A-Ha-h]|\d{1,2})[.．](?P<n>\d{1,2})[.．、]?\s*(?=[\u4e00-\u9fff“])(?![万亿千百元个倍家吨户件台套年月日米公度])",
    ),
    (
        "arabic",
        r"(?P<n>\d{1,2})\s*(?:[.．、](?!\d)|[）)]|[,，](?=[\u4e00-\u9fff“]))\s*|(?P<m>\d{1,2})[ \u3000\t]+(?=[\u4e00-\u9fff“])",
    ),
    ("ordinal-item", r"第(?P<n>\d{1,2})[条点项]\s*|No\.?\s?(?P<m>\d{1,2})\s*[.．:：、]?\s*"),
    ("comes", rf"(?P<n>{_N})来(?:要|是)?[，,]?(?![自到往临源])"),
    ("bracket", rf"[【\[［〔]\s*(?P<n>\d{{1,2}}|{_N})\s*[】\]］〕]\s*[、.．]?\s*"),
    ("paren-letter", r"[（(]\s*(?P<n>[A-Ha-h])\s*[）)]\s*[、.．]?\s*"),
    *((f"sign-{first}", rf"(?P<n>[{first}-{last}])\s*[、.．]?\s*") for first, last in _SIGNS),
    ("stem", r"(?P<n>[甲乙丙丁戊己庚辛])、\s*"),
    ("capital", r"(?P<n>[壹贰叁肆伍陆柒捌玖拾])\s*[、.．]\s*"),
    ("letter", r"(?P<n>[A-Ha-h])\s*[.．、)）]\s*"),
    ("roman", r"(?P<n>[Ⅰ-Ⅹⅰ-ⅹ]|(?:I{1,3}|IV|VI{0,3}|IX|X)|(?:i{1,3}|iv|vi{0,3}|ix|x))\s*[.．、)）]\s*"),
    ("bullet", r"[-*+•·●○◆■▪►➢➤◇□▲△▶☆★–—✓√→►▶]\s+|(?:[•·●○◆■▪►➢➤◇□▲△▶☆★]|——)\s*|-(?=[\u4e00-\u9fff“])"),
    (
        "sequence",
        r"(?P<n>首先|其次|再次|再者|第四|此外|另外|同时|最后)(?:(?:是|要)?[，,：:、]|(?:是|要)(?![求]))|(?P<m>首先|其次|再次|再者|最后)(?=建议|希望|恳请|请|应|需|[把将对加建设由搞办给抓做让帮多少定减降清])",
    ),
)
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 4, "另外": 4, "同时": 4, "最后": 5}
_GLYPH = r"[●○◆■▪►➢➤◇□▲△▶☆★]\s*"
"""Marks that are nothing else, so that they open an item inside a line too."""
_COMPILED = {style: re.compile(p) for style, p in STYLES}
_INLINE = {
    style: re.compile(_BOUND + f"(?:{p})") for style, p in STYLES if style not in ("bullet", "dotted", "capital")
} | {"bullet": re.compile(_BOUND + _GLYPH)}


@dataclass(frozen=True)
class Marker:
    """A numeral at ``start``–``end`` of a text; ``number`` is 0 for a mere bullet; ``line`` says that it opens a line."""

    style: str
    number: int
    start: int
    end: int
    line: bool


def marker_at(text: str) -> Marker | None:
    """The numeral that opens ``text`` (blanks before it allowed)."""
    lead = len(text) - len(text.lstrip(" \t\u3000"))
    for style, pattern in _COMPILED.items():
        if (m := pattern.match(text, lead)) and m.end() < len(text) and not _false(style, text, m):
            return Marker(style, _number(style, m), m.start(), m.end(), line=True)
    return None


def find_markers(text: str) -> list[Marker]:
    """Every numeral that may open an item: at a line's start, and inside a line after a stop, in order."""
    found: list[Marker] = []
    at = 0
    for line in text.split("\n"):
        if m := marker_at(line):
            found.append(Marker(m.style, m.number, at + m.start, at + m.end, line=True))
        at += len(line) + 1
    opened = {m.start for m in found}
    for style, pattern in _INLINE.items():
        for m in pattern.finditer(text):
            if m.start() in opened or _false(style, text, m) or (style in _LOOSE and not _after_stop(text, m.start())):
                continue
            found.append(Marker(style, _number(style, m), m.start(), m.end(), line=False))
    found += _after_commas(text, {m.start for m in found})
    return sorted(found, key=lambda m: (m.start, -m.end))


def _after_commas(text: str, taken: set[int]) -> list[Marker]:
    """一要 …，二要 …，三要 … told apart by mere commas, when they count up from the start of a sentence."""
    found: list[Marker] = []
    for sentence in re.finditer(r"[^。！？\n]+", text):
        run: list[Marker] = []
        for m in re.finditer(
            rf"(?:^|(?<=[，,：:；;]))(?:第(?P<m>{_N})(?:个|条|点|项)?(?:就是|是|要)?[，,、]|(?P<n>{_N})(?:要|是)(?!求|否|的))",
            sentence.group(),
        ):
            number = chinese(m["n"] or m["m"])
            if (number == 1 and m.start() > 10) or number != len(run) + 1:
                continue
            run.append(Marker("is", number, sentence.start() + m.start(), sentence.start() + m.end(), line=False))
        if len(run) > 1:
            found += [m for m in run if m.start not in taken]
    return found


_LOOSE = {
    "cn",
    "arabic",
    "word",
    "is",
    "sequence",
    "letter",
    "roman",
    "bracket",
    "ordinal-item",
    "comes",
    "stem",
    "bullet",
}


def _after_stop(text: str, at: int) -> bool:
    """Whether what stands before ``at`` closes a sentence or a clause list (a comma does not)."""
    before = text[:at].rstrip(" \t\u3000")
    return not before or before[-1] in "\n。；;：:！？!?）)”"


def _false(style: str, text: str, m: re.Match[str]) -> bool:
    rest = text[m.end() : m.end() + 6]
    if style == "is" and re.match(r"(?:否|的|在|以|因|求|点)", rest) and m.group().endswith(("要", "是")):
        return m.group().endswith("要")  # 一要求 …, but 一是在 … is an item
    if style == "arabic" and m.group("m"):
        return bool(re.match(r"[年月日时点号元万亿个家项件%]", rest))
    if style == "cn" and m.group("m") and not m.group("n"):
        return (
            "\t" not in m.group()
            and " " not in m.group()
            and "\u3000" not in m.group()
            and not re.search("[：:]", m.group())
        )
    return False


def _number(style: str, m: re.Match[str]) -> int:
    groups = m.groupdict()
    raw = groups.get("n") or groups.get("m") or ""
    if not raw:
        return 0
    if raw in _SEQUENCE:
        return _SEQUENCE[raw]
    if raw.isdigit() and raw.isascii():
        return int(raw)
    for first, last in (*_SIGNS, "ⅠⅩ", "ⅰⅹ"):
        if first <= raw[0] <= last:
            return ord(raw[0]) - ord(first) + 1
    if raw[0] in _STEMS:
        return _STEMS.index(raw[0]) + 1
    if raw[0] in "壹贰叁肆伍陆柒捌玖拾":
        return "壹贰叁肆伍陆柒捌玖拾".index(raw[0]) + 1
    if raw[0].isascii() and raw[0].isalpha():
        roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
        return roman[raw.upper()] if raw.upper() in roman and style == "roman" else ord(raw.lower()) - ord("a") + 1
    return chinese(raw)


def chinese(raw: str) -> int:
    """一 … 九十九 as a number."""
    if "十" not in raw:
        return _CN.index(raw[0]) + 1 if len(raw) == 1 else int("".join(str(_CN.index(c) + 1) for c in raw))
    tens, _, ones = raw.partition("十")
    return (_CN.index(tens) + 1 if tens else 1) * 10 + (_CN.index(ones) + 1 if ones else 0)
