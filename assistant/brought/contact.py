"""沟通记录: how, when and by whom the proposer was contacted, and what the proposer said. Contact, agreement and satisfaction are
written from it alone (办理办法: a reply whose proposer was not contacted is sent back)."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.drafting.assigning import same_case
from assistant.figures import Source
from assistant.proposal import Proposal
from knowledge_base.errors import InputError
from knowledge_base.readers import read_raw

_DAY = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_LABEL = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.、．]|[一二三四五六七八九十]+、)?\s*([^：:\t]{2,10})[：:]\s*(.*)$")
_CASE = re.compile(r"第?[A-Za-z]{0,4}\d{2,}号(?:人大代表|代表|政协|委员)?(?:建议|提案)?")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_SPEAKER = re.compile(r"代表|委员|提案者|提出人|对方|表示|认为|希望|满意|同意|理解")


@dataclass(frozen=True)
class Contact:
    """One contact. ``way`` is the word of the record (电话, 面商), ``attitude`` 满意, 基本满意, 不满意 or empty, ``said`` what the
    proposer said; ``case`` is the number that the record names."""

    way: str
    day: date | None
    ours: str
    whom: str
    said: str
    attitude: str
    case: str
    source: Source

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a record must have and this one does not say."""
        wanted = (("沟通方式", self.way), ("沟通时间", self.day), ("提出人的意见", self.said or self.attitude))
        return tuple(name for name, value in wanted if not value)


def is_record(path: Path) -> bool:
    """Whether a file of a folder of cases is one by its name."""
    return any(word in path.stem for word in _facts()["files"])


def read_contacts(paths: Iterable[Path]) -> tuple[Contact, ...]:
    """Each contact told of in the files (text, Markdown, Word, Excel), the earliest first. Raises InputError, in Chinese, for a file
    that can't be read and for one that tells of no contact."""
    found = [c for path in paths for c in _read(path)]
    return tuple(sorted(found, key=lambda c: c.day or date.max))


def _read(path: Path) -> list[Contact]:
    if not path.is_file():
        raise InputError(f"找不到沟通记录“{path}”，请检查路径。")
    text = read_raw(path)
    rows = [*_rows(text)] or [*_told(text)]
    made = [c for at, row in rows if (c := _contact(path, text, at, row))]
    if not made:
        raise InputError(
            f"“{path.name}”里看不出什么时候、怎样与提出人联系的，不能作沟通记录；请写明沟通方式、时间、经办人和提出人的意见。"
        )
    named = next((m.group() for m in [_CASE.search(text)] if m), "")
    return [c if c.case else replace(c, case=named) for c in made]


def of_case(contacts: Sequence[Contact], proposal: Proposal, *, alone: bool) -> tuple[Contact, ...]:
    """Those of this case: by the number that the record names, else by the proposer, else all where the case stands alone."""
    return tuple(c for c in contacts if _is_of(c, proposal, alone=alone))


def refuse_strangers(contacts: Sequence[Contact], proposals: Sequence[Proposal]) -> None:
    """Raises InputError where there are contacts and all are of cases that are not here."""
    if not contacts or not proposals or any(of_case(contacts, p, alone=len(proposals) == 1) for p in proposals):
        return
    other, here = contacts[0], "、".join(p.number or p.title for p in proposals[:3])
    whose = f"是{told}的，" if (told := other.case or other.whom) else "没有写是哪一件的，"
    which = (
        f"本件（{here}）" if len(proposals) == 1 else f"这里的{len(proposals)}件（{here}{'等' * (len(proposals) > 3)}）"
    )
    raise InputError(f"沟通记录“{other.source.document}”{whose}对不上{which}，请核对编号或姓名。")


def _is_of(c: Contact, proposal: Proposal, *, alone: bool) -> bool:
    if c.case and proposal.number:
        return same_case(c.case if c.case.endswith("号") or not c.case[-1:].isdigit() else f"{c.case}号", proposal)
    names = [p.name for p in proposal.proposers]
    if c.whom and names:
        return any(n in c.whom or c.whom in n for n in names)
    return alone


# --- reading ----------------------------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Records of a table with a row of headings, else of labels with their values, beside them or after a colon."""
    heads: list[str] = []
    form: dict[str, str] = {}
    first = at = 0
    for line in text.split("\n"):
        cells = [c.strip() for c in line.split("\t")]
        keys = [_key(c) for c in cells]
        if sum(k != "" for k in keys) >= 3 and any(
            keys[1::2]
        ):  # names side by side; a form has its values between them
            heads = keys
            at += len(line) + 1
            continue
        if heads and len(cells) == len(heads):
            row = {k: v for k, v in zip(heads, cells, strict=True) if k and v}
            if row.keys() & {"way", "day", "said"}:
                yield at, row
        else:
            pairs = [(k, cells[i + 1]) for i, k in enumerate(keys[:-1]) if k and cells[i + 1]]
            if not pairs and (m := _LABEL.match(line)) and (key := _key(m[1])):
                pairs = [(key, m[2].strip())]
            for key, value in pairs:
                if key in form and key in ("way", "day"):
                    yield first, form
                    form = {}
                first = first if form else at
                form.setdefault(key, value) if key != "said" else form.update(
                    said="；".join(filter(None, (form.get("said"), value)))
                )
        at += len(line) + 1
    if form.keys() & {"way", "day", "said"}:
        yield first, form


def _key(cell: str) -> str:
    bare = re.sub(r"[（(].*?[）)]|\s|[：:]$", "", cell)
    return next((key for key, names in _facts()["columns"].items() if bare in names), "")


def _told(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """A record in prose: a paragraph that names a day or a way of contact, with what the proposer said in it."""
    at = 0
    for line in text.split("\n"):
        way, day = _way(line), _DAY.search(line)
        if way and (day or re.search("代表|委员|提出人|提案者", line)):
            said = "".join(
                s for s in _SENTENCE.findall(line) if _SPEAKER.search(s) and not (_way(s) and _DAY.search(s))
            )
            later = [s.strip() for s in re.split("[，,；;]", line) if re.search("表示|满意|同意|理解|认为", s)]
            who = re.search(r"(?:联系|走访|拜访|与|向|同)([\u4e00-\u9fff·]{2,4}?)(?:代表|委员)", line)
            ours = re.search(
                r"([\u4e00-\u9fff]{2,8}(?:处|科|室|办公室)[\u4e00-\u9fff]{2,3}?)(?=电话|当面|登门|上门|走访|联系|与|通过|和|向)",
                line,
            )
            yield (
                at,
                {
                    "way": way, "day": day.group() if day else "", "said": (said or "，".join(later)).strip(),
                    "whom": who[1] if who else "", "ours": ours[1] if ours else "",
                },
            )  # fmt: skip
        at += len(line) + 1


def _contact(path: Path, text: str, at: int, row: dict[str, str]) -> Contact | None:
    way = _way(row.get("way", "")) or _way(row.get("said", "")) or _way(path.stem)
    m = _DAY.search(row.get("day", ""))
    day = _date(m, path) if m else None
    said = row.get("said", "")
    if not way and not day:
        return None
    attitude = attitude_of(row["satisfied"]) if row.get("satisfied") else attitude_of(said)
    ours = row.get("ours", "")
    end = text.find("\n", at)
    source = Source(
        "person", path.name, at, len(text) if end < 0 else end, "；".join(v for v in row.values() if v),
        title=f"沟通记录 {path.name}", person=" ".join(filter(None, (ours, day.isoformat() if day else ""))) or path.stem,
        issued=day.isoformat() if day else "",
    )  # fmt: skip
    return Contact(way, day, ours, row.get("whom", ""), said, attitude, row.get("case", ""), source)


def _date(m: re.Match[str], path: Path) -> date:
    try:
        return date(*map(int, m.groups()))  # pyright: ignore[reportCallIssue, reportArgumentType]  # three groups
    except ValueError as e:
        raise InputError(f"沟通记录“{path.name}”里的“{m.group()}”不是日历上的日期，请改正后再试。") from e


# --- words ------------------------------------------------------------------------------------------------------------


def _way(text: str) -> str:
    return next((w for way in _facts()["ways"] for w in way["words"] if w in text), "")


def told_way(way: str) -> str:
    """How a letter tells a way of contact, with ``{who}`` for the proposer."""
    return next((w["told"] for w in _facts()["ways"] if way in w["words"]), "与{who}沟通")


def attitude_of(text: str) -> str:
    """满意, 基本满意, 不满意, or empty where nothing is said of the whole case."""
    bare = text.strip()
    return next((a for a, words in _facts()["attitudes"].items() if any(re.search(w, bare) for w in words)), "")


def standing(contacts: Sequence[Contact]) -> str:
    """The attitude as it was told last."""
    return next((c.attitude for c in reversed(contacts) if c.attitude), "")


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((files("knowledge_base") / "facts" / "contact.toml").read_text(encoding="utf-8"))
