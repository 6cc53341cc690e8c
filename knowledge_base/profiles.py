"""What differs from office to office, read from ``knowledge_base/offices/*.toml``; an unknown key is refused."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge_base.errors import SetupError, reason

_PLACES = frozenset(
    {"title", "pronoun", "consulted", "work", "session", "number", "kind", "lead", "we", "first", "first_day"}
)
"""What a formula of the letter may leave open."""
_GOVERNMENT_OFFICE = re.compile(r"(?:[\u4e00-\u9fff]{1,10}[省市县区州盟旗]|[省市县区州])(?:人民)?政府办公[厅室]")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Division(_Part):
    """A 处室 and what it is for: ``duties`` are the words by which an ask is given to it."""

    name: str
    duties: tuple[str, ...]


class Elsewhere(_Part):
    """Another organ and the matters that are its own, not ours."""

    name: str
    matters: tuple[str, ...]


class JointReply(_Part):
    """联名: whether each signer gets a letter, the lead alone, or the lead who passes it on; how many names a
    salutation lists before it says ``×××等N名代表``."""

    answer: Literal["each", "lead", "forward"]
    names_listed: int = Field(ge=1)


class Signer(_Part):
    """Who signs a letter of this kind and role; ``key_case`` None means both."""

    kind: Literal["建议", "提案", "*"] = "*"
    role: str = "*"
    key_case: bool | None = None
    signer: str


class ClassScheme(_Part):
    """The office's classes of result: mark → what it means. ``place`` says where the mark stands."""

    marks: dict[str, str]
    place: Literal["above-title", "under-title", "none"]


class Deadline(_Part):
    """Days or months from 交办 by kind and role; ``not_after`` is the year's fixed date (MM-DD) that beats it."""

    kind: Literal["建议", "提案", "*"] = "*"
    role: str = "*"
    months: int = 0
    days: int = 0
    not_after: str = ""


class Copies(_Part):
    """Who gets the 抄送 by kind; ``by_delegation`` adds the electing city's organ, 代表团 name → organ."""

    kind: Literal["建议", "提案"]
    to: tuple[str, ...]
    by_delegation: dict[str, str] = {}


