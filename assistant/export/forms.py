"""The forms of one draft: what an office sends to its OA, prints, publishes or pastes into a platform."""

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from assistant.draft import BlockKind, Draft
from assistant.export.annexes import annexes, arranged
from assistant.export.heads import Layout
from assistant.export.public import doubts, findings, public_copy, write_review
from assistant.export.readback import check_layout
from assistant.export.replacing import opened
from assistant.export.word import Sources, write_letter
from assistant.findings import Finding
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

Form = Literal["bare", "letter", "document", "public", "consultation", "text"]
FORM_WORDS: dict[Form, str] = {
    "bare": "无红头送审稿", "letter": "信函格式", "document": "文件格式", "public": "公开版", "consultation": "征求意见稿",
    "text": "平台纯文本",
}  # fmt: skip
_CLOSED = re.compile("公开属性[：:]\\s*不予公开")
PLATFORM_LIMIT = 2500
"""Characters that platforms take, as one of them says."""
_AROUND = ("class-mark", "number", "title", "signature", "date", "note", "copies", "attachment")
"""What a platform makes itself, or has fields of its own for."""


@dataclass(frozen=True)
class Printed:
    """``files`` beside the main one are lists for a person; ``findings`` say what the form lacks."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def form_named(word: str) -> Form:
    """Raises InputError that lists the forms."""
    if word not in get_args(Form):
        known = "、".join(f"{k}（{v}）" for k, v in FORM_WORDS.items())
        raise InputError(f"--form 不能是“{word}”，只能是：{known}。")
    return word  # pyright: ignore[reportReturnType]  # tested


def target_of(out: Path, form: Form) -> Path:
    """Where the main file goes: a .docx, of the plain text a .txt."""
    return out.with_suffix(".txt" if form == "text" else ".docx")


def write_form(
    draft: Draft, profile: Profile, out: Path, form: Form = "bare", *, sources: Sources = "list",
    signer: str = "", printed: datetime.date | None = None,
) -> Printed:  # fmt: skip
    """Writes ``draft`` to ``target_of(out, form)`` in its form. Raises as ``write_letter``."""
    target, draft = target_of(out, form), arranged(draft)
    if form == "text":
        text = platform_text(draft)
        with opened(target) as file:
            file.write(text + "\n")
        return Printed((target,), tuple(_too_long(text)))
    if form == "public":
        refuse_closed(draft, profile)
        copy = public_copy(draft, profile.public_names)
        write_letter(copy, profile, target, sources="none")
        review = target.with_name(f"{target.stem}.公开审查.xlsx")
        write_review(doubts(copy), review)
        return Printed((target, review), (*findings(copy), *check_layout(target, copy, profile.house)))
    if form in ("letter", "document"):
        draft = _headed(draft)
    layout = {
        "letter": Layout("letter"),
        "document": Layout("document", signer, printed),
        "consultation": Layout(label="征求意见稿"),
    }.get(form, Layout())
    write_letter(draft, profile, target, sources=sources, layout=layout)
    return Printed((target,), tuple(check_layout(target, draft, profile.house)))


def refuse_closed(draft: Draft, profile: Profile) -> None:
    """Raises InputError for what gets no published copy: a 会办意见 where the office keeps them closed, a paper that says
    不予公开 of itself."""
    if draft.kind == "opinion" and not profile.publish_opinions:
        raise InputError("会办意见默认不公开，没有生成公开版；确需公开的，请在单位配置里写 publish_opinions = true。")
    if any(b.kind == "note" and _CLOSED.search(b.text) for b in draft.blocks):
        raise InputError("稿子写明公开属性为不予公开，没有生成公开版；确需公开的，请先改公开属性。")


def _headed(draft: Draft) -> Draft:
    """With 文号 and class mark before the title, where a red head has them (7.2.5, 10.1); a paper without head may have
    them below it."""
    order: tuple[BlockKind, ...] = ("number", "class-mark")
    first = [b for kind in order for b in draft.blocks if b.kind == kind]
    return replace(draft, blocks=(*first, *(b for b in draft.blocks if b.kind not in order)))


def platform_text(draft: Draft) -> str:
    """The body alone, from salutation to closing, each paragraph on a line."""
    enclosed = annexes(draft)
    return "\n".join(b.text for n, b in enumerate(draft.blocks) if b.kind not in _AROUND and n not in enclosed)


def _too_long(text: str) -> list[Finding]:
    length = len("".join(text.split()))
    if length <= PLATFORM_LIMIT:
        return []
    message = f"正文 {length} 字，超过平台常见的 {PLATFORM_LIMIT} 字上限，请删减或改传附件。"
    return [Finding("platform-limit", "平台字数", "warning", message, 0, 0)]
