"""我局 in a letter of a 厅: text taken over from another office."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.facts import letters
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks, of_kind, title
from assistant.draft import Draft

_OWN_TITLE = re.compile(r"([\u4e00-\u9fff]{4,24}?(?:厅|局|委员会|院))(?:关于|对)")
"""The organ that the title begins with."""
_NAMED = re.compile(r"《[^》]*》|“[^”]*”")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    we = _own_word(draft, context)
    titled = _OWN_TITLE.match(title(draft)[2])
    if not we or (titled and not context.own and _said_of(titled[1]) not in ("", we)):
        return  # the signature may be what is wrong: structure.foreign-signature
    if not _known(draft, context) and we not in draft.text:
        return  # every 我厅 of the body against the signature: that is what is wrong
    others = re.compile("|".join(w for w in letters().naming.we if w != we) + r"(?!们)")
    for at, block in blocks(draft):
        if block.kind in ("paragraph", "heading", "opening", "closing"):
            text = _NAMED.sub(lambda m: "\0" * len(m.group()), block.text)
            for m in others.finditer(text):
                yield Hit(at + m.start(), at + m.end(), {"expected": we}, expected=we)


def _known(draft: Draft, context: CheckContext) -> bool:
    """Whether the paper is ours, or signed by the office of the profile."""
    profile = context.profile
    return context.own or any(s in (profile.name, profile.short, *profile.aliases) for s in _signers(draft))


def _signers(draft: Draft) -> list[str]:
    return [re.sub(r"\s", "", b.text) for _, b in of_kind(draft, "signature")]


def _own_word(draft: Draft, context: CheckContext) -> str:
    """What the signing office calls itself: by its profile when it is ours, else by the end of its name."""
    signed = _signers(draft)
    return context.profile.we if _known(draft, context) else _said_of(signed[0]) if len(signed) == 1 else ""


def _said_of(organ: str) -> str:
    """What an organ of this name calls itself, empty where the name doesn't say."""
    if organ.endswith(("厅", "局", "委", "委员会", "院")):
        return "我办" if organ.endswith("办公厅") else "我" + ("委" if organ.endswith("委员会") else organ[-1])
    return ""


RULE = Rule(
    id="wording.foreign-self-name",
    name="别的单位的自称",
    message="应为“{expected}”：“{quote}”不是本单位的自称。",
    reason="自称写错，多半是整段套用了别的单位的材料。",
    authority="单位配置（knowledge_base/offices）",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace("下一步，我厅", "下一步，我局")),),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("示例省工业和信息化厅", "云河市工业和信息化局").replace("我厅", "我局")),
        Example(LETTER.replace("示例省工业和信息化厅", "云河市教育局")),
        Example("示例省教育厅" + LETTER.replace("示例省工业和信息化厅", "云河市教育局")),
    ),
)
