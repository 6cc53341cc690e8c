"""What a model's sentence asserts that this office cannot: others' names, promises, papers and dates that nobody gave.

Rules over one sentence (marked text) and the material it may rest on; each says in Chinese why the sentence must be
checked by a person. They are about who may be asserted (design.md §2), not about style.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from assistant.drafting import novelty
from assistant.drafting.attributed import carried_out, is_a_rule, is_told_by_a_paper, misattributed
from assistant.drafting.matter import common, weights
from assistant.drafting.model_words import honours, pattern
from assistant.drafting.progress import Told, flipped
from assistant.drafting.promising import promise
from assistant.labels import foreign_place
from assistant.marked import TOKEN
from assistant.numerals import Number, find_numbers, half_width
from knowledge_base.profiles import Profile
from knowledge_base.segmentation import words

_OFFICE = re.compile(
    r"(?:省|自治区|市|州|县|区|国家|中央)(?!级|内|外|直|属|场|域|长|民|情|委员?会?$)(?:(?![的以由和与及就向])[\u4e00-\u9fff]){1,10}?(?:厅|局|委员会|办公室|委|法院|检察院)(?!部|内|属|机关|员)"
)
_ALL_LEVELS = re.compile(r"[省市县]{2,3}(?:两级|三级)?|市（州）|州（市）|市州")
"""No one place: 市县两级, 11个市（州）."""
_BY_OFFICE = re.compile(f"由{_OFFICE.pattern}")
_DEPARTMENT = re.compile(
    r"(?:(?!我|本|各|有关|相关|多|跨|部门|处理|受理|牵头)[\u4e00-\u9fff]){2,8}?(?:主管)?部门(?=已|正|将|对|会同|负责|按|在|把)"
)
_DATED = ("date", "year", "document-number", "proposal-number", "session")
_RELATIVE = re.compile(r"今年|本年度|去年|上年度?|明年|截至目前")
_DIGITS = re.compile(r"[\d０-９]+")
_ONES, _TENS = "零〇一二两三四五六七八九几壹贰叁肆伍陆柒捌玖", "十百千万亿拾佰仟廿卅"
_SPELT = re.compile(
    rf"[{_ONES}{_TENS}]*[{_TENS}][{_ONES}{_TENS}]+|[{_ONES}]+[{_TENS}]|[廿卅](?=[家个件户项人])|翻了?[一两几]?番"
)
"""Numbers in words without a unit, formal or old ones."""
_MISSING = re.compile(r"〔待补充[^〔〕\n]*(?:〔[^〔〕\n]*〕[^〔〕\n]*)*〕")
_ADVICE = re.compile(r"建议(?:贵|主办)")
"""How a 会办意见 tells the lead unit what to answer: neither a fact nor a promise of ours."""
_PAPER = re.compile(
    r"(?:按照|根据|依据|依照|遵照|落实|贯彻)(?:了)?([^，。；《》⟦⟧“”、]{4,40}?(?:方案|办法|细则|条例|意见|通知|规定|措施|计划|规划|纲要|指引|决定|文件))(?=的?(?:要求|规定|精神|部署|安排)|[，。；、（]|$)"
)
"""A paper named without title marks."""
_PERSON = re.compile(
    r"(?=(([\u4e00-\u9fff某]{2,4}?)(?:代表|委员|同志|处长|副处长|科长|局长|厅长|先生|女士))(?![会团大机处制]))"
)
"""At every place: what stands before a title may begin with another word."""
_SURNAME = re.compile(r"([\u4e00-\u9fff])副?(?:处长|科长|局长|厅长|省长|市长|县长|区长|主任|书记)")
"""A surname alone with a post: 李厅长."""
_SELF = re.compile(
    r"(?<![给向由对为与和])(?:我|本)(厅|局|委|办|部|院|署|中心|行|市|县|区|公司|校)(?![们际地内人身土域长业场法门级])"
)
_ADDRESSED = re.compile(r"贵(公司|局|厅|委员会|委|单位|会|企业|院|部|总支|支部|省|市|县|校)")
_ABOUT_PERSON = re.compile(r"代表|委员|提出者|提案人|建议人|您|你们|贵")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+[条款项章]")
GROUNDED = 0.34
"""Share of a sentence's content words (by weight) that its material must hold."""
PROMISED = 0.6
"""The same for a promise, in what the 处室 supplied."""
ECHO = 0.8
"""Share of a sentence's words that the ask must hold for it to say no more than that the ask is met."""
ACTED = 0.5
"""Share of the words about another office that one sentence of the material about it must hold."""
MASS = 14.0
"""Weight of content words below which a sentence says too little to be judged by its words."""


