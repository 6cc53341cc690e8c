"""From pasted text to proposals: what is hidden is cut, the sheet is read, the asks are found, doubts become notes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.intake import asks as asking
from assistant.intake import people
from assistant.intake.duty import with_duty
from assistant.intake.fields import Form
from assistant.intake.furniture import without_furniture
from assistant.intake.headings import heading_kind
from assistant.intake.hidden import Hidden, cut_hidden
from assistant.intake.joining import join_broken, unspaced
from assistant.intake.kind import Evidence, judge
from assistant.intake.mapped import Mapped
from assistant.intake.naming import find_proposers
from assistant.intake.parts import sort_lines, without_part
from assistant.intake.personal import find_claims, find_personal
from assistant.intake.session import Session, assembly_of, doubts, find_recess, find_sessions
from assistant.intake.sheet import read_sheet
from assistant.intake.splitting import split
from assistant.intake.tables import laid_out
from assistant.intake.titles import NUMBER, spoken_title
from assistant.proposal import Ask, PersonalData, Proposal, Proposer
from knowledge_base.profiles import Profile

_TITLE = re.compile(r"《?关于[^\t。；]{3,60}的?(?:建议|提案)》?")
_COLUMNS, _ROWS = 5, 3
"""From how many columns and rows on a table of titles is a ledger."""
_NUMERALS = re.compile(r"[一二三四五六七八九十\d]+[、.．是]|[（()）①-⑳•；;\s-]")


def read_proposals(text: str, profile: Profile) -> tuple[Proposal, ...]:
    """Every proposal of a pasted text, in order; one of kind ``none`` with a note when there is none.

    All offsets count in ``text``. Never raises for what the text says: what is unclear is in ``notes``.
    """
    view, hidden = cut_hidden(unspaced(laid_out(Mapped.of(text))))
    found = [p for part in split(without_furniture(view)) if (p := _read(part, hidden, profile)).kind != "none"]
    if not any(p.asks for p in found) and _lists_cases(text):
        note = "这像是办理台账，一行一件，没有建议、提案的正文；台账请用来起草报告。"
        return (Proposal("none", text, 0, len(text), notes=(note, *_hidden_notes(hidden))),)
    if not found:
        note = "未识别到建议或提案：没有找到题目、提出人和诉求，不能据此起草答复；请检查粘贴的内容或文件。"
        return (Proposal("none", text, 0, len(text), notes=(note, *_hidden_notes(hidden))),)
    found[0] = _with_frame(found[0], find_personal(Mapped.of(text), ()))
    if len(found) > 1:
        note = f"这段文字里有{len(found)}件建议提案，已分开识别，请逐件办理。"
        found = [replace(p, notes=(note, *p.notes)) for p in found]
    return tuple(found)


def _lists_cases(text: str) -> bool:
    """Whether its rows are cases: a ledger, whose titles have no text under them."""
    rows = (line.split("\t") for line in text.split("\n"))
    return sum(len(r) >= _COLUMNS and any(_TITLE.fullmatch(c.strip()) for c in r) for r in rows) >= _ROWS


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


def _read(view: Mapped, hidden: Sequence[Hidden], profile: Profile) -> Proposal:
    parts = sort_lines(join_broken(view))
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
    names = find_proposers(parts, "")
    sessions = _sessions(form, head)
    assembly = assembly_of(sessions[0], profile) if sessions and not sessions[0].body else ""
    evidence = Evidence(
        without_part(head, title), title, labels, number, len(spans), parts.body.text, bool(names[0]), assembly
    )
    kind, notes = judge(replace(evidence, head=head))
    if kind == "none":
        return Proposal("none")
    proposers, total, doubtful = find_proposers(parts, kind)
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


# --- fields -----------------------------------------------------------------------------------------------------------

_COUNTS = ("序号", "件号", "流水号")
"""Labels that may count rows of a list: they give the number only when no other does."""


def _number(form: Form, head: str, title: str) -> str:
    for f in sorted(form.all("number"), key=lambda f: f.label in _COUNTS):
        value = re.sub(r"\s", "", f.value.text)
        value = re.sub(r"(?<=\d)[〇○oO]|[〇○oO](?=\d)", "0", value)  # as scanners read a nought
        value = re.sub(r"[〔\[（(]\d{4}[〕\]）)](?=第?\d)", "", value)  # the year of 提案〔2026〕0199
        value = re.sub(r"\d{4}年(?=第?\d)", "", value)
        if m := re.search(
            r"第?(?:\d{4})?闭[会字]?第?\d[\d-]*号?|第?\d{4}-[A-Za-z]{1,4}-?\d+号?|第?[A-Za-z]{0,4}[-\d]*\d+号?|第[〇零○一二三四五六七八九十百千]+号|[〇零○一二三四五六七八九十百千]{3,}号?|^[一二三四五六七八九十]{1,3}$",
            value,
        ):
            return m.group()
    if m := NUMBER.search(without_part(head, title)):
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
        found = list(find_sessions("\n".join(re.sub(r"\s", "", line) for line in head.split("\n"))))
        recess = find_recess(f"{labelled.value.text if labelled else ''}\n{head}")
        return found or ([recess] if recess else [])
    return found + [s for s in find_sessions(head) if s.key not in {x.key for x in found}]


def _several_sessions(sessions: Sequence[Session]) -> tuple[str, ...]:
    keys = list(dict.fromkeys(s.key for s in sessions))
    return (
        (f"文中有不同的届次：{'、'.join(dict.fromkeys(s.text for s in sessions))}，请核对。",) if len(keys) > 1 else ()
    )


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
