"""Who proposes, and how a letter addresses them."""

import re
from collections.abc import Iterable, Sequence

from assistant.intake.vocabulary import any_of, vocabulary
from assistant.proposal import Proposer, ProposerType
from knowledge_base.profiles import Profile

_NONE = re.compile(r"^(?:无|/|-|—|没有|暂无|略|空|本人|同上)?$")
_COUNT = re.compile(
    r"等\s*(\d+|[一二三四五六七八九十]+)\s*(?:名|人|位)?(?:代表|委员)?|[（(]?共\s*(\d+|[一二三四五六七八九十]+)\s*(?:名|人|位)(?:代表|委员)?(?:联名|附议|联署|共同)?(?:提出)?[)）]?"
)
_SEPARATOR = re.compile(
    r"[、，,；;/|\n]|(?<=[\u4e00-\u9fff])\s*(?:和|与|及)\s*(?=[\u4e00-\u9fff]{2,4}(?:$|[、，,（(\s]))"
)
_SUFFIX = re.compile(r"(?:省|市|县|区|全国)?(?:政协|人大)?(?:代表|委员|同志|先生|女士|常委|领衔|执笔|签名|（签名）)$")


_OFFICE_WITHIN = re.compile(r"((?:委员会|省委会|市委会|委会|工商联|总工会|妇联))[\u4e00-\u9fff]{2,6}(?:处|部|室)$")
"""A party's own section, which sends but does not propose."""
_SEAT = re.compile(r"(?:代表团|团|界|界别|小组|组)$")


def split_names(value: str) -> tuple[list[str], int]:
    """Names in a field's value, and how many proposers it says there are (0 when it doesn't)."""
    total = 0
    if m := _COUNT.search(value):
        raw = m[1] or m[2]
        total = int(raw) if raw.isdigit() else _small(raw)
        start, end = _bracket(value, *m.span())
        value = value[:start] + "、" + value[end:]
    value = re.sub(r"[（(\[【][^（）()\[\]【】]*[）)\]】]", "", value)
    value = re.sub(r"[：:*_#]", " ", value).strip(" \t\u3000。、，；（）()")
    names: list[str] = []
    for piece in _SEPARATOR.split(value):
        names += _by_blanks(piece.strip(" \t\u3000。."))
    names = [_OFFICE_WITHIN.sub(r"\1", n) for n in names]
    clean = [_SUFFIX.sub("", re.sub("等$", "", n)) if not is_organisation(n) else n for n in names]
    return [n for n in dict.fromkeys(clean) if not _NONE.match(n)], total