LITTLE, STRANGE = 6.0, 0.2
"""Weight of a short sentence that is still judged, and the share that not even the ask and the material together hold."""


@dataclass(frozen=True)
class Ground:
    """``supplied``: what the 处室 say, the only ground of a promise; ``known``: that and every paper it may cite; ``asked``: the ask and the proposal's title, whose words may be repeated but prove nothing; ``papers``: what is shown of each, by its citation; ``own``: what of all that the office itself tells; ``owner``: the organ whose matter the ask is when it is not ours."""

    profile: Profile
    supplied: str
    known: str
    asked: str
    told: tuple[Told, ...] = ()
    proposers: tuple[str, ...] = ()
    pronoun: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    owner: str = ""


def doubts(sentence: str, ground: Ground, *, later: bool = False) -> Iterator[str]:
    """Why the sentence may not stand as it is; nothing when it may. ``later``: others of its section stand before it, so
    that it is not the one that tells how far the ask has come."""
    sentence = _MISSING.sub("", sentence)
    if ground.owner:  # whose matter it is stands in the profile
        sentence = re.sub(
            rf"(?:主要)?(?:由{ground.owner}(?:负责|主管)|属于?{ground.owner}(?:的?职责)?)(?=[，。；]|$)", "", sentence
        )
    if not re.search(r"[\u4e00-\u9fff]{2}", sentence):
        return
    words_only = TOKEN.sub("", sentence)
    heard = f"{ground.known}\n{ground.asked}"
    if called := _miscalled(words_only, ground):
        yield f"“{called}”不是本单位的自称，也不是对提出者的称呼，请改正。"
    if where := _foreign(words_only, ground):
        yield f"“{where}”不是本单位，资料里也没有，不能替别处别家写，请核实。"
    advice = bool(_ADVICE.match(words_only))
    ours = (*_of_ours(ground), "全省")
    if not advice and _is_own(sentence, ground) and not is_told_by_a_paper(sentence, ground.papers, ours):
        yield "这是许诺，处室材料中没有，请处室确认后再写。"
    if said := unheard(words_only, heard):
        yield f"“{said}”在资料中找不到，请核对。"
    if date := novelty.misdated(sentence, ground.known):
        yield f"资料中“{date}”说的是别的事，请核对。"
    if no := novelty.denied(words_only, ground.known):
        yield f"“{no[:40]}”是否定的话，资料中没有，请核实。"
    if every := novelty.every(words_only, ground.known):
        yield f"资料中没有说“{every}”，请核实。"
    if acting := _acting(words_only, ground):
        yield f"资料中没有说“{acting}”这样做，不能替别的单位写，请核实。"
    is_rule = is_a_rule(sentence, ground.papers, ours)
    if not is_rule and (open_clause := flipped(sentence, _bearing_on(words_only, ground))):
        yield f"资料写的是“{open_clause[:40]}”，这里写成了已经做成，请核对进展。"
    if deed := carried_out(sentence, ground.papers, ours, ground.own):
        yield f"“{deed[:40]}”是文件的要求，资料中没有说本单位已这样做，请核实。"
    yield from misattributed(sentence, ground.papers, ours)
    yield from _overstated(sentence, ground)
    if advice:
        return
    mass = sum(weights(words_only).values())
    if (mass >= MASS and share(words_only, ground.known) < GROUNDED) or (
        mass >= LITTLE and share(words_only, heard) < STRANGE
    ):
        yield "资料中没有讲到这些内容，请核实后补上依据或删去。"
    elif new := novelty.strange(words_only, heard, _of_ours(ground), firm=words_only != sentence, later=later):
        yield f"资料中没有讲到“{'、'.join(new[:4])}”，请核实后补上依据或删去。"


