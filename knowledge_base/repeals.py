"""Which papers a paper ends: 《…暂行办法》（×政办发〔2019〕7号）同时废止."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge_base.dates import parse

WORDS = ("废止", "停止执行", "不再执行", "失效")
"""A text without any of them ends nothing."""
_SENTENCE = re.compile(r"[^。；;\n]+")
_ENDS = re.compile(
    r"(?:同时|一并|予以|即行|即|随之|相应|均|也|自行|全部|现|自[^，。；]{2,20}[起日])(?:予以)?(?:废止|停止执行|不再执行|失效)$"
)
_DECIDES = re.compile(r"^(?:.{0,20}决定[，,：:]?)?(?:自[^，。；]{2,20}起[，,]?)?废止(?:以下|下列)?.{0,20}[《〔]")
"""The verb first, as a decision has it: 决定废止《…》."""
_NOT_WHOLE = re.compile(
    r"》(?:[（(][^（）()]*[）)])?(?:中|的|第[一二三四五六七八九十百\d]+[章条款项])|未|不予|不得|拟|如|若"
)
_NAMED = re.compile(r"《([^《》]+(?:〈[^〉]+〉[^《》]*)?)》(?:\s*[（(]([^（）()]*)[）)])?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[【（(]((?:19|20)\d{2})[〕\]】）)]\s*(\d+)\s*号")
_FROM = re.compile(r"自(?P<day>\d{4}年\d{1,2}月\d{1,2}日)起")
_HOLDS_FROM = re.compile(_FROM.pattern + "(?:正式)?(?:施行|实施|执行|生效)")


@dataclass(frozen=True)
class Ended:
    """A paper by the title (without 《》) and 文号 that the paper which ends it gives; either may be empty."""

    title: str
    number: str


def ended_by(text: str, today: date) -> tuple[Ended, ...]:
    """The papers that ``text`` ends as a whole on or before ``today``: not those of which it ends an article, nor those
    that it only means to end, nor any while the day from which it holds has not come."""
    if not any(w in text for w in WORDS):
        return ()
    if _comes(_HOLDS_FROM, text, today):
        return ()
    sentences = (m.group().strip() for m in _SENTENCE.finditer(text))
    return tuple(dict.fromkeys(e for s in sentences if not _comes(_FROM, s, today) for e in _in_sentence(s)))


def _comes(pattern: re.Pattern[str], text: str, today: date) -> bool:
    """Whether a day that ``pattern`` finds has yet to come."""
    return any((day := parse(m["day"])) and day > today for m in pattern.finditer(text))


def _in_sentence(sentence: str) -> Iterator[Ended]:
    if not (_ENDS.search(sentence) or _DECIDES.search(sentence)):
        return
    if _NOT_WHOLE.search(re.sub("《[^《》]*》", "《》", sentence)):
        return
    rest = sentence
    for title, bracket in _NAMED.findall(sentence):
        rest = rest.replace(f"《{title}》", "").replace(bracket, "")
        number = _NUMBER.search(bracket)
        yield Ended(title.translate(str.maketrans("〈〉", "《》")), number.group() if number else "")
    for number in _NUMBER.finditer(rest):  # ×政办发〔2019〕7号文件同时废止
        yield Ended("", number.group())
