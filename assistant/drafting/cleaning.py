"""A model's output as sentences of a letter: no Markdown, no small talk, no formulas that the program writes itself."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.clauses import Clauses
from assistant.drafting.matter import weights
from assistant.drafting.model_words import pattern

Fault = Literal["chatter", "refusal", "leak", "formula", "repeat", "thought", "link", "foreign-language"]

_MARKS = re.compile(
    r"&(?:[a-z]{2,6}|#\d{2,5});|\*{1,3}|_{2,}|`+|~~|</?[a-zA-Z][^<>\n]{0,60}>|^\s*-{3,}\s*$|^\s*={3,}\s*$"
)
_LEAD = re.compile(r"^[\s　]*(?:#{1,6}\s*|[-+•·▪●]\s+|>\s*|\d{1,2}(?:[、)]|[.．](?!\d))\s*|[（(]\d{1,2}[)）]\s*)+")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|<img[^<>\n]*>|data:[a-z]+/[a-z]+;base64,\S*")
_LINK = re.compile(r"\[([^\]\n]{1,60})\]\((?![^)\n]*\d{1,3}\))[^)\n]*\)")
_ADDRESS = re.compile(
    r"(?:https?|ftp|file|javascript)\s*[:：]\s*/*\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\d)1[3-9]\d{9}(?!\d)|二维码",
    re.I,
)
_LATIN = re.compile(r"[A-Za-z]{2,}(?:[\s,.;:'’()-]+[A-Za-z]{2,}){3,}")
"""Four foreign words in a row: no abbreviation and no name of a thing."""
_FALSE_MARK = re.compile(r"〔(?!待核实：|待补充：|\d{4}〕)([^〔〕\n]*)〕|⟦(?![FC]?[^⟦⟧\n]{0,12}⟧)|(?<![\dA-Za-z])⟧")
"""Brackets that look like the program's own marks (〔已核实：…〕)."""
_TAG = re.compile(r"【(?![FC]?\d+】)([^【】\n]{0,30})】")
"""【已核】, 【注】: no letter has such brackets."""
_JSON = re.compile(r"^[\s{\[]*\"\w+\"\s*:\s*\"|\"\s*[}\],]*\s*$")
"""What is round the text of a model that answers in JSON."""
_PICTURES = ("So", "Sk", "Cf", "Co", "Cs", "Cc")
"""Categories of characters that no letter has: emoji and dingbats, invisible and private ones."""
_SIGNS = frozenset("°℃㎡㎥№\t")
_RULER = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_HEADING = re.compile(
    r"^(?:#{1,6}|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。！？；，]{0,30}[：:]?$"
)
_LABEL = re.compile(
    r"^(?:现状|基本情况|已做(?:工作)?|已开展(?:的)?工作|下一步(?:打算|工作)?|答复(?:正文|内容)?|正文|会办意见|答|A)[:：]\s*"
)
_CHATTER = re.compile(
    r"^(?:好的|好|当然(?:可以)?|没问题|明白(?:了)?|收到|以下|下面|如下)[，,。！!：:]"
    r"|^(?:以下|下面|这里)(?:是|为|即)|^(?:根据|按照|遵照)(?:您|你)的?(?:要求|提示|指示|需求)"
    r"|^希望(?:以上|上述|这些?|本)|^(?:如果?|若)(?:您|你)?(?:还)?(?:需要?|有).{0,24}(?:告诉我|告知我|联系我|随时|请提出|请指出|为您)"
    r"|^(?:以上|上述)(?:内容|答复|正文|文字|即|就是|是|为)|^[（(【]?\s*(?:注|说明|备注|提示|字数)[：:]|请随时(?:告诉|告知|联系)"
    r"|(?:撰写|生成|起草|整理)(?:的)?(?:如下|以下)|^请(?:您|你们?)?放心|^(?:问|提问|Q)[：:]|？$"
)  # fmt: skip
_REFUSAL = re.compile(
    r"(?:抱歉|对不起|很遗憾|不好意思).{0,30}(?:不能|无法|不便|没有办法)|(?:作为|身为|我是).{0,10}(?:人工智能|语言模型|大模型|AI)"
    r"|^我?(?:无法|不能)(?:协助|提供|完成|撰写|生成|回答)|违反.{0,12}(?:政策|准则|规范).{0,20}(?:无法|不能)"
    r"|(?:I(?:'m| am) sorry|I can(?:'t|not)|[Aa]s an AI)"
)  # fmt: skip
_FORMULA = re.compile(
    r"收悉|现(?:将.{0,20})?(?:答复|函复|回复)如下|^(?:尊敬的)?[^，。]{1,24}(?:代表|委员)[：:]$|^感谢(?:您|你|贵|各位)"
    r"|^(?:特此|此复|专此)|^[（(]?联系人|^[^，。]{2,20}(?:厅|局|委员会|人民政府)$|^20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$"
)
_NOT_TEXT: dict[Fault, re.Pattern[str]] = {"refusal": _REFUSAL, "chatter": _CHATTER, "formula": _FORMULA}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONGEST_SENTENCE = 400
"""Characters after which a sentence without an end is none."""
_DIGITS = re.compile(r"\d+")
_SAID, _SAME = 3, 0.8
"""A sentence of so many words of matter, of which another has such a share by weight, says nothing new."""
_OVERLAP = 14
"""Characters in a row that a sentence may not share with the instructions."""


