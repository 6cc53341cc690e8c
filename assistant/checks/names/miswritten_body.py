"""A body that has the same name at every level (人民检察院, 总工会, 残疾人联合会), with a character wrong, lost or put in."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import untitled
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import confused, dictionary, organs
from assistant.checks.view import visible
from assistant.draft import Draft

_LEVEL = re.compile(
    r"(?<![城门超股上])(?:自治区党|自治区|[省市县州旗盟]|(?<![社小园校景山])区|最高|全国)(?=(?![省市县区州级的等直内属])[\u4e00-\u9fff]{3})"
)
_LEAGUE = re.compile(r"(?<=团[省市县区]委)会(?![同商议办诊签计])")
_COMMITTEE = re.compile(r"(?<=[\u4e00-\u9fff]{3}委)会(?![同商议办诊签计见晤谈])")
_SHORT = 4
"""Up to this length only a slip of sound or look tells that a name is miswritten (总公会), and not another body's."""


_LONG = 7
"""From this length on even another last character makes no other body."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = untitled(visible(draft))
    for m in _LEVEL.finditer(text):
        at = m.end()
        if found := _miswritten(text[at : at + _longest() + 1]):
            written, right = found
            yield _hit(at, at + len(written), right, "error" if len(right) > _SHORT else "warning")
    for m in _LEAGUE.finditer(text):
        yield _hit(m.start() - 3, m.end(), text[m.start() - 3 : m.start()], "warning")
    for m in _COMMITTEE.finditer(text):
        if right := _full_name(text[max(0, m.start() - 12) : m.start()]):
            yield _hit(m.end() - len(right) + 1, m.end(), right, "error")


def _hit(start: int, end: int, right: str, severity: str) -> Hit:
    return Hit(
        start, end, {"expected": right}, "error" if severity == "error" else "warning", right, "contradicted", fix=right
    )


@cache
def _longest() -> int:
    return max(map(len, organs().bodies))


@cache
def _by_place() -> dict[tuple[int, str], tuple[str, ...]]:
    """The names by their first and by their second character: one slip leaves one of both."""
    found: dict[tuple[int, str], list[str]] = {}
    for name in sorted(organs().bodies, key=len, reverse=True):
        for i in (0, 1):
            found.setdefault((i, name[i]), []).append(name)
    return {k: tuple(v) for k, v in found.items()}


@lru_cache(maxsize=2048)
def _miswritten(words: str) -> tuple[str, str] | None:
    """The beginning of ``words`` that is one slip off a known name, with that name; None where it begins with one."""
    table = _by_place()
    near = (
        *table.get((0, words[0]), ()),
        *table.get((1, words[1]), ()),
        *table.get((1, words[2]), ()),
        *table.get((0, words[1]), ()),
    )
    if any(words.startswith(name) for name in organs().bodies):
        return None
    for name in dict.fromkeys(near):
        for size in (len(name), len(name) + 1, len(name) - 1):
            written = words[:size]
            if len(written) == size and _slip(written, name):
                return written, name
    return None


def _slip(written: str, name: str) -> bool:
    """Whether one character was changed for one alike or, in a long name, for any; left out, put in, or two swapped."""
    if written[-1] != name[-1] and not (
        len(written) == len(name) and (len(name) > _LONG or (written[-1], name[-1]) in confused())
    ):
        return False
    if len(written) == len(name):
        differ = [i for i, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
        if len(differ) == 2:
            i, j = differ
            return written[i] == name[j] and written[j] == name[i]
        return len(differ) == 1 and (
            (written[differ[0]], name[differ[0]]) in confused() or _strange(written, differ[0], name)
        )
    long, short = (written, name) if len(written) > len(name) else (name, written)
    i = next((i for i, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short))
    if len(short) < _SHORT or long[:i] + long[i + 1 :] != short:
        return False
    left_out = long == name
    if left_out and written.endswith("委会"):
        return False  # 卫生健康委会同…, or told by what follows
    return left_out or len(name) > _SHORT + 1 or long[i] == long[i - 1] or not _is_word(written, i)


def _strange(written: str, i: int, name: str) -> bool:
    """Whether a changed character of a long name makes no word with its neighbours, so that it is no other body."""
    return len(name) > _SHORT + 1 or (len(name) > _SHORT and not _is_word(written, i))


def _is_word(text: str, i: int) -> bool:
    two, _ = dictionary()
    return text[max(0, i - 1) : i + 1] in two or text[i : i + 2] in two


def _full_name(words: str) -> str:
    """The 委员会 whose name ``words`` end with, up to its 委; empty when it has none."""
    return next((n for n in _committees() if words.endswith(n.removesuffix("员会"))), "")


@cache
def _committees() -> tuple[str, ...]:
    names = (*organs().bodies, *organs().fixed)
    return tuple(sorted({n for n in names if n.endswith("委员会") and len(n) > _SHORT + 1}, key=len, reverse=True))


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.miswritten-body",
    name="写错的法检、群团等机构名称",
    message="应为“{expected}”：没有叫“{quote}”的单位。",
    reason="法院、检察院、人大政协机构、党委部门和群团的名称各级一样，错一个字就没有这个单位。",
    authority="knowledge_base/facts/organs.toml；《人民法院组织法》《人民检察院组织法》；各群团章程",
    severity="error",
    check=check,
    fires=(
        _letter("会同省人民监察院、省高级人民法院办理。"),
        _letter("会同省总公会、市残疾人联和会办理。"),
        _letter("会同省卫生健康委会、省财政厅研究。"),
        _letter("会同省妇女联会、省委组织部办理。"),
        _letter("会同团省委会、省教育厅研究。"),
        _letter("会同省高级人民法法院办理。"),
    ),
    quiet=(
        Example(LETTER),
        _letter("会同省人民检察院、省高级人民法院、省总工会、市残疾人联合会、团省委会商办理。"),
        _letter("省卫生健康委会同省财政厅、省委宣传部、省红十字会办理，在省人民医院、市总商会调研。"),
        _letter("与省科学技术厅、省委政法委、县人民法庭、省供销社、省农业农村厅会签。"),
    ),
    kinds=ALL_KINDS,
)
