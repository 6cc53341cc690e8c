"""Who issued a paper: from its title, its signature, a law's head, or the letters of its 文号."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge_base.dates import DATE
from knowledge_base.laws import decreeing_organ, is_legal, legal_head
from knowledge_base.places import place_of, province_of_code
from knowledge_base.titles import genre, is_organ

_BEFORE = re.compile(
    r"^(?P<who>[一-龥、 ]{2,60}?)(?:关于|印发|转发|(?=(?:19|20)\d\d(?:年|—))|对(?=.{2,30}(?:建议|提案)))"
)
_CONGRESS = re.compile(
    r"(?P<where>全国|[一-龥]{2,12}?)?第[一二三四五六七八九十]+届(?P<all>全国)?人民代表大会(?P<standing>常务委员会)?"
)
_DECREE = re.compile(r"国务院(?:令|第.{1,8}次常务会议)")
_GOVERNMENT_ORDER = re.compile(r"(?:^|日|[（(])(?P<who>[一-龥]{2,20}(?:人民政府|部|委员会|局))令")
_SPEAKER = re.compile(
    r"^(?P<who>[一-龥]{4,30}?(?:政府|厅|局|委员会|办公室|办公厅))(?:党组书记、?)?(?:副?主任|副?厅长|副?局长|副?秘书长|副?市长|副?省长)"
)
_HEAD_OF = re.compile(
    r"^(?P<who>[一-龥]{2,10}?(?:省|自治区|市|州|县|区))(?:人民政府)?(?:代)?(?:省长|主席|市长|州长|县长|区长)"
)
_LABELLED = re.compile(r"(?:发文机关|发布机构|制定机关|发布单位|来源)[：:]\s*(?P<who>[一-龥]{3,30})")


@cache
def _facts() -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    data = tomllib.loads((files("knowledge_base") / "facts" / "issuers.toml").read_text(encoding="utf-8"))
    return data["codes"], data["local_codes"], tuple(data["national"]["organs"])


def is_national(issuer: str) -> bool:
    """Whether the office is the state's, so that its papers belong to no place."""
    return issuer.startswith(_facts()[2])


def issuer_of(title: str, number: str, lines: list[str]) -> str:
    """The office that issued the paper, as written (several joined by ``、``); empty when nothing says it."""
    return (
        _of_title(title)
        or _of_legal_head(title, lines)
        or _of_signature(lines)
        or _of_fields(lines)
        or of_number(number)
        or _of_law(title, lines)
    )


def _of_title(title: str) -> str:
    found = _BEFORE.match(title)
    who = found["who"].strip() if found else ""
    return "、".join(who.split()) if is_organ(who) else ""


def _of_signature(lines: list[str]) -> str:
    """The offices above the first date that stands under one (a covering letter's comes before what it brings)."""
    for i, line in enumerate(lines):
        if i and DATE.match(line) and len(line) <= 14:
            offices: list[str] = []
            while len(offices) < 12 and i > len(offices) and _signs(lines[i - 1 - len(offices)]):
                offices.append(lines[i - 1 - len(offices)])
            if offices:
                return "、".join("、".join(office.split()) for office in reversed(offices))
    return ""


def _signs(line: str) -> bool:
    return is_organ(line) and len(line) <= 60


def _of_fields(lines: list[str]) -> str:
    """The office of a field above the text, of the letterhead, or of the person who speaks."""
    for line in lines[:25]:
        if (found := _LABELLED.search(line)) and is_organ(found["who"]):
            return found["who"]
        if line.endswith("文件") and is_organ(line.removesuffix("文件")):
            return line.removesuffix("文件")
        if found := _SPEAKER.match(line):
            return found["who"]
        if (found := _HEAD_OF.match(line)) and place_of(found["who"]):
            return f"{found['who']}人民政府"
    return next((line for line in lines[:6] if is_organ(line) and len(line) < 30), "")


def _of_legal_head(title: str, lines: list[str]) -> str:
    """The organ whose meeting adopted a law last (a city's rules: the city's, not the province's that approved them)."""
    if not is_legal(title, lines) and genre(title) != "条例":
        return ""
    adopted = decreeing_organ(lines)
    for line in legal_head(lines)[1:]:
        if _DECREE.search(line):
            adopted = "国务院"
        elif found := _GOVERNMENT_ORDER.search(line):
            adopted = found["who"].removeprefix("中华人民共和国")
        elif (found := _CONGRESS.search(DATE.sub("", line).lstrip("（("))) and not line.rstrip("）)").endswith("批准"):
            adopted = _congress(list(_CONGRESS.finditer(DATE.sub("。", line)))[-1])
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
    if place_of(title) or not is_legal(title, lines):
        return ""
    return {"条例": "国务院", "法": "全国人民代表大会常务委员会"}.get(genre(title), "")