@dataclass(frozen=True)
class Piece:
    """A sentence of the model: its clean text, or why it must not stand in the letter (``fault``). ``breaks`` says that
    a paragraph ends after it."""

    text: str
    fault: Fault | None = None
    breaks: bool = False


class Sentences:
    """Text that arrives in pieces, as whole sentences; one that does not end is cut after a clause."""

    def __init__(self) -> None:
        self._clauses = Clauses()
        self._held = ""

    def feed(self, chunk: str) -> list[str]:
        return self._whole(list(self._clauses.feed(chunk)))

    def close(self) -> str:
        """What is left: a sentence without its end."""
        rest, self._held = self._held + "".join(self._clauses.close()), ""
        return rest

    def _whole(self, clauses: list[str]) -> list[str]:
        found: list[str] = []
        for clause in clauses:
            self._held += clause
            if clause[-1] in "。！？\n" or len(self._held) > LONGEST_SENTENCE:
                found.append(self._held)
                self._held = ""
        return found


def clean(sentence: str, instructions: str) -> Piece:
    """One sentence as the model wrote it. ``instructions`` is the prompt that must not be recited."""
    breaks = sentence.endswith("\n")
    sentence = _printable(sentence)
    text = (
        "" if _RULER.match(sentence) and "|" in sentence else _MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub("", sentence)))
    )
    text = _FALSE_MARK.sub(lambda m: f"〔待核实：{m[1]}〕" if m[1] else "", pattern("answer").split(text)[-1])
    if text.strip().startswith("|"):
        text = "，".join(cell.strip() for cell in text.strip().strip("|").split("|") if cell.strip())
    text = _JSON.sub("", text)
    heading = _HEADING.match(text.strip())
    text = _LABEL.sub("", _LEAD.sub("", text).strip()).strip()
    if heading or not _CHINESE.search(text):
        fault = "refusal" if _REFUSAL.search(text) else None
        return Piece("", fault, breaks)
    for fault, words in _NOT_TEXT.items():
        if words.search(text):
            return Piece("", fault, breaks)
    if len(text) > LONGEST_SENTENCE or _loops(text):
        return Piece("", "repeat", breaks)
    if pattern("thought").search(text):
        return Piece("", "thought", breaks)
    if _LATIN.search(text):
        return Piece("", "foreign-language", breaks)
    if pattern("about_prompt").search(text) or _recites(text, instructions):
        return Piece("", "leak", breaks)
    return Piece(_TAG.sub(lambda m: f"〔待核实：{m[1]}〕" if m[1] else "", text), None, breaks)


def address_in(text: str) -> str:
    """The first link, mail address, phone or picture code in a sentence; a letter's body has none."""
    return m.group() if (m := _ADDRESS.search(text)) else ""


def traditional(text: str) -> str:
    """The traditional characters in a text."""
    return "".join(c for c in text if c in _traditional())


def simplified(text: str) -> str:
    return "".join(_traditional().get(c, c) for c in text)


def _printable(text: str) -> str:
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _PICTURES or c in _SIGNS)


@cache
def _traditional() -> dict[str, str]:
    """Traditional character → the right one, but for those that are right in some words (幹, 乾)."""
    raw = tomllib.loads((files("knowledge_base") / "facts" / "typos.toml").read_text(encoding="utf-8"))
    pairs: str = raw["traditional"]
    return {old: new for old, new in zip(pairs[::2], pairs[1::2], strict=True) if old not in pairs[1::2]}


def _loops(text: str) -> bool:
    """Whether a sentence says a clause again and again."""
    clauses = [c for c in re.split(r"[，；、]", text) if len(c) >= 6]
    return len(clauses) - len(set(clauses)) > 1


def similar(a: str, b: str) -> bool:
    """Whether two sentences say the same in nearly the same words, with the same tokens."""
    if _tokens(a) != _tokens(b):
        return False
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (_letters(a), _letters(b)))
    return len(x & y) >= 0.75 * max(len(x), len(y), 1)


def says_again(before: str, sentence: str) -> bool:
    """Whether a sentence tells in another order and with other small words what ``before`` told, done or planned alike."""
    if _tokens(before) != _tokens(sentence) or not set(_DIGITS.findall(sentence)) <= set(_DIGITS.findall(before)):
        return False
    if bool(pattern("planned").search(before)) != bool(pattern("planned").search(sentence)):
        return False
    told, again = weights(before), weights(sentence)
    held = sum(v for w, v in again.items() if w in told)
    return len(again) >= _SAID and held >= _SAME * sum(again.values())


def _tokens(text: str) -> list[str]:
    return re.findall(r"⟦[^⟦⟧]*⟧", text)


def _recites(text: str, instructions: str) -> bool:
    said, prompt = _letters(text), _letters(instructions)
    if 4 <= len(said) <= _OVERLAP:
        return said in prompt
    return any(said[i : i + _OVERLAP] in prompt for i in range(len(said) - _OVERLAP + 1))


def _letters(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", text)
