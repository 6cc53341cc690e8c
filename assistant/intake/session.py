"""届次 and 会次 as the sheet writes them, with Chinese numerals, and whether they fit the office's table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.intake.markers import chinese
from knowledge_base.profiles import Profile

_N = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_BODY = r"中国人民政治协商会议|人民代表大会|人民政协|政协|人大"
_PLACE = r"全国|(?:[\u4e00-\u9fff]{1,8}?)(?:自治区|自治州|自治县|新区|省|市|县|区|州|盟|旗)|省|市|县|区|州"
_SESSION = re.compile(
    rf"(?P<before>(?:{_PLACE})?\s*(?:{_BODY})?\s*(?:{_PLACE})?)\s*第?\s*(?P<jie>{_N})\s*届\s*"
    rf"(?P<between>(?:(?:{_PLACE})?\s*(?:{_BODY}|委员会|全国委员会|常务委员会)?\s*){{0,2}})\s*第?\s*(?P<ci>{_N})\s*次"
    rf"(?P<after>\s*(?:全体)?(?:会议|全会|大会)?)"
)
_RECESS = re.compile(
    rf"(?:(?:{_PLACE})\s*)?(?:{_BODY})?\s*(?:第?\s*(?P<jie>{_N})\s*届\s*)?(?:(?:{_PLACE})?\s*(?:{_BODY}|委员会)?)\s*(?:常务委员会|常委会)?"
    r"\s*(?:代表|委员)?\s*(?:大会)?(?P<recess>闭会期间)"
)
RECESS = "闭会"
"""In the place of the 会次 in the key of what was handed in between two sessions (代表法: 闭会期间的建议)."""
_CN = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Session:
    """``text`` has no blanks and Chinese numerals; ``body`` is 人大, 政协 or empty when the words don't say."""

    text: str
    body: str
    key: str
    """``十四届五次``, as the office's table writes it."""
    start: int
    end: int


def find_sessions(text: str) -> Iterator[Session]:
    for m in _SESSION.finditer(text):
        jie, ci = (_chinese(m[g]) for g in ("jie", "ci"))
        raw = re.sub(r"\s", "", m.group())
        raw = re.sub(r"\d+(?=届)", jie, raw)
        raw = re.sub(r"\d+(?=次)", ci, raw)
        raw = re.sub(r"^.*?[在于是即为：:对向给](?=省|市|县|区|政协|第)", "", raw)
        if not m["after"].strip():
            raw += "会议"
        words = m["before"] + m["between"]
        tail = text[m.end() : m.end() + 4]
        body = "政协" if re.search("政协|政治协商", words) else "人大" if re.search("人大|人民代表", words) else ""
        if not body and "委员会" in m["between"]:
            body = "政协"
        if not body:
            body = (
                "人大"
                if tail.startswith(("代表", "人大"))
                else "政协"
                if tail.startswith(("政协", "委员", "提案"))
                else ""
            )
        yield Session(raw, body, f"{jie}届{ci}次", m.start(), m.end())


def find_recess(text: str) -> Session | None:
    """``省第十四届人大代表闭会期间`` for what is handed in between two sessions and so has no 会次."""
    for m in _RECESS.finditer(text):
        raw = re.sub(r"\s", "", m.group())
        if raw == m["recess"]:
            continue
        jie = _chinese(m["jie"]) if m["jie"] else ""
        raw = re.sub(r"\d+(?=届)", jie, raw)
        body = "政协" if re.search("政协|政治协商|委员", raw) else "人大"
        return Session(raw, body, f"{jie}届{RECESS}", m.start(), m.end())
    return None


def assembly_of(session: Session, profile: Profile) -> str:
    """人大 or 政协, by the session's own words or as the only one whose table has it; else empty."""
    known = [body for body, table in profile.sessions.items() if session.key in table.values()]
    return session.body or (known[0] if len(known) == 1 else "")


def doubts(session: Session, kind: str, profile: Profile) -> Iterator[str]:
    """What in a session does not fit its kind or the office's table, as questions."""
    mine = {"建议": "人大", "提案": "政协"}.get(kind, "")
    if session.body and mine and session.body != mine:
        yield f"届次写的是“{session.text}”，而本件判断为{kind}，请核对会议和件别。"
    if session.key.endswith(RECESS):
        return
    table = profile.sessions.get(session.body or mine, {})
    known = set(table.values())
    if re.search(r"全国|市|县|区", session.text) and profile.level == "省" and not re.search("省|自治区", session.text):
        return  # another level's assembly: the table says nothing of it
    if known and session.key not in known:
        latest = table[max(table)]
        yield f"届次“{session.text}”与本单位的届次表不符（{max(table)}年为{latest}），请核对。"


def _chinese(raw: str) -> str:
    value = int(raw) if raw.isdigit() else chinese(raw)
    if value <= 10:
        return _CN[value]
    tens, ones = divmod(value, 10)
    return (_CN[tens] if tens > 1 else "") + "十" + (_CN[ones] if ones else "")
