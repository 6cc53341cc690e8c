"""What a paper says about itself: title, 文号, issuer, date, kind, place, validity. By rule, from cleaned text."""

import re
from datetime import date
from pathlib import PurePath

from knowledge_base.dates import DATE, from_match, parse
from knowledge_base.documents import Document, Kind
from knowledge_base.issuers import is_national, issuer_of
from knowledge_base.kinds import kind_of
from knowledge_base.laws import adopted_on, enacted, in_force_from, is_legal, legal_head, order_number
from knowledge_base.places import place_in, place_of
from knowledge_base.secrecy import use_of
from knowledge_base.titles import genre, is_organ, may_be_title_part
from knowledge_base.validity import validity

_HEAD = 25
_NUMBER = re.compile(
    r"(?P<code>[一-龥]{2,14})[〔\[﹝（(【]\s*(?P<year>\d{4})\s*年?\s*[〕\]﹞）)】]\s*年?第?\s*(?P<n>\d{1,5})\s*号"
)
_WITH_NUMBER = re.compile(
    rf"(?<=(?:通知|意见|办法|方案|规划|决定|批复|通报|公告|报告|答复|的函|规定|细则|条例|措施|要点|计划))[（( ]?{_NUMBER.pattern}[）)]?$"
)
_LABEL = re.compile(r"^(?:发文字号|发文文号|文\s*号|字\s*号)[：:]")
_FIELD = re.compile(
    r"^(?:索引号|主题分类|发文机关|发文字号|文\s*号|字\s*号|编\s*号|届次|会议|成文日期|发布日期|发布时间|来源|公文种类|有效性|签发人|类别|建议类别|办理结果"
    r"|是否同意公开|公开属性|主题词|分类|密级|紧急程度|提案编号|提案人|提案者|提出人|代表姓名|联系电话)[：:]"
)
_NAMED = re.compile(r"^(?:标\s*题|题\s*名|题\s*目|案\s*由|文件名称|名\s*称)(?:[：:]\s*|\t)(?P<title>\S.*)$")
_MARK = re.compile(
    r"^(?:[A-D甲乙丙]\s*类?|分类[A-D]|公开|主动公开|内部|特急|急件|附件\s*\d*|目录|（?此件公开发布）?|\d+|第?\d+号)$"
)
_BODY = re.compile(r"^(?:第一[章条]|一、|.{2,60}[：:]$)")
_SUBTITLE = re.compile(
    r"^[（(](?=.*(?:\d{4}\s*年|征求意见稿|草案|讨论稿|送审稿|试行|暂行|修订))(?!.*(?:通过|公布|批准))[^（()）]{2,24}[）)]$"
)
_DATED = re.compile(r"^(?:成文日期|发文日期|发布日期|发布时间|印发日期|日期)[：:]\s*")
_SPOKEN = re.compile(r"^[—-]{0,3}\s*(?P<day>\d{4}年\d{1,2}月\d{1,2}日)在.*会议上")


def describe(text: str, path: str, today: date | None = None) -> Document:
    """The Document for cleaned ``text``. ``today`` (default: now) decides what is expired.

    What the text does not say stays empty. A law whose head gives no date of adoption takes the date in the file's name
    or, last, the day it came into force (``issued`` is then later than the adoption by some weeks).
    """
    lines = text.splitlines()
    title = enacted(lines) or _title(lines[:_HEAD], path)
    number = _number(title, lines[:_HEAD]) or order_number(lines)
    issuer = issuer_of(title, number, lines)
    issued = _issued(title, lines, path)
    kind = kind_of(title, issuer, text)
    return Document(
        path=path,
        title=title,
        text=text,
        number=number,
        issuer=issuer,
        issued=issued,
        kind=kind,
        place=_place(title, issuer, kind, text),
        validity=validity(title, kind, text, issued, today or date.today()),
        use=use_of(text),
    )


def _title(head: list[str], path: str) -> str:
    """The first line that reads as a title, before the body begins; else the first that could be one; else the name.
    A line below it that names years or a draft in brackets belongs to it."""
    candidates: list[tuple[str, str]] = []
    for line, below in zip(head, [*head[1:], ""], strict=True):
        if found := _NAMED.match(line):
            return found["title"].split("\t")[0]
        if candidates and _BODY.match(line):
            break
        if not (_FIELD.match(line) or _MARK.match(line) or _NUMBER.match(line) or DATE.match(line) or is_organ(line)):
            line = _WITH_NUMBER.sub("", line)
            candidates.append((line, line + below if _SUBTITLE.match(below) else line))
    titled = [(line, title) for line, title in candidates if genre(line) and _reads_as_title(line)]
    for line, title in titled:
        if "关于" in line or genre(line) not in ("建议", "提案"):  # else the name of a form: …会议代表建议
            return title
    if titled:
        return titled[0][1]
    for line, title in candidates:
        if may_be_title_part(line):
            return title
    return PurePath(path).stem


def _reads_as_title(line: str) -> bool:
    return 4 <= len(line) <= 120 and not re.search("[。；\t]|收悉", line)


def _number(title: str, head: list[str]) -> str:
    """The 文号 on a line of its own in the head, brackets as 〔〕."""
    for line in head:
        if line == title:
            continue
        bare = _LABEL.sub("", line).strip("（() ）")
        labelled = re.search(r"(?:发文字号|文号)[：:]\s*(\S+)", line)
        behind = re.match(f".*{re.escape(title)}[（( ]?", line)  # on the line of the title
        found = _NUMBER.match(line[behind.end() :] if behind else labelled[1] if labelled else bare)
        if found and len(found.string) - found.end() <= 24:
            return f"{found['code']}〔{found['year']}〕{found['n']}号"
    return ""


def _issued(title: str, lines: list[str], path: str) -> date | None:
    legal = is_legal(title, lines)
    if legal and (adopted := adopted_on(lines)):
        signed = [day for line in legal_head(lines) if (day := _date_line(line))]
        return max([adopted, *signed])  # a decree is signed after the meeting that passed it
    alone = [(i, day) for i, line in enumerate(lines) if (day := _date_line(line))]
    signed = next((day for i, day in alone if i and (is_organ(lines[i - 1]) or _DATED.match(lines[i]))), None)
    if signed or (alone and not legal):
        return signed or alone[-1][1]
    spoken = next((found for line in lines[:_HEAD] if (found := _SPOKEN.match(line))), None)
    if spoken:
        return parse(spoken["day"])
    return adopted_on(lines) or parse(PurePath(path).stem) or (in_force_from(lines) if legal else None)


def _date_line(line: str) -> date | None:
    """The date of a line that holds a date and nothing else (but its label)."""
    bare = _DATED.sub("", line)
    found = DATE.match(bare)
    if not found or (bare == line and bare[found.end() :].strip(" 。）)印发")):
        return None
    return from_match(found)


def _place(title: str, issuer: str, kind: Kind, text: str) -> str:
    if is_national(issuer):
        return ""
    place = place_of(issuer) or place_of(title) or place_of(re.sub(r"^.*?关于(?:印发|发布|公布|转发)?", "", title))
    if place or kind in ("law", "proposal"):
        return place
    local = re.match("[省市县区]|自治区|我[省市县]", issuer) or re.search(
        "[我全](?:省|市|自治区)|省(?:政府|委|工信厅)", text
    )
    return place_in(text) if local else ""
