"""Personal data in a proposal, and the statements that a letter must not repeat unchecked."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.intake.fields import Field
from assistant.intake.mapped import Mapped
from assistant.intake.people import is_name
from assistant.numerals import find_numbers
from assistant.proposal import Claim, PersonalData

_PATTERNS = (
    ("id", re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])|(?<![\dA-Za-z])\d{15}(?!\d)")),
    ("id", re.compile(r"(?<![\d.])\d{4} ?\d{4} ?\d{4} ?\d{4}(?: ?\d{1,3})?(?![\d.]*[万亿千元个家户项%\d])|(?<=证号)[：:\s]*(?P<n>[A-Za-z]{0,3}\d{5,12})")),
    ("email", re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("phone", re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?![\d.]*[万亿千元个家户项%])|(?<![\d.])(?:[(（]0\d{2,3}[)）]|0\d{2,3}[-—－ ])\d{7,8}(?:[-—转]\d{1,5})?(?!\d)")),
    ("address", re.compile(r"[\u4e00-\u9fff]{2,12}(?:市|县|区|镇|乡)[\u4e00-\u9fff\d]{1,20}(?:路|街|巷|道|村|小区|社区|大厦)[\u4e00-\u9fff\d-]{0,12}?\d+\s*(?:号|栋|幢|弄)[\u4e00-\u9fff\d-]{0,16}?(?:室|单元|户|楼|号|栋|层)?(?=[\s，。；、）)]|$)")),
    ("post-code", re.compile(r"(?<=邮编)[：:\s]*(\d{6})(?!\d)|(?<=邮政编码)[：:\s]*(\d{6})(?!\d)")),
)  # fmt: skip
_CONTACT = re.compile(r"(?:1\d{10}|\d{7,8})[\s，,、（(]*(?P<a>[\u4e00-\u9fff]{1,3}(?:秘书|主任|科长|处长|先生|女士|老师|经理|同志|工|总))|(?P<b>[\u4e00-\u9fff]{2,4}(?:秘书|主任|科长|先生|女士|老师|经理)?)[\s，,：:（(]*(?:电话|手机)?[：:\s]*(?=1\d{10}|0\d{2,3}-\d{7})")  # fmt: skip
_KINDS = {
    "phone": "phone",
    "id": "id",
    "address": "address",
    "email": "email",
    "post_code": "post-code",
    "name": "name",
}
_EMPTY = re.compile(r"^[\s/无—-]*$")


def find_personal(view: Mapped, fields: Sequence[Field]) -> tuple[PersonalData, ...]:
    """Phones, numbers of papers, addresses, mail, post codes and contact names, by label and by form, once each."""
    found: dict[tuple[int, int], PersonalData] = {}
    for f in fields:
        if f.name in _KINDS and not _EMPTY.match(f.value.text) and len(f.value) <= 60:
            value = _person_in(f.value) if f.name == "name" else _digits_in(f.value) if f.name == "phone" else f.value
            if f.name == "address" and (
                cut := re.search(r"[\s，,；;（(]*(?:邮编|邮政编码|电话|手机|传真|联系)", value.text)
            ):
                value = value[: cut.start()]
            if f.name == "phone" and not re.search(r"[\d*]|微信|[A-Za-z]{4}", value.text):
                continue
            found[value.start, value.end] = _piece(_KINDS[f.name], value)
    text = view.text
    for kind, pattern in _PATTERNS:
        for m in pattern.finditer(text):
            group = next((g for g in range(1, (m.lastindex or 0) + 1) if m[g]), 0)
            start = m.start(group)
            if kind == "address" and (before := _TO.match(m[group])):
                start += before.end()
            _add(found, _piece(kind, view[start : m.end(group)]))
    for m in _CONTACT.finditer(text):
        group = "a" if m["a"] else "b"
        if not re.search(r"电话|手机|联系|传真|方式|热线|拨打|号码", m[group]):
            called = _CALLED.search(m[group])
            whole = m[group] if called or is_name(m[group]) else _name_at_end(m[group])
            if called or whole:
                _add(found, _piece("name", view[m.end(group) - len(whole or m[group]) : m.end(group)]))
    return tuple(found[k] for k in sorted(found))


def _digits_in(value: Mapped) -> Mapped:
    """The number itself where names stand beside it."""
    found = re.search(r"[\d*][\d*\- ]{5,}[\d*]", value.text)
    return value[found.start() : found.end()] if found else value


def _person_in(value: Mapped) -> Mapped:
    """The person's name at the end of a contact field that names an office before it."""
    if number := re.search(r"[\s，,、：:（(]*\d", value.text):
        value = value[: number.start()] if number.start() else value
    first = value.text.split()[:1]
    if first and len(first[0]) < len(value) and is_name(first[0]):
        return value[: len(first[0])]
    last = re.search(r"(?<=[\s　])\S+$", value.text)
    return value[last.start() :] if last and is_name(last.group()) and len(value) > 6 else value


