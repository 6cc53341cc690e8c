"""Chinese text to the words of the full-text index. Index and query must go through the same function."""

import logging
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

_WORD = re.compile(r"[\u3400-\u9fff〇]+|[a-z0-9][a-z0-9.%‰-]*")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_CHINESE_NUMBER = re.compile(r"(?!百分[之比点]|十分)[零〇一二三四五六七八九十百千]+")


def words(text: str) -> list[str]:
    """Words of ``text`` in order, long words followed by their parts; widths folded, letters lowered, Chinese
    numerals as digits (十五 and 15 are one word)."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found: list[str] = []
    for run in _WORD.findall(folded):
        if run[0] < "\u3400":
            found.append(run.rstrip(".-"))
            continue
        for word in _jieba().cut_for_search(run):
            found.append(_number(word))
    return found


def indexed(text: str) -> str:
    """``text`` as the full-text index stores it: words between blanks."""
    return " ".join(words(text))


def is_word(text: str) -> bool:
    """Whether the dictionary knows ``text`` as a word, rather than the segmenter having cut it so."""
    return bool(_jieba().FREQ.get(text, 0))


def is_content(text: str) -> bool:
    """Whether ``text`` names or describes something; not a time, place word, number, pronoun or adverb (以后, 至少)."""
    return text not in _function_words()


@cache
def _function_words() -> frozenset[str]:
    lines = re.findall(r"^(\S+) \d+ [tfmqrdpcuy]\w*$", _jieba().get_dict_file().read().decode(), re.MULTILINE)
    return frozenset(lines)


def with_digits(text: str) -> str:
    """``text`` with every run of Chinese numerals up to thousands as digits: 三十日 → 30日, 第十五条 → 第15条."""
    return _CHINESE_NUMBER.sub(lambda m: _value(m.group()), text)


def _number(word: str) -> str:
    return _value(word) if _CHINESE_NUMBER.fullmatch(word) else word


def _value(numeral: str) -> str:
    if not re.search("[十百千]", numeral):
        return numeral.translate(_DIGITS)
    total, digit = 0, 0
    for char in numeral:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = int(char.translate(_DIGITS))
    return str(total + digit)


@cache
def _jieba() -> "jieba.Tokenizer":
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer
