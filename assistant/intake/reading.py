"""From pasted text to proposals: what is hidden is cut, the sheet is read, the asks are found, doubts become notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.intake import asks as asking
from assistant.intake import people
from assistant.intake.duty import with_duty
from assistant.intake.fields import Form, read_form, starts_with_label
from assistant.intake.furniture import without_furniture
from assistant.intake.headings import heading_kind
from assistant.intake.hidden import Hidden, cut_hidden
from assistant.intake.joining import join_broken, unspaced
from assistant.intake.kind import Evidence, judge
from assistant.intake.mapped import Mapped, joined
from assistant.intake.markers import marker_at
from assistant.intake.personal import find_claims, find_personal
from assistant.intake.prose import is_imperative
from assistant.intake.session import Session, assembly_of, doubts, find_sessions
from assistant.intake.sheet import read_sheet
from assistant.intake.signoff import signature_first
from assistant.intake.splitting import split
from assistant.intake.tables import laid_out
from assistant.intake.titles import NUMBER, Title, find_titles, spoken_title
from assistant.proposal import Ask, PersonalData, Proposal, Proposer
from knowledge_base.profiles import Profile

_NUMERALS = re.compile(r"[一二三四五六七八九十\d]+[、.．是]|[（()）①-⑳•；;\s-]")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*[月./-]?\s*(?:[\d一二三四五六七八九十]{1,3}\s*日?)?\s*[)）]?"
)


def read_proposals(text: str, profile: Profile) -> tuple[Proposal, ...]:
    """Every proposal of a pasted text, in order; one of kind ``none`` with a note when there is none.

    All offsets count in ``text``. Never raises for what the text says: what is unclear is in ``notes``.
    """
    view, hidden = cut_hidden(unspaced(laid_out(Mapped.of(text))))
    found = [p for part in split(without_furniture(view)) if (p := _read(part, hidden, profile)).kind != "none"]
    if not found:
        note = "未识别到建议或提案：没有找到题目、提出人和诉求，不能据此起草答复；请检查粘贴的内容。"
        return (Proposal("none", text, 0, len(text), notes=(note, *_hidden_notes(hidden))),)
    found[0] = _with_frame(found[0], find_personal(Mapped.of(text), ()))
    if len(found) > 1:
        note = f"这段文字里有{len(found)}件建议提案，已分开识别，请逐件办理。"
        found = [replace(p, notes=(note, *p.notes)) for p in found]
    return tuple(found)


def _with_frame(first: Proposal, everywhere: Sequence[PersonalData]) -> Proposal:
    """The first proposal with personal data of the mail head and other frame that stand before or around it."""
    known = first.personal_data
    more = [
        d
        for d in everywhere
        if d.end <= first.start
        and not any(d.start < k.end and k.start < d.end for k in known)
        and not (d.kind == "name" and d.text in {p.name for p in first.proposers})
    ]
    return replace(first, personal_data=tuple(sorted((*known, *more), key=lambda d: d.start)))


@dataclass(frozen=True)
class _Parts:
    """A proposal's lines sorted: the form, the title, what stands above the body, the body."""

    form: Form
    title: Title | None
    head: Mapped
    body: Mapped
    tail: tuple[Mapped, ...]


def _read(view: Mapped, hidden: Sequence[Hidden], profile: Profile) -> Proposal:
    parts = _sort(join_broken(view))
    form, head = parts.form, parts.head.text
    if not parts.title or not next(find_sessions(head + "".join(f.value.text for f in form.fields)), None):
        closing = "" if parts.title else parts.body.text[160:][-160:]
        head += (
            "\n" + "\n".join(t.text for t in parts.tail) + "\n" + parts.body.text[:160] + "\n" + closing
        )  # a letter says in its first sentences what a sheet has above them
    title = re.sub(r"\s", "", parts.title.value.plain()).strip("《》") if parts.title else spoken_title(parts.body.text)
    number = _number(form, head, title)
    labels = tuple(f.label for f in form.fields)
    spans = asking.find_asks(parts.body.text)
    names = _proposers(parts, "")
    sessions = _sessions(form, head)
    assembly = assembly_of(sessions[0], profile) if sessions and not sessions[0].body else ""
    evidence = Evidence(
        _without(head, title), title, labels, number, len(spans), parts.body.text, bool(names[0]), assembly
    )
    kind, notes = judge(replace(evidence, head=head))
    if kind == "none":
        return Proposal("none")
    proposers, total, doubtful = _proposers(parts, kind)
    sheet = read_sheet(form, head, profile)
    asks = tuple(with_duty(_ask(parts.body[a:b]), title, profile) for a, b in spans)
    mine = tuple(h for h in hidden if view.start <= h.start < max(view.end, h.start + 1))
    own = {p.name for p in proposers}  # whom the letter addresses by name
    personal = tuple(
        d for d in find_personal(view, form.fields) if not (d.kind == "name" and "".join(d.text.split()) in own)
    )
    return Proposal(
        kind=kind,  # pyright: ignore[reportArgumentType]  # judge() says 建议 or 提案 here
        text=view.source[view.start : view.end],
        start=view.start,
        end=view.end,
        number=number,
        session=sessions[0].text if sessions else "",
        title=title,
        proposers=proposers,
        proposer_total=max(total, len(proposers)),
        salutation=people.salutation_of(proposers, profile, total),
        pronoun=people.pronoun_of(proposers, total),
        background=_background(parts.body, spans),
        asks=asks,
        claims=find_claims(parts.body, personal),
        personal_data=personal,
        role=sheet.role,
        lead_unit=sheet.lead_unit,
        co_units=sheet.co_units,
        delegation=sheet.delegation,
        assigned=sheet.assigned,
        due=sheet.due,
        may_publish=sheet.may_publish,
        wants_meeting=sheet.wants_meeting,
        key_case=sheet.key_case,
        notes=(
            *notes,
            *_missing(title, number, sessions, proposers, asks, parts.body.text),
            *(n for s in sessions[:1] for n in doubts(s, kind, profile)),
            *_several_sessions(sessions),
            *doubtful,
            *sheet.notes,
            *_hidden_notes(mine),
        ),
    )


# --- head, body, tail -------------------------------------------------------------------------------------------------


def _sort(view: Mapped) -> _Parts:
    lines = signature_first([line for line in view.lines() if line.text.strip()])
    titles = find_titles(lines)
    ending = (t for t in titles if re.search(r"(?:建议|提案)[》\s]*$", t.value.text))
    title = next(ending, None) or next((t for t in titles if t.sure), titles[0] if titles else None)
    top = _body_line(lines, title)
    form = read_form(lines, top)
    used = set(range(title.first, title.last + 1)) if title else set()
    head: list[Mapped] = []
    body: list[Mapped] = []
    for n, line in enumerate(lines):
        rest = form.rest[n]
        if n < top or (title and n <= title.last):
            head.append(line)
            if (
                rest is not None
                and len(rest.text.strip()) >= 15
                and any(f.name == "body" and f.line == n for f in form.fields)
            ):
                body.append(rest.strip())
            elif n in used and title and (left := _after_title(line, title)):
                body.append(left)
        elif rest is None:
            body.append(line)
        elif rest.text.strip():
            body.append(rest)
    tail: list[Mapped] = []
    while body and len(body) > 1 and _signs(body[-1].text):
        tail.append(body.pop())
    return _Parts(form, title, joined(head, view.source), joined(body, view.source), tuple(tail))


def _body_line(lines: Sequence[Mapped], title: Title | None) -> int:
    """Number of the first line of the body."""
    for n, line in enumerate(lines):
        text = line.text.strip()
        if title and n <= title.last:
            continue
        if starts_with_label(text):
            if re.match(r"[【\[*]*\s*(?:内容|正文|提案内容|建议内容|主要内容)", text):
                return n
            continue
        if (
            (len(text) >= 30 and re.search("[。；]", text))
            or marker_at(text)
            or heading_kind(text)
            or text.endswith("。")
        ):
            return n
    return len(lines) if lines and starts_with_label(lines[-1].text) else max(0, len(lines) - 1)


def _after_title(line: Mapped, title: Title) -> Mapped | None:
    """What runs on after a title on its own line, when it is text and not fields."""
    at = line.text.find(title.value.text[-6:])
    rest = line[at + 6 :] if at >= 0 else line[:0]
    return rest if len(rest) >= 30 and "。" in rest.text else None


def _signs(line: str) -> bool:
    text = line.strip(" \t\u3000（）()")
    if (s := next(find_sessions(text), None)) and s.end - s.start >= len(text):
        return True
    if _DATE_LINE.fullmatch(text) or _DATE_LINE.fullmatch(text.split("：")[-1]):
        return True
    return (
        len(text) <= 30
        and not re.search("[。；！？]", text)
        and not marker_at(text)
        and not is_imperative(text, strict=True)
        and people.looks_like_names(re.sub(_DATE_LINE, "", text))
    )


# --- fields -----------------------------------------------------------------------------------------------------------


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


def _without(text: str, part: str) -> str:
    return text.replace(part, "") if part else text


_COUNTS = ("序号", "件号", "流水号")
"""Labels that may count rows of a list: they give the number only when no other does."""


def _number(form: Form, head: str, title: str) -> str:
    for f in sorted(form.all("number"), key=lambda f: f.label in _COUNTS):
        value = re.sub(r"\s", "", f.value.text)
        value = re.sub(r"(?<=\d)[〇○oO]|[〇○oO](?=\d)", "0", value)  # as scanners read a nought
        if m := re.search(
            r"第?[A-Za-z]{0,4}[-\d]*\d+号?|第[〇零○一二三四五六七八九十百千]+号|[〇零○一二三四五六七八九十百千]{3,}号?",
            value,
        ):
            return m.group()
    if m := NUMBER.search(_without(head, title)):
        return re.sub(r"(?<=\d)[〇○oO]|[〇○oO](?=\d)", "0", re.sub(r"\s", "", m.group()))
    if m := re.search(
        r"(?:^|[】\]）)])\s*([A-Za-z]{0,4}\d{3,12}\s*号)(?=[\s关])|^\s*([A-Za-z]{0,3}\d{3,6})(?=\s+关于)", head, re.M
    ):
        return re.sub(r"\s", "", m[1] or m[2])
    if m := re.search(r"(?:提案|建议|编号|案号)\s*(?:编?号)?\s*[:：是为]?\s*([A-Z]{0,4}\d{3,12}号?)(?!\d)", head):
        return m[1]
    return ""


def _sessions(form: Form, head: str) -> list[Session]:
    labelled = form.first("session")
    found = list(find_sessions(labelled.value.text)) if labelled else []
    if not found and not next(find_sessions(head), None):  # blanks that a scanner left inside
        return list(find_sessions("\n".join(re.sub(r"\s", "", line) for line in head.split("\n"))))
    return found + [s for s in find_sessions(head) if s.key not in {x.key for x in found}]


def _several_sessions(sessions: Sequence[Session]) -> tuple[str, ...]:
    keys = list(dict.fromkeys(s.key for s in sessions))
    return (f"文中有不同的届次：{'、'.join(s.text for s in sessions)}，请核对。",) if len(keys) > 1 else ()


def _proposers(parts: _Parts, kind: str) -> tuple[tuple[Proposer, ...], int, tuple[str, ...]]:
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


def _unlabelled(parts: _Parts) -> tuple[list[str], int]:
    """Names that no label announces: a signature, a line of the head, 我是…代表张三."""
    for f in parts.form.all("signature"):
        names, total = people.split_names(f.value.text)
        if names and all(people.is_name(n) or people.is_organisation(n) for n in names):
            return names, total
    title = parts.title.value.text if parts.title else ""
    head = [_without(line.text, title) for line in parts.head.lines()]
    for text in [*reversed(head), *_persons_first([t.text for t in parts.tail])]:
        text = _OFFICE.sub("", text)
        bare = re.sub(r"\s*(?:代表|委员)\s*$", "", re.sub(_DATE_LINE, "", text).strip(" \t\u3000（）()—-"))
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


# --- asks, notes ------------------------------------------------------------------------------------------------------


def _ask(part: Mapped) -> Ask:
    text = part.plain()
    core = re.split("[。；;！？\n]", part.text.strip(), maxsplit=1)[0]
    core = Mapped(part.source, core, part.strip().at[: len(core)]).plain().rstrip("：:，,、 ")
    return Ask(text, part.start, part.end, core=core)


def _background(body: Mapped, spans: Sequence[tuple[int, int]]) -> str:
    lines = (line.text.strip() for line in body.without(spans).lines())
    return "\n".join(t for t in lines if len(_NUMERALS.sub("", t)) > 4 and not heading_kind(t))


def _missing(
    title: str, number: str, sessions: Sequence[Session], proposers: Sequence[Proposer], asks: Sequence[Ask], body: str
) -> tuple[str, ...]:
    notes = [
        sentence
        for missing, sentence in (
            (not title, "没有找到题目，请补充。"),
            (not number, "没有找到编号，请补充。"),
            (not sessions, "没有找到届次会次，请补充。"),
            (not proposers, "没有找到提出人，称谓无法确定，请补充。"),
            (not asks, "没有找到明确的诉求，请与提出人沟通后补充。"),
            (bool(asks) and len(body) < 120, "原文很短，诉求不够具体，建议先与提出人沟通。"),
        )
        if missing
    ]
    return tuple(notes)


def _hidden_notes(hidden: Sequence[Hidden]) -> tuple[str, ...]:
    return tuple(
        f"文中（第{h.start + 1}字起）有隐藏内容或对程序说的话，已忽略，不作为诉求：“{''.join(h.text.split())[:40]}”。请留意来源。"
        for h in hidden
    )