class Phrases(_Part):
    """Formulas of the letter. Placeholders: {title} {pronoun} {consulted} {work} {session} {number} {kind} {lead} {we}; of a
    second letter also {first} and {first_day}, the first one's 文号 and date."""

    title: str
    opinion_title: str
    opening: str
    opening_consulted: str
    opening_share: str
    """分办: only the part that is ours."""
    opinion_opening: str
    opinion_closing: str
    closing: str
    again_title: str = "关于{session}{number}{kind}的再次答复"
    again_opening: str = "{pronoun}对《{title}》答复（{first}）提出的意见收悉。经再次研究，现将有关情况答复如下："
    """再答复, where the proposer was not satisfied with the first."""
    follow_up_title: str = "关于{session}{number}{kind}承诺事项落实情况的答复"
    follow_up_opening: str = (
        "{pronoun}提出的《{title}》收悉后，{we}已于{first_day}作了答复（{first}）。现将其中承诺事项的落实情况答复如下："
    )
    """跟踪再答复, when a promise of the first letter is met or fails."""
    respected: bool = False
    """Whether 尊敬的 stands before the name."""

    @field_validator("*")
    @classmethod
    def _only_known_places(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                used = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
            except ValueError as e:
                raise ValueError("花括号不成对") from e
            if unknown := sorted(used - _PLACES):
                raise ValueError(f"不认识的占位 {{{unknown[0]}}}，可用的有 {'、'.join(sorted(_PLACES))}")
        return value


class SwitchedOff(_Part):
    """A check that this office does not want: the ``rule``'s id, or how the ids of several begin; ``reason`` is told
    in every report."""

    rule: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class House(_Part):
    """What the office's own custom sets otherwise than the national layout: pitch of the lines in points, levels of
    headings that are bold, the font of digits and Western letters. None of it is GB/T 9704."""

    line_pt: float = Field(default=0, ge=0)
    bold_levels: tuple[int, ...] = ()
    western_font: str = ""

    @field_validator("line_pt")
    @classmethod
    def _still_a_page(cls, value: float) -> float:
        if value and not 26 <= value <= 30:
            raise ValueError("行距应在 26 至 30 磅之间，否则每面排不成约 22 行")
        return value


Openness = Literal["主动公开", "依申请公开", "不予公开"]


class Published(_Part):
    """公开属性 of the office's letters and 会办意见 (a person may change it in the letter), and where it stands: ``note`` in
    brackets below the date, ``foot`` above the 抄送. Empty where the office prints none."""

    reply: Openness | Literal[""] = ""
    opinion: Openness | Literal[""] = ""
    place: Literal["note", "foot"] = "note"


RateBase = Literal[
    "台账标注的件", "主办建议＋党派团体主办提案", "已反馈的应答复件", "已办结的应答复件", "应答复件", "全部件"
]  # fmt: skip
"""台账标注的件 is the base of which the ledger marks every case as met, or as answered."""


class Profile(_Part):
    name: str
    """Full name, as signed."""
    short: str
    aliases: tuple[str, ...] = ()
    we: str
    """我厅, 我局."""
    you: str
    """How an organisation addresses us, 贵厅 (found in proposals)."""
    place: str
    """The province or city whose papers are ours."""
    within: tuple[str, ...] = ()
    """Superior places whose papers bind us too (a city's province)."""
    level: Literal["省", "市", "县"]
    code: str
    """机关代字 of letters, e.g. 示工信函."""
    superiors: tuple[str, ...]
    """Issuers above us whose papers may be asserted."""
    role_words: dict[str, str] = {}
    """主办/分办/会办/参阅 → this office's word (会办 → 协办)."""
    phrases: Phrases
    joint: JointReply
    classes: ClassScheme
    signers: tuple[Signer, ...]
    deadlines: tuple[Deadline, ...]
    return_days: int
    """退件: last day for sending back what is not ours, in ``return_unit``."""
    return_unit: Literal["工作日", "日"]
    copies: tuple[Copies, ...]
    contact: str
    """附注 line with 〔待补充〕 where the person has to fill in."""
    work: str
    """…工作 in the closing formula."""
    divisions: tuple[Division, ...]
    elsewhere: tuple[Elsewhere, ...]
    sealed: bool = True
    """Whether papers are sealed: where signature and date stand (GB/T 9704 7.3.5)."""
    house: House = House()
    public_names: Literal["full", "surname"] = "full"
    """Whether a published letter addresses people by their full names or as 张××."""
    publish_opinions: bool = False
    """会办意见 are papers between offices and stay closed unless the office says otherwise (信息公开条例 art. 16)."""
    openness: Published = Published()
    rate_bases: tuple[RateBase, ...] = ()
    """Bases of 面复率 and 满意率 in the order in which the office takes them where nobody is asked."""
    sessions: dict[str, dict[int, str]] = {}
    switched_off: tuple[SwitchedOff, ...] = ()
    """人大/政协 → year → ``十四届五次``."""

    def signer_of(self, kind: str, role: str, *, key_case: bool) -> str:
        """Who signs a letter: the first rule that fits; empty when the profile has none for it."""
        for rule in self.signers:
            if rule.kind in (kind, "*") and rule.role in (role, "*") and rule.key_case in (key_case, None):
                return rule.signer
        return ""

    @property
    def government_office(self) -> str:
        """The government's office, to which yearly reports go: as the 抄送 name it, else 省政府办公厅 or 市政府办公室."""
        named = (c for copies in self.copies for c in copies.to if _GOVERNMENT_OFFICE.fullmatch(c))
        return next(named, f"{self.level}政府{'办公厅' if self.level == '省' else '办公室'}")


def names() -> tuple[str, ...]:
    """The profiles that come with the project."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in _folder().iterdir() if p.name.endswith(".toml")))


@cache
def load(office: str) -> Profile:
    """The profile ``office``: a name of ``names()`` or the path of a .toml file. Raises SetupError in Chinese."""
    path = Path(office)
    source = path if path.suffix == ".toml" else _folder() / f"{office}.toml"
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise SetupError(
            f"没有名为“{office}”的单位配置，现有：{'、'.join(names())}；也可以写一个 .toml 文件的路径。"
        ) from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SetupError(f"单位配置 {source} 不是有效的 TOML：{e}，请改正后再试。") from e
    try:
        return Profile.model_validate(data)
    except ValidationError as e:
        # A misspelt key is both unknown and missing; the unknown name is the one that stands in the file.
        first = min(e.errors(), key=lambda x: x["type"] != "extra_forbidden")
        where = ".".join(map(str, first["loc"]))
        raise SetupError(f"单位配置 {source} 中 {where}：{reason(first)}，请对照 docs/manual.md 改正。") from e


def _folder():  # Traversable: a folder of the source tree or of an installed wheel
    return files("knowledge_base") / "offices"
