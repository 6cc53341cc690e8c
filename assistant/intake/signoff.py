"""A letter that names its title, number and session where it is signed is read as if they stood above it."""

import re
from collections.abc import Sequence

from assistant.intake import people
from assistant.intake.fields import starts_with_label
from assistant.intake.mapped import Mapped
from assistant.intake.prose import is_imperative
from assistant.intake.session import find_sessions
from assistant.intake.titles import NUMBER, find_titles
from assistant.intake.vocabulary import vocabulary

_MOST = 10
_FRAME = re.compile(r"\s*(?:此致|敬礼|此\s*致|敬\s*礼|附[：:]?|落款|特此(?:建议|提案|提出)|谢谢)[！!。]?\s*$")
_NAMED = re.compile(r"关于[^。；\n]{4,60}的(?:建议|提案)》")
_DATE = re.compile(r"[（(]?[\d〇零○一二三四五六七八九]{4}\s*[年./-][\d一二三四五六七八九十年月日./\s-]*[)）]?")


def signature_first(lines: Sequence[Mapped]) -> list[Mapped]:
    """The lines with the block that signs them moved to the top, when that block and no line above has the title, or
    the number or session that a line above lacks; else the same lines. Blank lines must be gone."""
    at = len(lines)
    while at > 0 and len(lines) - at < _MOST and _signs(lines[at - 1].text):
        at -= 1
    block, above = list(lines[at:]), list(lines[:at])
    if not block or sum(len(line) for line in above) < 60:
        return list(lines)
    has_title = any(t.sure for t in find_titles(above))
    if not has_title and any(t.sure for t in find_titles(block)):
        return [*(line for line in block if not _FRAME.match(line.text)), *above]
    return list(lines)


def _signs(line: str) -> bool:
    text = line.strip(" \t\u3000（）()")
    if _FRAME.match(text) or _DATE.fullmatch(text) or starts_with_label(text):
        return True
    if len(text) <= 160 and text.startswith(vocabulary().endings) and _NAMED.search(text):
        return True
    if len(text) > 90 or re.search("[。；！？]", text):
        return False
    return bool(
        next(find_sessions(text), None)
        or NUMBER.search(text)
        or re.search(r"关于.{4,60}(?:建议|提案)[》）)]*$|^《?关于|(?:建议|提案)[》）)]+$", text)
        or (people.looks_like_names(re.sub(_DATE, "", text)) and not is_imperative(text, strict=True))
    )
