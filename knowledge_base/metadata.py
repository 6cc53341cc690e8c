"""What a paper says about itself: title, 文号, issuer, date, kind, place, validity. By rule, from cleaned text."""

import re
from datetime import date
from pathlib import PurePath

from knowledge_base.dates import DATE, from_match, parse
from knowledge_base.documents import Document, Kind
from knowledge_base.issuers import is_national, issuer_of
from knowledge_base.places import place_in, place_of
from knowledge_base.secrecy import use_of
from knowledge_base.titles import genre, is_organ, may_be_title_part
from knowledge_base.validity import validity

_HEAD = 25
_NUMBER = re.compile(
    r"(?P<code>[一-龥]{2,14})[〔\[﹝（(【]\s*(?P<year>\d{4})\s*年?\s*[〕\]﹞）)】]\s*年?第?\s*(?P<n>\d{1,5}|[　\s×]{0,4})\s*号"
)
_ORDER = re.compile(
    r"(?P<who>国务院|主席|(?<=日)[一-龥]{2,14}(?:政府|部|局|会|厅)|^[一-龥]{2,14}(?:政府|部|局|会|厅))令[（(]?\s*第\s*(?P<n>[\d一二三四五六七八九十百]+)\s*号"
)
_LABEL = re.compile(r"^(?:发文字号|发文文号|文\s*号|字\s*号)[：:]")
_FIELD = re.compile(
    r"^(?:索引号|主题分类|发文机关|发文字号|文号|字号|成文日期|发布日期|发布时间|来源|公文种类|有效性|签发人|类别|办理结果|是否同意公开|公开属性|主题词|分类)[：:]"
)
_MARK = re.compile(
    r"^(?:[A-D甲乙丙]\s*类?|分类[A-D]|公开|主动公开|内部|附件\s*\d*|目录|（?此件公开发布）?|\d+|第?\d+号)$"
)
_BODY = re.compile(r"^(?:第一章|第一条|一、|.{2,60}[：:]$)")
_ARTICLE = re.compile(r"(?m)^第一条(?:\s|$)")
_ADOPTED = re.compile(r"(?:通过|修订|修正|批准|公布|发布|颁布)")
_IN_FORCE = re.compile(r"自(?P<day>[^，。；]{6,20}?)起(?:施行|实施|生效|执行)")
_DATED = re.compile(r"^(?:成文日期|发文日期|发布日期|发布时间|印发日期|日期)[：:]\s*")
_SALUTED = re.compile(r"(?m)^.{1,40}(?:代表|委员)[：:]$")
_PROPOSAL_FIELD = re.compile(
    r"(?m)^(?:案\s*由|提\s*案\s*[人者]|领衔(?:代表|人)|提出人|附议人|联名(?:人|代表)|提案编号|建议编号|审查意见)\s*[：:]"
)


def describe(text: str, path: str, today: date | None = None) -> Document:
    """The Document for cleaned ``text``. ``today`` (default: now) decides what is expired.

    What the text does not say stays empty. A law whose head gives no date of adoption takes the date in the file's name
    or, last, the day it came into force (``issued`` is then later than the adoption by some weeks).
    """
    lines = text.splitlines()
    head = lines[:_HEAD]
    title = _title(head, path)
    number = _number(title, head)
    issuer = issuer_of(title, number, lines)
    issued = _issued(title, lines, path)
    kind = _kind(title, issuer, text)
    return Document(
        path=path,
        title=title,
        text=text,
        number=number,
        issuer=issuer,
        issued=issued,
        kind=kind,
        place=_place(title, issuer, kind, text),
        validity=validity(title, text, issued, today or date.today()),
        use=use_of(text),
    )


def _title(head: list[str], path: str) -> str:
    """The first line that reads as a title, before the body begins; else the first that could be one; else the name."""
    candidates: list[str] = []
    for line in head:
        if found := re.match(r"^(?:标题|题名|文件名称|名称)[：:]\s*(\S.*)$", line):
            return found[1]
        if candidates and _BODY.match(line):
            break
        if not (_FIELD.match(line) or _MARK.match(line) or _NUMBER.match(line) or DATE.match(line) or len(line) > 120):
            candidates.append(line)
    for line in candidates:
        if (
            genre(line)
            and "\t" not in line
            and not re.search("[。；]|收悉", line)
            and (len(line) >= 4)
            and not is_organ(line)
        ):
            return line
    for line in candidates:
        if may_be_title_part(line) and not is_organ(line):
            return line
    return PurePath(path).stem


