"""Whether a text is a 建议, a 提案 or neither, with what speaks for it."""

import re
from dataclasses import dataclass

from assistant.intake.session import find_sessions
from assistant.intake.vocabulary import any_of, vocabulary

_SHEETS = r"(?:征询意见表|征求意见表|反馈表|测评表|评议表|目录|一览表|汇总表|清单|台账|情况表|回执)(?:[（(].*[)）])?$"


@dataclass(frozen=True)
class Evidence:
    """``head`` is the text before the body, ``title`` and ``labels`` what stands there, ``asks`` how many were found."""

    head: str
    title: str
    labels: tuple[str, ...]
    number: str
    asks: int
    body: str
    proposers: bool
    assembly: str = ""
    """人大 or 政协 when only its table has the session that the sheet names without saying whose it is."""


def judge(e: Evidence) -> tuple[str, tuple[str, ...]]:
    """``建议``, ``提案`` or ``none``, and notes on evidence that disagrees."""
    if is_alien(e):
        return "none", ()
    npc, cppcc = _votes(e)
    known = (
        bool(e.title) + bool(e.number) + bool(next(find_sessions(e.head), None)) + bool(e.labels) + e.proposers
        + bool(re.search(r"(?:建议|提案)[》\s]*$", e.title))
    )  # fmt: skip
    spoken = re.search(
        r"(?:我们?是|本人(?:是|系)?|作为)[^。，]{0,24}?(?:人大代表|政协委员|代表|委员)", e.head + e.body[:120]
    )
    thin = not e.asks and (known < 4 or len(e.body.strip()) < 20)
    if npc == cppcc == 0 or thin or (known < 2 and not spoken):
        return "none", ()
    kind = "建议" if npc > cppcc else "提案" if cppcc > npc else ("提案" if e.title.endswith("提案") else "建议")
    notes: list[str] = []
    if npc and cppcc:
        one, other = ("人大代表建议", "政协提案") if kind == "建议" else ("政协提案", "人大代表建议")
        notes.append(f"文中既有{one}的特征，也有{other}的特征，暂按{kind}处理，请确认件别。")
    return kind, tuple(notes)


def _votes(e: Evidence) -> tuple[int, int]:
    npc = cppcc = 0
    if re.search(r"(?:建议|议案)[》\s]*$", e.title):
        npc += 2
    if re.search(r"提案[》\s]*$", e.title):
        cppcc += 2
    for s in list(find_sessions(e.head))[:1]:
        npc += 2 * (s.body == "人大")
        cppcc += 2 * (s.body == "政协")
    npc += e.assembly == "人大"
    cppcc += e.assembly == "政协"
    head = re.sub(re.escape(e.title), "", e.head) if e.title else e.head
    npc += bool(re.search(r"代表建议|人大代表|号\s*建议|建议(?:编)?号|建议、批评和意见|建议纸", head))
    cppcc += bool(re.search(r"提案(?:编)?号|号\s*提案|政协|提案(?:人|者|单位|纸|委员)", head))
    npc += bool(re.search(r"(?:领衔|联名|提出)?代表(?!性|团体|作)", "|".join(e.labels)))
    cppcc += bool(re.search(r"委员|提案|界别", "|".join(e.labels)))
    opening = e.body[:160]
    npc += bool(re.search(r"(?:我是|本人|作为)[^。，]{0,16}?(?:人大)?代表", opening))
    cppcc += bool(re.search(r"(?:我是|本人|作为)[^。，]{0,16}?(?:政协)?委员", opening))
    return npc, cppcc


def is_alien(e: Evidence) -> bool:
    """Another kind of paper: a reply, a report, a notice, news, minutes, a list."""
    v = vocabulary()
    title = re.sub(r"\s", "", e.title)
    first = re.sub(r"\s", "", e.head + e.body[:400])
    if (
        title
        and re.search(rf"(?:{any_of(v.alien_titles)})(?:[（(].*[)）])?$", title)
        and not re.search("(?:建议|提案)$", title)
    ):
        return True
    whole = re.sub(r"\s", "", e.head + e.body)
    hits = {w for w in v.alien_text if w in whole}
    letter = hits & {"收悉", "现答复如下", "答复如下", "函复如下", "供答复时参考"}
    if len(letter) >= 2 or (letter and re.search(r"(?:代表|委员|厅|局|委|会)[：:]", first)):
        return True
    if re.search(r"(?:本报讯|记者从|记者获悉|本报记者|据新华社|（记者|\(记者|通讯员)", first):
        return True
    if any(re.search(_SHEETS, line.strip()) for line in (e.head + "\n" + e.body[:80]).split("\n")[:4]):
        return True
    opening_lines = re.split(r"\n", e.head + "\n" + e.body[:200])
    if any(
        re.search(rf"(?:{any_of(v.alien_titles)})[》\s]*$", line.strip())
        and 8 <= len(line.strip()) <= 60
        and re.match(r"\s*(?:关于|[\u4e00-\u9fff]{2,30}(?:关于|20\d\d年))", line)
        for line in opening_lines[:4]
    ):
        return not re.search(r"(?:提案|建议)$", title) or not e.number
    return bool(hits & {"特此通知", "特此报告", "特此公告", "特此函复", "专此函复", "专此答复"})
