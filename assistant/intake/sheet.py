"""What the sheet says of a case beside its text: role, units, dates, boxes ticked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.intake.deadlines import add_months
from assistant.intake.fields import Form
from assistant.intake.markers import chinese
from knowledge_base.profiles import Profile

_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_ROLES = (("独办", "主办"), ("主办", "主办"), ("承办", "主办"), ("牵头", "主办"), ("分办", "分办"), ("会办", "会办"), ("协办", "会办"),
          ("协助", "会办"), ("配合", "会办"), ("参阅", "参阅"), ("阅知", "参阅"))  # fmt: skip
_BRACKET = re.compile(r"[（(](?!主办|会办|协办|分办|独办|牵头|承办|配合|参阅)[^（）()]*[)）]")
_WITH = re.compile(r"[（(](?:会同|会商|商|联合|会办|协办)[：:]?(?P<u>[^（）()]+)[)）]")
_DELEGATION = re.compile(r"[（(，,；;、\s]([\u4e00-\u9fff]{1,8}代表团)(?=[）)，,；;、\s])")
_UNIT = re.compile(r"(?:厅|局|委|办|部|院|会|行|公司|中心|署|府|室|处|科|所|集团|单位|委员会)$")
_UNIT_SEPARATOR = re.compile(r"[、，,；;\s]|(?<=[局厅委办])和(?=[省市县])|(?<=[局厅委办])及(?=[省市县])")


@dataclass(frozen=True)
class Sheet:
    role: str = ""
    lead_unit: str = ""
    co_units: tuple[str, ...] = ()
    delegation: str = ""
    assigned: date | None = None
    due: date | None = None
    may_publish: bool | None = None
    wants_meeting: bool | None = None
    key_case: bool = False
    notes: tuple[str, ...] = ()


def read_sheet(form: Form, head: str, profile: Profile) -> Sheet:
    lead, co = _units(form)
    notes: list[str] = []
    role = _role_word(_value(form, "role")) or ("分办" if "分办" in _value(form, "lead_unit") else "")
    ours = (
        "分办"
        if _shares(form, profile) or _are_named(form, profile, "分(?:别办理|办)")
        else _our_role(lead, co, profile)
    )
    readers = {profile.name, profile.short, *profile.aliases} & set(_split(_value(form, "readers")))
    if not ours and (readers or _are_named(form, profile, "参阅|阅知")):
        ours = "参阅"
    led = form.first("lead_unit")
    several = role == "分办" and (ours == "会办" or (led is not None and not led.label.startswith("主办")))
    if role and ours and role != ours and not several:
        notes.append(f"办理类型写的是“{role}”，而按主办、会办单位本单位应为“{ours}”，请核对。")
    if lead and not ours and not role:
        notes.append(f"主办单位写的是“{lead}”，主办、会办单位中没有找到本单位，请确认本单位的角色。")
    assigned, due = (
        _date(_value(form, name), notes, label) for name, label in (("assigned", "交办日期"), ("due", "要求办结日期"))
    )
    if assigned and not due and (m := re.search(r"(\d+|[一二三四五六七八九十]+)\s*(个月|日|天)", _value(form, "due"))):
        count = int(m[1]) if m[1].isdigit() else chinese(m[1])
        due = add_months(assigned, count) if m[2] == "个月" else assigned + timedelta(days=count)
    if assigned and due and due < assigned:
        notes.append("要求办结日期早于交办日期，请核对。")
    key = form.first("key_case")
    return Sheet(
        role=role or ours,
        lead_unit=lead,
        co_units=tuple(co),
        delegation=re.sub(r"\s", "", _value(form, "delegation")) or _beside_names(form),
        assigned=assigned,
        due=due,
        may_publish=_ticked(_value(form, "may_publish"), ("同意", "愿意", "是", "可", "公开", "主动公开", "全文"), ("不", "否", "依申请", "仅")),
        wants_meeting=_ticked(_value(form, "wants_meeting"), ("是", "需", "要", "面复", "面商", "当面", "同意", "希望"), ("否", "不", "无", "书面", "电话", "网上")),
        key_case=(_ticked(key.value.text, ("是", "重点", "省", "市", "主", "副", "✓", "√"), ("否", "不", "无", "非", "一般")) is True) if key
        else bool(re.search(r"重点督办|重点(?:建议|提案|件)[】）)\s]", head)),
        notes=tuple(notes),
    )  # fmt: skip


def _value(form: Form, name: str) -> str:
    found = form.first(name)
    return found.value.text.strip() if found else ""


def _beside_names(form: Form) -> str:
    """The delegations in brackets after the proposers' names: 李某（省人大代表，白石代表团）."""
    named = (m for name in ("lead", "joint") for f in form.all(name) for m in _DELEGATION.findall(f.value.text))
    return "、".join(dict.fromkeys(named))


