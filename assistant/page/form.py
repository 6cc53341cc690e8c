"""Between a proposal and the fields that a person edits on the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.batch import Options, role_of
from assistant.case import Case
from assistant.drafting.writer import Role
from assistant.proposal import Ask, Duty, Proposal, Proposer
from knowledge_base.errors import InputError

DUTY: dict[Duty, str] = {"own": "本单位", "mixed": "部分属本单位", "outside": "外单位", "unknown": "待定"}
_DUTY_OF = {word: duty for duty, word in DUTY.items()}


@dataclass(frozen=True)
class Form:
    """The editable fields, in the order in which the page shows them. ``asks`` rows: text, unit, duty word."""

    kind: str | None
    number: str
    session: str
    title: str
    proposers: str
    salutation: str
    pronoun: str
    asks: list[list[str]]
    role: Role | None
    """None for a 参阅件 until a person chooses: none is due an answer."""
    lead_unit: str


def filled(values: Sequence[Any]) -> Form:
    """The form from its values in the order of its fields; an empty box (None) is an empty word."""
    return Form(*("" if v is None else v for v in values))  # pyright: ignore[reportArgumentType]  # the page's widgets give them


SEVERAL = "这里有几件：请选一件，或勾选“并案办理”，再点“起草”。"
CHANGED = "粘贴的文字在识别之后改过，已重新识别：请核对要素，再点“起草”。"


def pasted(
    text: str, files: Sequence[str] | None, source: tuple[str, Sequence[str] | None] | None, shown: Form
) -> Literal["read", "changed", "as shown"]:
    """What to do with the pasted text (or the uploaded ``files``) before a letter is begun, when the form was filled
    from ``source`` (None: from nothing yet): ``read`` it, say that it has ``changed``, or take the form ``as shown``."""
    if source is not None:
        return "as shown" if (text, files) == tuple(source) or not (text.strip() or files) else "changed"
    typed = any(str(cell or "").strip() for row in shown.asks for cell in row[:1])
    return "read" if (text.strip() or files) and not typed else "as shown"


def show(p: Proposal) -> Form:
    return Form(
        kind=p.kind if p.kind != "none" else None,
        number=p.number,
        session=p.session,
        title=p.title,
        proposers="、".join(x.name for x in p.proposers),
        salutation=p.salutation,
        pronoun=p.pronoun,
        asks=[[a.text, a.unit, DUTY[a.duty]] for a in p.asks] or [["", "", DUTY["unknown"]]],
        role=None if p.role == "参阅" else role_of(p),
        lead_unit=p.lead_unit,
    )


def read(form: Form, known: Proposal | None) -> Proposal:
    """The proposal as the person left it; what they did not touch keeps its spans. Raises InputError when there is
    nothing to answer."""
    asks = tuple(_ask(row, known) for row in form.asks if row and str(row[0] or "").strip())
    if not asks or form.kind not in ("建议", "提案"):
        raise InputError("还没有可以答复的诉求：请先粘贴全文并点“识别要素”，或在表中填写件别和诉求。")
    if not form.role:
        raise InputError("本件为参阅件，按规定不需要答复；确要答复的，请选本单位角色。")
    return (known or Proposal(form.kind)).with_(
        kind=form.kind,
        number=form.number.strip(),
        session=form.session.strip(),
        title=form.title.strip(),
        proposers=proposers(form.kind, form.proposers, known),
        salutation=form.salutation.strip(),
        pronoun=form.pronoun.strip(),
        asks=asks,
        role=form.role,
        lead_unit=form.lead_unit.strip(),
    )


def left(form: Form, proposals: Sequence[Proposal], at: int) -> list[Proposal]:
    """The proposals with number ``at`` as the person left it; a form that says too little changes nothing."""
    try:
        mended = read(form, proposals[at])
    except InputError:
        return list(proposals)
    return [mended if n == at else p for n, p in enumerate(proposals)]


def cases(
    form: Form, proposals: Sequence[Proposal], at: int, options: Options, *, together: bool = False
) -> tuple[Case, ...]:
    """What is to be drafted: the case of the form, which is number ``at`` of the proposals; with ``together`` all of them.
    Raises InputError when there is nothing to answer."""
    shown = read(form, proposals[at] if proposals else None)
    group = [shown if n == at else p for n, p in enumerate(proposals)] if together else [shown]
    if len(group) > 1 and (options.number or options.stage == "终稿"):
        raise InputError("并案的各函文号不同，请先按送审稿起草，定稿时逐件办理。")
    return tuple(
        Case(p, role_of(p), options.stage, (), options.number, options.dated, options.class_mark, options.openness)
        for p in group
    )


def proposers(kind: str | None, names: str, known: Proposal | None = None) -> tuple[Proposer, ...]:
    """Names as typed, parted by 、 or ，; a known name keeps its type, a new one is 代表 or 委员 by ``kind``."""
    old = {p.name: p for p in known.proposers} if known else {}
    words = [n.strip() for n in names.replace("，", "、").split("、") if n.strip()]
    default = "委员" if kind == "提案" else "代表"
    return tuple(old.get(n, Proposer(n, default, lead=i == 0)) for i, n in enumerate(words))


def _ask(row: Sequence[str], known: Proposal | None) -> Ask:
    text, unit, duty = (str(cell or "").strip() for cell in (*row, "", "")[:3])
    before = {a.text: a for a in known.asks} if known else {}
    ask = before.get(text, Ask(text, 0, 0, core=text.split("。")[0]))
    return replace(ask, unit=unit, duty=_DUTY_OF.get(duty, ask.duty))
