"""A local office of the centre, named after its province or city (安徽金融监管局), with a character wrong, lost or put in."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import cities, provinces
from assistant.checks.prose import untitled
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import organs
from assistant.checks.view import visible
from assistant.draft import Draft

_DUTY = 2
"""Characters that tell the duty (金融, 邮政): where another stands there, it is another office (市政管理局)."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = untitled(visible(draft))
    for m in _placed().finditer(text):
        known = _OF_HEAD if m["head"] else organs().branches
        rest = text[m.end() : m.end() + max(map(len, known)) + 1]
        if any(rest.startswith(name) for name in known):
            continue
        written, right = next(
            (
                (rest[:size], name)
                for name in known
                for size in (len(name), len(name) - 1, len(name) + 1)
                if _slip(rest[:size], name, 0 if m["head"] else _DUTY)
            ),
            ("", ""),
        )
        if right:
            span = m.end(), m.end() + len(written)
            yield Hit(*span, {"expected": right}, None, right, "contradicted", fix=right)


_OF_HEAD = ("监管局", "监管分局")
"""What follows the place after the full name of the head office: 国家金融监督管理总局安徽监管局."""


def _slip(written: str, name: str, duty: int) -> bool:
    """Whether one character after those of the duty was changed, left out or put in, or two neighbours were swapped."""
    if written[:duty] != name[:duty] or written[-1:] != name[-1] or written == name:
        return False
    if len(written) == len(name):
        differ = [i for i, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
        swapped = len(differ) == 2 and sorted(written) == sorted(name) and differ[1] - differ[0] == 1
        return len(differ) == 1 or swapped
    long, short = (written, name) if len(written) > len(name) else (name, written)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(duty, len(long)))


@cache
def _placed() -> re.Pattern[str]:
    """A province or city by its short name, alone or after the head office."""
    named = {re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", p) for p in (*provinces(), *cities())}
    heads = "国家金融监督管理总局|中国证券监督管理委员会|中国证监会|财政部|国家能源局"
    duties = "|".join({name[:_DUTY] for name in organs().branches})
    places = "|".join(sorted(named, key=len, reverse=True))
    return re.compile(rf"(?P<head>{heads})(?:{places})(?=[\u4e00-\u9fff]{{0,3}}局)|(?:{places})(?={duties})")


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.miswritten-branch",
    name="写错的中央驻地方机构名称",
    message="应为“{expected}”：中央驻地方机构没有叫“{quote}”的。",
    reason="中央驻地方机构的简称是地名加固定的名称，错一个字就没有这个单位。",
    authority="knowledge_base/facts/organs.toml；2023年《党和国家机构改革方案》",
    severity="warning",
    check=check,
    fires=(
        _letter("与安徽金融监督局共同推进。"),
        _letter("与国家金融监督管理总局安徽监督局共同推进。"),
        _letter("会同湖北通信管理理局、宁波邮政管局办理。"),
        _letter("会同山西矿山安全监查局办理。"),
        _letter("会同芜湖金融管监分局办理。"),
    ),
    quiet=(
        Example(LETTER),
        _letter("与安徽金融监管局、国家金融监督管理总局安徽监管局、深圳金融监管局、芜湖金融监管分局共同推进。"),
        _letter("会同湖北省通信管理局、湖北通信管理局、宁波市邮政管理局、宁波市市政管理局、山西矿山安全监察局办理。"),
        _letter("江苏金融工作会议后，江苏通信管理和服务、江苏能源局面持续向好，上海金融局部风险可控。"),
    ),
    kinds=ALL_KINDS,
)