def _shares(form: Form, profile: Profile) -> bool:
    """Whether we stand under 分办单位."""
    ours = {profile.name, profile.short, *profile.aliases}
    return any(ours & set(_split(f.value.text)) for f in form.all("co_units") if f.label.startswith("分办"))


def _are_named(form: Form, profile: Profile, role: str) -> bool:
    """Whether we are among the units named together for ``role``, a pattern: 省财政厅、省工信厅分办."""
    ours = {profile.name, profile.short, *profile.aliases}
    for f in (*form.all("review"), *form.all("lead_unit"), *form.all("co_units")):
        for m in re.finditer(rf"(?P<u>[^。；：:]{{2,60}}?)[（(]?(?:{role})", re.sub(r"\s", "", f.value.text)):
            named = re.sub(r"^(?:建议|拟|请|交|转)*由?", "", re.split(r"主办|牵头|会办|协办", m["u"])[-1])
            if ours & set(_split(named.strip("，,、"))):
                return True
    return False


def _units(form: Form) -> tuple[str, list[str]]:
    lead = _split(_value(form, "lead_unit"))
    co = [u for f in form.all("co_units") for u in _split(f.value.text)]
    if m := _WITH.search(_value(form, "lead_unit")):
        co = co or _split(m["u"])
    # a value such as 省工信厅（主办）、省财政厅（会办）, or a sentence: 建议由省工信厅主办，省财政厅会办
    for f in (*form.all("review"), *form.all("lead_unit")):
        if m := re.match(r"\s*(?:主办|独办|承办)(?:单位)?[：:\s]+(?P<u>[^\s；;，,]+)", f.value.text):
            lead = [m["u"]]
            others = re.search(r"(?:会办|协办)(?:单位)?[：:\s]+(?P<u>[^；;。]+)", f.value.text)
            co = co or _split(others["u"] if others else "")
            continue
        text = _BRACKET.sub("", re.sub(r"\s", "", f.value.text))
        if m := re.search(
            r"(?:由|请|交|拟请|转)?(?P<u>[^，。；：由]{2,24}?)(?:[（(]?)(?:主办|独办|牵头办理|牵头|承办)(?:[)）]?)",
            text,
        ):
            units = _split(re.sub(r"^(?:建议|拟|请|交|转)*由?", "", m["u"]))
            lead = units or lead
        if m := re.search(
            r"[，；。、)）](?:由|请|会同|商)?(?P<u>[^。；]+?)[（(]?(?:会办|协办|分办|配合|协同办理|参与办理)", text
        ):
            co = co or _split(re.sub(r"[（(](?:会办|协办)[)）]", "、", m["u"]))
    co = co or lead[1:]
    return (lead[0] if lead else ""), [u for u in dict.fromkeys(co) if u not in lead[:1]]


def _split(value: str) -> list[str]:
    value = re.sub(r"[（(][^）)]*[)）]", "", value).strip()
    words = value.split()
    if len(words) > 1 and not all(_UNIT.search(w.rstrip("、，,；;")) for w in words[:-1]):
        value = "".join(words)  # a scanner's blank inside a name
    names = (
        re.sub(r"等$|^(?:分别)?由|(?<=.{3})(?:分别|共同|研究)?(?:办理|承办)$", "", u).strip("。：:")
        for u in _UNIT_SEPARATOR.split(value)
    )
    return [n for n in names if len(n) >= 2 and n not in ("无", "暂无")]


def _our_role(lead: str, co: Sequence[str], profile: Profile) -> str:
    ours = {profile.name, profile.short, *profile.aliases}
    if lead in ours:
        return "主办"
    return "会办" if ours & set(co) else ""


def _role_word(value: str) -> str:
    ticked = re.search(r"[☑√✓■]\s*([\u4e00-\u9fff]{2})", value)
    return next((role for word, role in _ROLES if word in (ticked[1] if ticked else value)), "")


def _date(value: str, notes: list[str], label: str) -> date | None:
    if not value:
        return None
    western = (
        value.translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
        if re.match("[〇零○一二三四五六七八九]{4}年", value)
        else value
    )
    m = _DATE.search(western)
    try:
        return date(*map(int, m.groups())) if m else None  # pyright: ignore[reportArgumentType]  # three groups
    except ValueError:
        notes.append(f"{label}“{value}”不是有效日期，请核对。")
        return None


def _ticked(value: str, yes: Sequence[str], no: Sequence[str]) -> bool | None:
    """What a box says: ``☑是 □否``, ``是√ 否``, ``同意公开``; None when nothing is marked."""
    text = re.sub(r"\s", "", value)
    if not text:
        return None
    if m := re.search(r"[☑√✓✔■]([^□☑√✓✔■]{1,6})|([^□☑√✓✔■]{1,6})[√✓✔]", text):
        text = (m[1] or m[2]).strip("（）()")
    elif text.count("□") >= 2:
        return None
    text = text.strip("□")
    if text.startswith(tuple(no)):
        return False
    return True if text.startswith(tuple(yes)) else None
