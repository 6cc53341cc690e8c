"""Personal data leaves the text before a model sees it, local or remote."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.intake.mapped import Mapped
from assistant.intake.people import is_name
from assistant.intake.personal import find_personal
from assistant.proposal import PersonalData

_NAMES = {"phone": "电话", "id": "证件号码", "address": "住址", "email": "邮箱", "post-code": "邮编", "name": "姓名"}
_SPACES = re.compile(r"\s+")
_STRAY = re.compile(r"〔(" + "|".join(_NAMES.values()) + r")(\d+)〕")
_PERSON = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[是由经请向与和及、为让]))(?P<name>[\u4e00-\u9fff]{2,4})(?=(?:等\d*[名位]?)?(?:代表|委员|同志|先生|女士|处长|科长|局长|主任|经理|董事长|老师|教授)(?![会大团]))"
    r"|(?<=[提填联经签]案人[：:])\s*(?P<b>[\u4e00-\u9fff]{2,4})|(?<=(?:填报人|联系人|经办人|承办人|签发人|负责人)[：:])\s*(?P<c>[\u4e00-\u9fff]{2,4})"
)
"""A person named with who they are; only what is a name counts."""


class Redacted(NamedTuple):
    """``original`` maps each stand-in (〔电话1〕) to what it stands for."""

    text: str
    original: dict[str, str]

    def restore(self, text: str) -> str:
        for stand_in, original in self.original.items():
            text = text.replace(stand_in, original)
        return text


_LEAD_IN = re.compile(r"^[是由经请向与和及为让](?=[\u4e00-\u9fff]{2})")
_NO_NAME = re.compile(r"人大|政协|全国|企业|部分|各位|有关|其他|党|会|省|市|县")


def redact(text: str, personal_data: Iterable[PersonalData]) -> Redacted:
    """``text`` with every piece of personal data replaced wherever it stands, however blanks and breaks fall in it.

    The pieces' offsets are not used, so that a part or a joined version of their text can be redacted with them.
    """
    original: dict[str, str] = {}
    counts: dict[str, int] = {}  # numbered on from stand-ins that the text has already, which another map means
    for m in _STRAY.finditer(text):
        counts[m[1]] = max(counts.get(m[1], 0), int(m[2]))
    for piece in sorted(_distinct(personal_data), key=lambda p: -len(p.text)):
        pattern = _wherever(_SPACES.sub("", piece.text))
        if not re.search(pattern, text):
            continue
        kind = _NAMES[piece.kind]
        counts[kind] = counts.get(kind, 0) + 1
        stand_in = f"〔{kind}{counts[kind]}〕"
        original[stand_in] = piece.text
        text = re.sub(pattern, stand_in, text)
    return Redacted(text, original)


def redact_all(text: str, known: Iterable[PersonalData] = ()) -> Redacted:
    """``redact`` with what is known and what the text itself shows to be personal data (phones, papers, addresses)."""
    return redact(text, [*known, *find_personal(Mapped.of(text), ()), *_people(text)])


def _people(text: str) -> Iterable[PersonalData]:
    for m in _PERSON.finditer(text):
        for group in ("name", "b", "c"):
            name = _LEAD_IN.sub("", m[group] or "")
            if len(name) > 1 and is_name(name) and not _NO_NAME.search(name):
                yield PersonalData("name", name, m.end(group) - len(name), m.end(group))


def has_stand_in(text: str) -> bool:
    """Whether a model put a stand-in into its answer: a letter never holds personal data, nor its place."""
    return bool(_STRAY.search(text))


def _wherever(piece: str) -> str:
    """A pattern for ``piece`` with any blanks in it, but not inside a longer number or word."""
    core = r"\s*".join(map(re.escape, piece))
    return (r"(?<!\d)" if piece[0].isdigit() else "") + core + (r"(?!\d)" if piece[-1].isdigit() else "")


def _distinct(pieces: Iterable[PersonalData]) -> Iterable[PersonalData]:
    return {key: p for p in pieces if len(key := _SPACES.sub("", p.text)) > 1}.values()
