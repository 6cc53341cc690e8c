"""Who proposes: by the form, by a signature, by a line of the head or by what the text says of its writer."""

import re
from collections.abc import Sequence

from assistant.intake import people
from assistant.intake.parts import DATE_LINE, Parts, without_part
from assistant.intake.session import find_sessions
from assistant.intake.titles import NUMBER
from assistant.proposal import Proposer

_OFFICE = re.compile(
    r"^\s*(?=[^\n]{2,30}$)\S*(?:人大|政协|代表大会|委员会|省|市|县|区)\S{0,8}(?:代表|委员)[\s：:]+(?=[\u4e00-\u9fff])"
)
"""What a person is, before the name that signs: 示例省人大代表　张三."""


def _addressed(line: str) -> list[str]:
    """Names that stand before 代表 or 委员 at the end of a part of a line: 医药卫生界 · 苏某、李某委员."""
    for part in re.split(r"\s*[·|｜]\s*|\s{2,}|\u3000+", line):
        if m := re.fullmatch(
            r"(?P<n>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)\s*(?:代表|委员)", part.strip(" （）()")
        ):
            names, _ = people.split_names(m["n"])
            if names and people.is_name(names[0]):
                return names
    return []


def find_proposers(parts: Parts, kind: str) -> tuple[tuple[Proposer, ...], int, tuple[str, ...]]:
    """Proposers, how many the sheet says there are, and notes."""
    form = parts.form
    lead, joint, total, label = [], [], 0, ""
    for f in form.fields:
        if f.name not in ("lead", "joint") or not f.value.text.strip():
            continue
        names, count = people.split_names(f.value.text)
        names = [
            n
            for n in names
            if people.is_name(n) or people.is_organisation(n) or re.fullmatch(r"[\u4e00-\u9fff·×]{2,6}", n)
        ]
        others = (
            len(lead) if f.name == "joint" and "等" in f.value.text else 0
        )  # 联名：×××等9名 counts without the lead
        total = max(total, count + others) if count else total
        if f.name == "lead":
            lead, label = [*lead, *names], label or f.label
        else:
            joint += names
    names = list(dict.fromkeys([*lead, *joint]))
    if not names:
        names, total = _unlabelled(parts)
    proposers = tuple(Proposer(n, people.type_of(n, kind, label), lead=k == 0) for k, n in enumerate(names))
    notes: list[str] = []
    if total and total < len(names):
        total = len(names)
    if total > len(names) > 0:
        notes.append(f"提出人共{total}名，文中只列出{len(names)}名，请补全名单或确认称谓。")
    return proposers, total, tuple(notes)


def _unlabelled(parts: Parts) -> tuple[list[str], int]:
    """Names that no label announces: a signature, a line of the head, 我是…代表张三."""
    for f in parts.form.all("signature"):
        names, total = people.split_names(f.value.text)
        if names and all(people.is_name(n) or people.is_organisation(n) for n in names):
            return names, total
    title = parts.title.value.text if parts.title else ""
    head = [without_part(line.text, title) for line in parts.head.lines()]
    for text in [*reversed(head), *_persons_first([t.text for t in parts.tail])]:
        text = _OFFICE.sub("", text)
        bare = re.sub(r"\s*(?:代表|委员)\s*$", "", re.sub(DATE_LINE, "", text).strip(" \t\u3000（）()—-"))
        if addressed := _addressed(text):
            return addressed, 0
        sessions = list(find_sessions(text))
        if sessions and len(text) <= 60:
            for s in reversed(sessions):
                text = text[: s.start] + " " + text[s.end :]
            left = re.sub(
                r"(?:提案|建议|代表建议)?[（(]?编?号?[：:]?$", "", NUMBER.sub("", text).strip(" \t\u3000（）()，,；;")
            )
            left = left.strip(" \t\u3000（）()，,；;")
            if left and people.looks_like_names(left):
                return people.split_names(left)
        if not bare or text.rstrip().endswith(("：", ":")) or next(find_sessions(bare), None) or NUMBER.search(bare):
            continue  # a line that ends in a colon is whom the paper is for
        if people.looks_like_names(bare):
            return people.split_names(bare)
    whole = "\n".join(head) + "\n" + parts.body.text
    if m := re.search(
        r"(?:提出人|提案人|建议人|领衔人|领衔代表|提案者)[^，。；：:（(\n]{0,8}[（(是为：:]\s*(?P<n>[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{1,3}(?:、[\u4e00-\u9fff]{2,4})*)(?=[，,。；;）)\s])",
        whole,
    ):
        names, total = people.split_names(m["n"])
        if names and all(people.is_name(n) for n in names):
            return names, total
    if m := re.search(
        r"(?:我们?是|本人(?:是|系)?|我叫|作为)[^。\n]{0,24}(?:代表|委员)[，,：: ]{0,2}(?:我叫|叫)?(?P<n>[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})*(?=[，。,、 和]))",
        whole,
    ):
        names, _ = people.split_names(m["n"])
        if all(people.is_name(n) for n in names):
            return names, 0
    if m := re.search(
        r"(?P<n>[\u4e00-\u9fff]{2,4})\s*(?:等\s*(?P<c>\d+|[一二三四五六七八九十]+)\s*(?:名|位|人))?\s*(?:代表|委员)(?=[\s，。：:（(提]|$)",
        "\n".join(head),
    ):
        names, total = people.split_names(m.group())
        if names and people.is_name(names[0]):
            return names, total
    if m := re.search(
        r"(?:^|[\s（(，,；;])(?:代表|委员|提案人|提出人)[：: ]*(?P<n>[\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4})*)\s*(?:[）)。，,；;]|$)",
        "\n".join(head) + "\n" + parts.body.text[:120],
        re.M,
    ):
        names, total = people.split_names(m["n"])
        if names and all(people.is_name(n) for n in names):
            return names, total
    found = list(dict.fromkeys(people.organisations_in("\n".join(head))))
    return (found[:1], 0) if found else ([], 0)


def _persons_first(tail: Sequence[str]) -> list[str]:
    """The lines of a signature with an employer's name after the persons who sign."""
    employer = [t for t in tail if people.looks_like_names(t) and people.type_of(t.strip(), "") == "其他"]
    return [t for t in tail if t not in employer or people.is_name("".join(t.split()))] + employer