def _number(title: str, head: list[str]) -> str:
    """The 文号 on a line of its own in the head, brackets as 〔〕; for a decree its 令 and number (the latest)."""
    for line in head:
        bare = _LABEL.sub("", line).strip()
        if (found := _NUMBER.match(bare)) and len(bare) - found.end() <= 24 and line != title:
            return f"{found['code']}〔{found['year']}〕{found['n'].strip()}号"
        if labelled := re.search(r"(?:发文字号|文号)[：:]\s*(\S+)", line):
            if found := _NUMBER.match(labelled[1]):
                return f"{found['code']}〔{found['year']}〕{found['n']}号"
    orders = [m for line in _legal_head(head) for m in _ORDER.finditer(line)]
    if not orders:
        return ""
    who = orders[-1]["who"].removeprefix("中华人民共和国")
    return f"{who}令第{orders[-1]['n']}号"


def _legal_head(lines: list[str]) -> list[str]:
    """The lines between a law's title and its first chapter or article."""
    for i, line in enumerate(lines):
        if re.match(r"^(?:第一章|第一条|目录|目\s*次)", line):
            return lines[:i]
    return lines[:6]


def _issued(title: str, lines: list[str], path: str) -> date | None:
    if _is_legal(title, lines) and (adopted := _adopted(_legal_head(lines))):
        return adopted
    alone = [(i, d) for i, line in enumerate(lines) if (d := _date_line(line))]
    for i, day in alone:
        if i and (is_organ(lines[i - 1]) or _DATED.match(lines[i])):
            return day
    if alone and not _is_legal(title, lines):
        return alone[-1][1]
    if adopted := _adopted(_legal_head(lines)):
        return adopted
    if named := parse(PurePath(path).stem):
        return named
    for line in reversed(lines[-12:]):
        if (found := _IN_FORCE.search(line)) and (day := parse(found["day"])):
            return day
    return None


def _date_line(line: str) -> date | None:
    """The date of a line that holds a date and nothing else (but its label)."""
    bare = _DATED.sub("", line)
    found = DATE.match(bare)
    if not found or len(bare) - found.end() > (12 if bare != line else 3) or "章" in bare:
        return None
    return from_match(found)


def _adopted(head: list[str]) -> date | None:
    """The last adoption, revision or approval in a law's head; 施行 is no adoption."""
    last = None
    for line in head:
        for found in DATE.finditer(line):
            said = line[found.end() :]
            said = said[: nxt.start()] if (nxt := DATE.search(said)) else said
            if _ADOPTED.search(said) and (day := from_match(found)):
                last = day
    return last


def _is_legal(title: str, lines: list[str]) -> bool:
    """Whether this is the text of a law or rules itself, not a letter that brings one."""
    return genre(title) in {
        "法",
        "条例",
        "办法",
        "规定",
        "细则",
        "规则",
        "实施细则",
        "管理办法",
        "暂行办法",
        "暂行规定",
        "决定",
    } and any(_ARTICLE.match(line) for line in lines)


def _kind(title: str, issuer: str, text: str) -> Kind:
    word = genre(title)
    about = re.search("建议|提案|代表|委员", title)
    if re.search("[会协]办(?:意见|函)", title):
        return "opinion"
    saluted = bool(_SALUTED.search(text[:1500])) and "收悉" in text[:1500]
    if saluted or re.search("答复|复函|回复", title) or (word.endswith("函") and about and "办理" in title):
        return "reply"
    if len(_PROPOSAL_FIELD.findall(text[:1500])) >= 2 or (word in {"建议", "提案", "议案"} and "关于" in title):
        return "proposal"
    if word.endswith(("报告", "总结", "汇报")) and not title.startswith("印发"):
        return "report"
    if _is_legal(title, text.splitlines()) or word == "条例":
        return _legal_kind(title, issuer, text)
    return "policy" if word else "other"


def _legal_kind(title: str, issuer: str, text: str) -> Kind:
    if genre(title) == "法" or issuer.startswith("全国人民代表大会"):
        return "law"
    head = "\n".join(_legal_head(text.splitlines()))
    enacted = "人民代表大会" in issuer or issuer == "国务院" or "令" in head or re.search("会议.{0,30}通过", head)
    return "regulation" if genre(title) == "条例" or enacted or place_of(title) else "policy"


def _place(title: str, issuer: str, kind: Kind, text: str) -> str:
    if is_national(issuer):
        return ""
    place = place_of(issuer) or place_of(title) or place_of(re.sub(r"^.*?关于(?:印发|发布|公布|转发)?", "", title))
    if place:
        return place
    local = re.match("省|市|县|区|自治区|我[省市县]", issuer) or re.search(
        "(?:我|全)(?:省|市|自治区)|省(?:政府|委|工信厅)", text
    )
    return place_in(text) if local and kind not in ("law",) else ""