def _overstated(sentence: str, ground: Ground) -> Iterator[str]:
    """Papers, persons, praise, contact with the proposer and absolutes that the material does not have."""
    known = _even(ground.known)
    for m in _PAPER.finditer(sentence):  # with its tokens: “⟦C1⟧第十一条的规定” names no paper of its own
        if _even(m[1]) not in known and _even(m[1]) not in _even(ground.asked):
            yield f"资料中没有“{m[1]}”这份文件，请核实。"
    is_cited = "⟦C" in sentence
    sentence = TOKEN.sub("", sentence)
    for named in _persons(sentence):
        if named not in known and not any(named.startswith(p) for p in ground.proposers):
            yield f"“{named}”不在资料中，答复里不写别人的姓名，请删去。"
            break
    if m := pattern("disrespect").search(sentence):
        yield f"“{m.group()}”语气不当，请改写。"
    if pattern("about_material").search(sentence):
        yield "答复里不写“资料中没有”，缺的请补充或删去这一句。"
    for kind in (
        honours(),
        *map(pattern, ("absolute", "decision", "approval", "denial", "attention", "funding")),
    ):
        if (m := kind.search(sentence)) and _even(m.group()) not in known:
            yield f"“{m.group()}”没有依据，请核实后补上依据或删去。"
    if m := pattern("weighty").search(sentence):
        named = is_cited and m.group() in ground.asked  # 关于检查收费，《…》规定……
        if not named and _even(m.group()) not in known:
            yield f"“{m.group()}”没有依据，请核实后补上依据或删去。"
    if (
        not _ADVICE.match(sentence)
        and _ABOUT_PERSON.search(sentence)
        and (m := pattern("contact").search(sentence))
        and m.group() not in ground.supplied
    ):
        yield f"“{m.group()}”要有沟通记录才能写，处室材料中没有。"


def _persons(sentence: str) -> Iterator[str]:
    """Names with a title or post; a common word before a title (企业代表) is no name."""
    for m in _PERSON.finditer(sentence):
        if m[2][0] in _surnames() and not common(m[2][:2]) and not common(m[2][-2:]):
            yield m[1]
    for m in _SURNAME.finditer(sentence):
        if m[1] in _surnames() and not common(sentence[max(0, m.start() - 1) : m.start() + 1]):
            yield m.group()


def _miscalled(sentence: str, ground: Ground) -> str:
    """What names this office or the addressee by another's word: 我局 of a 厅, 贵公司 to a person."""
    ours = "\n".join(_of_ours(ground))
    for said in (_SELF, _ADDRESSED):
        for m in said.finditer(sentence):
            if m.group() not in ours and m.group().replace("本", "我", 1) not in ours:
                return m.group()
    return ""


def _of_ours(ground: Ground) -> tuple[str, ...]:
    p = ground.profile
    level = p.place[-1:] if p.place else ""
    selves = (p.we, "本单位", f"我{level}", f"本{level}", *(f"我{x}" for w in p.within for x in w[-1:]))
    return (*selves, p.name, p.short, *p.aliases, p.place, *p.within, ground.pronoun)


def _foreign(sentence: str, ground: Ground) -> str:
    """The first place or office named that is not ours and stands nowhere in the material."""
    profile = ground.profile
    names = (profile.name, profile.short, *profile.aliases, *profile.superiors, profile.place, *profile.within)
    known = "\n".join((*names, ground.known))
    for name in (
        *(m.group() for m in _OFFICE.finditer(sentence)),
        *(e.name for e in profile.elsewhere if e.name in sentence),
    ):
        if name not in known:
            return name
    ours = (profile.place, *profile.within)
    for name in [*_places(), *(w for w in words(sentence) if w in _bare_places())]:
        if name not in sentence or name in known:
            continue
        home = _places().get(name) or _bare_places().get(name, "")
        if home not in ours and name not in ground.asked:
            return name
    heard = f"{known}\n{ground.asked}"
    clauses = re.split(r"[，。；！？]", _ALL_LEVELS.sub(" ", sentence))
    return next((c for c in clauses if foreign_place(c, heard)), "")


def _bearing_on(sentence: str, ground: Ground) -> tuple[Told, ...]:
    """What the sentence's progress is measured by: where it only repeats the ask and the 处室 tell of work done, what they
    tell; older papers' plans have been overtaken."""
    ours = tuple(t for t in ground.told if t.supplied)
    matter = {w: v for w, v in weights(sentence).items() if not pattern("stance").fullmatch(w)}
    echoed = sum(v for w, v in matter.items() if w in ground.asked)
    if any(t.done for t in ours) and echoed >= ECHO * sum(matter.values()):
        return ours
    return ground.told


def _acting(sentence: str, ground: Ground) -> str:
    """The other office of which a clause tells what it does, where no sentence of the material tells that of it."""
    p = ground.profile
    lines = re.split(r"[。；\n]", ground.known)
    for clause in re.split(r"[，。；！？]", sentence):
        m = _OFFICE.match(clause) or _BY_OFFICE.search(clause)
        known_as = next((e.name for e in p.elsewhere if clause.startswith(e.name) or f"由{e.name}" in clause), "")
        name = known_as or (m.group().removeprefix("由") if m else "")
        department = _DEPARTMENT.match(clause)
        name = name or (department.group() if department else "")
        if not name or name in (p.name, p.short, *p.aliases):
            continue
        done = clause.replace(name, "")
        heard = max((share(done, line) for line in lines if name in line), default=0.0 if department else 1.0)
        if sum(weights(done).values()) >= LITTLE and heard < ACTED:
            return name
    return ""


