"""Who issued a paper: from its title, its signature, a law's head, or the letters of its 文号."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge_base.dates import DATE
from knowledge_base.places import place_of, province_of_code
from knowledge_base.titles import genre, is_organ

_BEFORE = re.compile(r"^(?P<who>[一-龥、（） ]{2,60}?)(?:关于|对(?=.{2,30}(?:建议|提案)))")
_CONGRESS = re.compile(
    r"(?P<where>全国|[一-龥]{2,12}?)?第[一二三四五六七八九十]+届(?P<all>全国)?人民代表大会(?P<standing>常务委员会)?"
)
_DECREE = re.compile(r"国务院(?:令|第.{1,8}次常务会议)")
_GOVERNMENT_ORDER = re.compile(r"(?P<who>[一-龥]{2,20}(?:人民政府|部|委员会|局))令")


@cache
def _facts() -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    data = tomllib.loads((files("knowledge_base") / "facts" / "issuers.toml").read_text(encoding="utf-8"))
    return data["codes"], data["local_codes"], tuple(data["national"]["organs"])


def is_national(issuer: str) -> bool:
    """Whether the office is the state's, so that its papers belong to no place."""
    return issuer.startswith(_facts()[2])


def issuer_of(title: str, number: str, lines: list[str]) -> str:
    """The office that issued the paper, as written; empty when nothing says it."""
    return (
        _of_title(title)
        or _of_legal_head(title, lines)
        or _of_signature(lines)
        or _of_label(lines)
        or of_number(number)
        or _of_law(title, lines)
    )


def _of_title(title: str) -> str:
    found = _BEFORE.match(title)
    return found["who"].strip() if found and is_organ(found["who"].strip()) else ""


def _of_signature(lines: list[str]) -> str:
    """The office above the first date that stands alone under one (a covering letter's comes before what it brings)."""
    for i, line in enumerate(lines[1:], 1):
        if DATE.match(line) and len(line) <= 14 and is_organ(lines[i - 1]) and len(lines[i - 1]) <= 40:
            return lines[i - 1]
    return ""


def _of_label(lines: list[str]) -> str:
    for line in lines[:25]:
        if found := re.search(r"(?:发文机关|发布机构|制定机关|发布单位|来源)[：:]\s*([一-龥]{3,30})", line):
            return found[1] if is_organ(found[1]) else ""
    return ""


def _of_legal_head(title: str, lines: list[str]) -> str:
    """The organ whose meeting adopted a law last (a city's rules: the city's, not the province's that approved them)."""
    if not genre(title).endswith(("法", "条例", "办法", "规定", "细则", "规则", "决定", "决议")):
        return ""
    end = next((i for i, line in enumerate(lines) if re.match("第一章|第一条|目录", line)), 4)
    adopted = ""
    for line in lines[1:end]:
        if _DECREE.search(line):
            adopted = "国务院"
        elif found := _GOVERNMENT_ORDER.search(line):
            adopted = found["who"].removeprefix("中华人民共和国")
        elif (found := _CONGRESS.search(DATE.sub("", line))) and "批准" not in line:
            adopted = _congress(found)
    return adopted


def _congress(found: re.Match[str]) -> str:
    where = "全国" if found["all"] else (found["where"] or "")
    return f"{where}人民代表大会{found['standing'] or ''}"


def of_number(number: str) -> str:
    """The office by the letters of a 文号 (国办发 → 国务院办公厅, 吉工信办 → 吉林省工业和信息化厅); empty when unknown."""
    codes, local, _ = _facts()
    code = number.partition("〔")[0]
    if not code or code == number:
        return ""
    if province := province_of_code(code):
        office = next((local[k] for k in sorted(local, key=len, reverse=True) if code[1:].startswith(k)), "")
        return province + office if office else ""
    return next((codes[k] for k in sorted(codes, key=len, reverse=True) if code.startswith(k)), "")


def _of_law(title: str, lines: list[str]) -> str:
    """A 条例 that names no place and no organ is the State Council's; a 法 is the national congress's."""
    if place_of(title) or not any(re.match(r"第一条(?:\s|$)", line) for line in lines):
        return ""
    if genre(title) == "条例":
        return "国务院"
    return "全国人民代表大会常务委员会" if genre(title) == "法" else ""
