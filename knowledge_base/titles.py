"""What a title of a Chinese official paper looks like; the words are in ``facts/reading.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_TAIL = r"(?:[（(〔\[].{1,30}[）)〕\]])?$"


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of ``facts/reading.toml`` by name."""
    data = tomllib.loads((files("knowledge_base") / "facts" / "reading.toml").read_text(encoding="utf-8"))
    return {name: tuple(values) for name, values in data.items()}


@cache
def _genre() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(words()['genres'])})" + _TAIL)


@cache
def _organ() -> re.Pattern[str]:
    return re.compile(rf"^[一-龥、]{{2,40}}(?:{'|'.join(words()['organs'])})$")


def genre(title: str) -> str:
    """The word that says what kind of paper it is (通知, 条例 …); empty when the title ends in none."""
    found = _genre().search(title.strip())
    return found[1] if found else ""


def is_organ(name: str) -> bool:
    """Whether this is the name of an office (or of several, parted by blanks or ``、``) and nothing else."""
    return all(_is_one_organ(part) for part in re.split(r"[ 、]", name.strip()))


def _is_one_organ(name: str) -> bool:
    name = re.sub("等[一二三四五六七八九十百\\d]*(?:个?部门|单位)$|[（(][一-龥]{2,12}[）)]$", "", name)
    return bool(_organ().match(name)) and not re.search("关于|[一-龥](?:的|对)[一-龥]", name)


def names_matter(line: str) -> bool:
    """Whether the line says 关于 or 对 what, or is the name of the office that says it: a title surely begins."""
    line = line.strip()
    return (
        "关于" in line
        or is_organ(line)
        or bool(re.match(r"^[一-龥]{2,20}(?:厅|局|部|委|院|府|会)(?:办公[厅室])?对", line))
    )


def may_start_title(line: str) -> bool:
    """Whether a title that goes on in the next line may begin here."""
    line = line.strip()
    if not may_be_title_part(line) or re.match("[（(《]", line) or (ends_title(line) and not may_go_on(line)):
        return False
    return names_matter(line) or len(line) >= 8


def may_be_title_part(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) <= 44 and not re.search("[。；;！？!?：:\t]", line) and not re.match(r"^[（(]?\d{4}年\d", line)


def ends_title(text: str) -> bool:
    """Whether the text so far can be a whole title: it ends in a genre, and no 《 or ( is open."""
    balanced = all(text.count(a) == text.count(b) for a, b in ("《》", "（）", "“”"))
    return balanced and bool(genre(text)) and ("关于" in text or len(text) >= 8)


def may_go_on(text: str) -> bool:
    """Whether a text that ends in a genre may still be the first part of a title: an office's name, or 关于… and 对…
    before they come to …的通知."""
    opened = "关于" in text or re.match("[一-龥]{2,20}对", text)
    return is_organ(text) or bool(opened and not re.search(f"的[一-龥]{{0,4}}{genre(text)}", text[-12:]))