def _is_own(sentence: str, ground: Ground) -> bool:
    """Whether the office promises in it what its 处室 did not supply: neither the words of the promise nor, where these
    say little, the sentence around them."""
    promised = TOKEN.sub("", promise(sentence, (ground.profile.we, "本单位", "我们")))
    if not promised or share(promised, ground.supplied) >= PROMISED:
        return False
    little = sum(weights(promised).values()) < MASS or share(promised, ground.supplied) >= PROMISED / 2
    return not little or share(TOKEN.sub("", sentence), ground.supplied) < PROMISED


def unheard(sentence: str, material: str) -> str:
    """The first date, year, 文号, article or other mark with digits in the sentence that the material does not have.
    Numbers that need a source are not looked at here: they are bound or marked one by one."""
    heard = "\n".join(_even(line) for line in material.splitlines())
    numbers = find_numbers(sentence)
    covered = [(n.start, n.end) for n in numbers]
    marks = [n.text for n in numbers if not (n.needs_source or n.in_title) and _is_mark(n)]
    for digits in (_DIGITS, _SPELT):
        marks += [m.group() for m in digits.finditer(sentence) if not any(a <= m.start() < b for a, b in covered)]
    marks += _ARTICLE.findall(sentence)
    marks += [m.group() for m in _RELATIVE.finditer(sentence) if not _reckoned(sentence, m, heard)]
    return next(
        (m for m in marks if not (_in(_even(m).rstrip("度末底初份以来"), heard) or _carried(_even(m), heard))), ""
    )


def _reckoned(sentence: str, m: re.Match[str], heard: str) -> bool:
    """上年 of a year named before it, where the material has that year's number."""
    named = re.findall(r"(20\d\d)年", sentence[: m.start()])
    return bool(named) and m.group()[0] in "去上" and f"{int(named[-1]) - 1}年" in heard


def _carried(mark: str, heard: str) -> bool:
    """2026年2月 where a sentence of the material says 2026年1月……；2月起."""
    m = re.fullmatch(r"(20\d\d年)(\d{1,2}月.*)", mark)
    if m is None:
        return False
    after = (line.partition(m[1])[2] for line in re.split(r"[。\n]", heard))
    return any(re.search(rf"(?<!\d){re.escape(m[2])}", rest) for rest in after)


def _in(mark: str, heard: str) -> bool:
    """Whether the mark stands in the text, and not as a part of a longer number."""
    return bool(re.search(rf"(?<![\d.]){re.escape(mark)}" + (r"(?![\d.]*\d)" if mark[-1:].isdigit() else ""), heard))


def _is_mark(n: Number) -> bool:
    spelt = len(n.text) > 2 and bool(_SPELT.fullmatch(n.text))
    return n.kind in _DATED or spelt or bool(_DIGITS.search(n.text))


def share(text: str, material: str) -> float:
    """How much of the text's content words the material holds, by weight; 0 when it has none."""
    weighed = weights(text)
    total = sum(weighed.values())
    return sum(v for w, v in weighed.items() if w in material) / total if total else 0.0


def _even(text: str) -> str:
    return re.sub(r"\s+", "", half_width(text))


@cache
def _surnames() -> frozenset[str]:
    data = tomllib.loads((files("knowledge_base") / "facts" / "surnames.toml").read_text(encoding="utf-8"))
    return frozenset(name[0] for name in data["surnames"].split())


@cache
def _places() -> dict[str, str]:
    """Province or city with its ending → the province it is in."""
    data = tomllib.loads((files("knowledge_base") / "facts" / "places.toml").read_text(encoding="utf-8"))
    provinces = {name: name for name in data["provinces"].values()}
    return provinces | {f"{city}市": province for province, names in data["cities"].items() for city in names.split()}


@cache
def _bare_places() -> dict[str, str]:
    """The same without the ending, as one says 广东, 深圳; counted only as whole words of a sentence."""
    return {
        bare: province
        for name, province in _places().items()
        if len(bare := re.sub(r"(?:壮族|回族|维吾尔)?(?:自治区|省|市)$", "", name)) > 1
    }