_CALLED = re.compile(r"(?:秘书|主任|科长|处长|先生|女士|老师|经理|同志|工|总)$")
_TO = re.compile(
    r".{0,10}(?:快递|邮寄|寄送|寄到|寄至|寄|住在|家住|住址|地址|位于|现住)(?:到|至|是|为|在)?(?=[\u4e00-\u9fff]{2,})"
)


def _name_at_end(text: str) -> str:
    """The name that ends ``text``: 找厂办的小郝 → 小郝; empty when none does."""
    tails = (text[k:] for k in range(max(0, len(text) - 4), len(text) - 1))
    return next((t for t in tails if is_name(t) or re.fullmatch(r"[小老][\u4e00-\u9fff]", t)), "")


def _piece(kind: str, value: Mapped) -> PersonalData:
    raw = value.source[value.start : value.end]
    return PersonalData(kind, raw, value.start, value.end)  # pyright: ignore[reportArgumentType]  # a key of _PATTERNS


def _add(found: dict[tuple[int, int], PersonalData], piece: PersonalData) -> None:
    if not any(a < piece.end and piece.start < b for a, b in found):
        found[piece.start, piece.end] = piece


_POLICY = re.compile(
    r"《(?P<title>[^《》\n]*(?:〈[^〉]*〉[^《》\n]*|《[^《》\n]*》[^《》\n]*)*)》(?:\s*[（(](?P<number>[^（）()\n]{0,24}?(?:〔\d{4}〕|\[\d{4}\]|令第?|第)\s*\d+\s*号)[）)])?"
)
_BARE_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[（(]\d{4}[〕\])）]\s*第?\d{1,4}号")


def find_claims(view: Mapped, personal: Sequence[PersonalData]) -> tuple[Claim, ...]:
    """Policies by 《title》 or 文号, and figures that would need a source, each with its span in the pasted text."""
    found: list[Claim] = []
    text = view.text
    for m in _POLICY.finditer(text):
        title = re.sub(r"\s", "", m["title"])
        if len(title) >= 4:
            part = view[m.start() : m.end()]
            number = re.sub(r"\s", "", m["number"] or "")
            found.append(Claim("policy", part.plain(), part.start, part.end, title=title, number=number))
    taken = [(c.start, c.end) for c in found]
    for m in _BARE_NUMBER.finditer(text):
        part = view[m.start() : m.end()]
        if not any(a <= part.start < b for a, b in taken):
            found.append(Claim("policy", part.plain(), part.start, part.end, number=part.plain()))
    banned = [(p.start, p.end) for p in personal]
    found += _figures(view, banned)
    return tuple(sorted(found, key=lambda c: c.start))


def _figures(view: Mapped, banned: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    for n in find_numbers(view.text):
        if not n.needs_source or not isinstance(n.value, Decimal):
            continue
        part = view[n.start : n.end]
        if any(a <= part.start < b for a, b in banned):
            continue
        yield Claim("figure", part.plain(), part.start, part.end, value=n.value, unit=n.unit)
