"""An organ consulted or credited that the sources don't name, or give another part, where they name another in its place."""

import re
from collections.abc import Iterator

from assistant.checks.bodies import Body, bodies, near, same
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, given
from assistant.checks.groundwords import pairs
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, Paragraph, paragraphs
from assistant.draft import Draft

_TAIL = 4
_COMMON = re.compile(
    r"^(?:医科|师范|理工|工业|农业|林业|财经|科技|职业|技术|专科|高等|中医药?|第[一二三四五六七八九十]|附属|人民|中心|妇幼|保健|肿瘤|儿童|科学|集团|有限|股份|责任|省|市)*(?:大学|学院|学校|医院|研究院|海关|银行|公司|集团)"
)
"""What many institutions are called, without what tells one from another."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    everywhere = [b for p in paragraphs(draft) for b in bodies(p.text)]
    theirs = _held(sources)
    placed = [(p, b) for p in paragraphs(draft) if p.kind not in BY_CODE for b in bodies(p.text) if not _own(b, draft)]
    unknown = [(p, b) for p, b in placed if not _in(b, theirs, sources)]
    left = [s for s in theirs if not any(same(s, b) for b in everywhere) and s.name not in draft.text]
    known = len({b.plain for _, b in placed}) - len({b.plain for _, b in unknown})
    for p, b in unknown:
        likely = _institution(p.text, b, left, sources) or _likely(
            b, left, enough=known >= len({x.plain for _, x in unknown})
        )
        if len({s.plain for s in likely}) == 1:
            yield _hit(p, b, f"应为{likely[0].name}：依据材料如此，正文写的是{b.name}", likely[0].name)
        elif instead := _instead(b, theirs):
            yield _hit(p, b, f"应为{instead}：依据材料如此，正文写的是{b.name}", instead)
    told = {b.start for _, b in unknown}
    yield from _parts([(p, b) for p, b in placed if b.start not in told or b.part], theirs)


def _held(sources: Texts) -> list[Body]:
    return [b for _, text in sources for b in bodies(text)]


def _in(body: Body, theirs: list[Body], sources: Texts) -> bool:
    names = {body.name} if body.placed else {body.name, body.plain}
    if not body.level:  # what stands before an institution's name may be taken for a part of it
        names.update(body.name[i:] for i in range(len(body.name) - _TAIL + 1) if _COMMON.sub("", body.name[i:]))
    return any(same(body, s) for s in theirs) or any(name in text for name in names for _, text in sources)


def _own(body: Body, draft: Draft) -> bool:
    """Whether it is the office that signs."""
    signed = [b.text for b in draft.blocks if b.kind == "signature"]
    return any(body.name in s or (not body.placed and all(c in s for c in body.plain)) for s in signed)


def _likely(body: Body, left: list[Body], *, enough: bool) -> list[Body]:
    """The organs of the sources for which this one may stand: a name like it; else one of its level and kind, or of its
    level where both are consulted."""
    if alike := [s for s in left if near(body, s)]:
        return alike
    level = [s for s in left if s.level == body.level and body.level]
    kind = [s for s in level if s.plain[-1] == body.plain[-1]]
    if kind and (enough or body.consulted):
        return kind
    return [s for s in level if s.consulted] if body.consulted else []


def _institution(text: str, body: Body, left: list[Body], sources: Texts) -> list[Body]:
    """The university, hospital or company of the sources of which the same is told as of this one."""
    if "人民银行" in body.name:
        return []
    kind = [s for s in left if not body.level and not s.level and s.name[-2:] == body.name[-2:]]
    if not kind:
        return []
    said = pairs(re.split("[。；]", text[: body.start])[-1] + "，" + re.split("[。；]", text[body.end :])[0])
    lines = [part for _, source in sources for part in re.split(r"[。；\n]", source)]
    return [s for s in kind if any(s.name in part and said & pairs(part.replace(s.name, "")) for part in lines)]


def _instead(body: Body, theirs: list[Body]) -> str:
    """The one organ that a list of the sources has where the draft's list, otherwise the same, has this one."""
    rest = set(body.fellows) - {body.plain}
    lists = {s.fellows for s in theirs if rest and rest < set(s.fellows) and len(s.fellows) == len(body.fellows)}
    others = {name for listed in lists for name in set(listed) - rest}
    return others.pop() if len(others) == 1 else ""


def _parts(placed: list[tuple[Paragraph, Body]], theirs: list[Body]) -> Iterator[Hit]:
    """An organ that the sources know, but not in this part, while they name another in it that the draft doesn't."""
    for part in ("会办", "主办"):
        held = [s for s in theirs if s.part == part]
        mine = [b for _, b in placed if b.part == part]
        left = [s for s in held if not any(same(s, b) for b in mine)]
        if len({s.plain for s in left}) != 1:
            continue
        for p, b in placed:
            if b.part == part and not any(same(b, s) for s in held) and b.level == left[0].level:
                yield _hit(p, b, f"{part}单位应为{left[0].name}，正文写的是{b.name}", left[0].name)


def _hit(p: Paragraph, body: Body, what: str, expected: str) -> Hit:
    return Hit(*p.span(body.start, body.end), {"what": what}, None, expected, "contradicted")


def _given(old: str, words: str, sheet: str) -> Example:
    return Example(LETTER.replace(old, words), given={"sources": {"表.txt": sheet}})


RULE = Rule(
    id="sources.unknown-organ",
    name="与材料不一致的单位",
    message="单位：{what}。",
    reason="会商、协办的单位写错，等于替别的单位表了态。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="warning",
    check=check,
    fires=(
        Example(
            LETTER.replace("经研究", "经商省财政厅、省商务厅"),
            given={"sources": {"表.txt": "会商单位：省财政厅、省科学技术厅"}},
        ),
        _given("经研究", "由我厅主办，省财政厅会办", "会办省农业农村厅；补贴办法会同省财政厅研究"),
        _given("经研究", "会同省委宣传部研究", "会同省委网信办"),
        _given("我厅已", "依托示例大学口腔医学院，我厅已", "依托示例大学医学院开展"),
        _given("我厅已", "与山西省生态环境厅会商，我厅已", "与陕西省生态环境厅会商"),
        _given("经研究", "会同云海海关研究", "会同云河海关"),
        _given("我厅已", "塔里木大学承担师资培训任务，我厅已", "师资培训：石河子大学"),
        _given("我厅已", "示例医科大学承担培训任务，我厅已", "培训由云河医科大学承担"),
        _given("经研究", "由省疾病预防控制局牵头研究", "牵头：省疾病预防控制中心"),
    ),
    quiet=(
        _given("我厅已", "区长罗某领办3件，8位副区长各领办2件，我厅已", "区府办协调；区长、副区长领办"),
        Example(
            LETTER.replace("经研究", "经商省财政厅、省科学技术厅"),
            given={"sources": {"表.txt": "会商单位：省财政厅、省科学技术厅"}},
        ),
        Example(
            LETTER.replace("经研究", "经商省财政厅、省商务厅"), given={"sources": {"表.txt": "会商单位：省财政厅"}}
        ),
        _given("经研究", "由我厅主办，省财政厅会办", "主办：我厅；会办：省财政厅、省农业农村厅"),
        _given("经研究", "经商省发展改革委", "经商省发展和改革委员会"),
        _given("我厅已", "向省属高校和各市城市管理部门征求意见，我厅已", "会同省教育厅"),
        _given("经研究", "会同省教育厅", "培训教师1260人次"),
        _given("我厅已", "支持云河医科大学附属医院承担培训任务，我厅已", "培训由云河医科大学附属医院承担"),
    ),
    kinds=ALL_KINDS,
)