def _bracket(value: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the brackets around it, with what else they hold: （共6名，××代表团）."""
    opened = re.search(r"[（(][^（）()]*$", value[: start + 1])
    closed = re.match(r"[^（）()]*[）)]", value[end - 1 :])
    return (opened.start(), end - 1 + closed.end()) if opened and closed else (start, end)


def is_organisation(name: str) -> bool:
    if len(name) <= 1 or re.fullmatch(r".{1,3}(?:代表|委员)", name):
        return False
    words = [w for ws in vocabulary().organisations.values() for w in ws if len(w) > 1]
    if any(w in name for w in words) and len(name) > 2:
        return True
    return (
        bool(len(name) >= 3 and re.search(r"(?:界|组|局|厅|处|委|室|中心|院|联|会)$", name) and not _is_name(name))
        or name in words
    )


def type_of(name: str, kind: str, label: str = "") -> ProposerType:
    if is_organisation(name):
        if re.search(r"代表团|小组|委员组|工作站|联络站|代表之家|工委", name):
            return "其他"
        kinds = vocabulary().organisations
        for word in ("党派", "团体", "专委会", "界别"):
            if name.endswith("界") and word != "界别":
                continue
            if any(w in name for w in kinds[word]):
                return word  # pyright: ignore[reportReturnType]  # the four are members of ProposerType
        return "其他"
    if "代表" in label or (kind == "建议" and "委员" not in label):
        return "代表"
    return "委员" if kind == "提案" or "委员" in label else "其他"


def looks_like_names(text: str) -> bool:
    """Whether a whole line is only names of persons, or of one organisation that proposes."""
    names, _ = split_names(text)
    return bool(names) and all(_is_name(n) or is_organisation(n) for n in names)


def _is_name(name: str) -> bool:
    v = vocabulary()
    if re.fullmatch(r"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,10}", name):
        return True
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name):
        return False
    if re.search("[省市县区的了]|建议|提案|附件|说明|问题|情况", name):
        return False
    return name[0] in v.surnames or name[:2] in v.double_surnames or name[1:] in ("某", "某某", "××", "××")


is_name = _is_name


def salutation_of(proposers: Sequence[Proposer], profile: Profile, total: int = 0) -> str:
    """``张三代表：``, ``张三、李四委员：``, ``张三等8名代表：``, or the organisation; empty when nobody is known."""
    if not proposers:
        return ""
    lead = "尊敬的" if profile.phrases.respected else ""
    persons = [p for p in proposers if p.type in ("代表", "委员")]
    if len(persons) < len(proposers):
        return lead + "、".join(p.name for p in proposers) + "："
    count = max(total, len(proposers))
    word = persons[0].type
    if count > profile.joint.names_listed or count > len(persons):
        return f"{lead}{persons[0].name}等{count}名{word}："
    return lead + "、".join(p.name for p in persons) + f"{word}："


def pronoun_of(proposers: Sequence[Proposer], total: int = 0) -> str:
    """您 for one person, 你们 for several, 贵× for an organisation; empty when nobody is known."""
    if not proposers:
        return ""
    if len(proposers) > 1 or total > 1:
        return "你们"
    only = proposers[0]
    if only.type in ("代表", "委员") or not is_organisation(only.name):
        return "您"
    endings = sorted(((w, p) for p, ws in vocabulary().pronouns.items() for w in ws), key=lambda x: -len(x[0]))
    return next((p for w, p in endings if only.name.endswith(w)), "贵单位")


def _by_blanks(piece: str) -> list[str]:
    """``李建国 王　芳`` is two names: lone characters belong to their neighbour."""
    tokens = list(_with_surname(piece.split(), vocabulary().double_surnames))
    persons = [p for t in tokens if _is_name(p := _SUFFIX.sub("", t))]
    if (
        persons
        and len(persons) < len(tokens)
        and all(_SEAT.search(t) for t in tokens if _SUFFIX.sub("", t) not in persons)
    ):
        return persons
    if any(is_organisation(t) for t in tokens) and len(tokens) > 1 and not all(is_organisation(t) for t in tokens):
        return ["".join(tokens)] if is_organisation("".join(tokens)) else tokens
    out: list[str] = []
    lone = ""
    for t in tokens:
        if len(t) == 1 and re.match(r"[\u4e00-\u9fff]", t):
            lone += t
            if len(lone) >= 2:
                out.append(lone)
                lone = ""
            continue
        if lone:
            out.append(lone + t if len(t) <= 2 else lone)
            if len(t) > 2:
                out.append(t)
            lone = ""
            continue
        out.append(t)
    if lone:
        if out and len(out[-1]) == 2 and out[-1] in "".join(tokens):
            out[-1] += lone
        else:
            out.append(lone)
    return out


def _with_surname(tokens: list[str], doubles: tuple[str, ...]) -> Iterable[str]:
    """A surname of two characters belongs to the given name after it: 夏侯 婉清."""
    k = 0
    while k < len(tokens):
        if tokens[k] in doubles and k + 1 < len(tokens) and len(tokens[k + 1]) <= 2:
            yield tokens[k] + tokens[k + 1]
            k += 2
            continue
        yield tokens[k]
        k += 1


def organisations_in(text: str) -> Iterable[str]:
    """Names of parties and bodies with their level, wherever they stand in ``text`` (民盟示例省委会, 省工商联)."""
    words = vocabulary().organisations
    pattern = re.compile(
        rf"(?:(?:省|市|县|区|全国|[\u4e00-\u9fff]{{2,4}}(?:省|市|县))?(?:{any_of(words['党派'])})(?:[\u4e00-\u9fff]{{0,6}}?(?:委员会|省委会|市委会|省委|市委|县委会|总支|支部))?"
        rf"|(?:省|市|县|区|全国|[\u4e00-\u9fff]{{2,4}}(?:省|市|县))(?:{any_of(words['团体'])}))"
    )
    return (m.group() for m in pattern.finditer(text))


def _small(raw: str) -> int:
    from assistant.intake.markers import chinese

    return chinese(raw)
