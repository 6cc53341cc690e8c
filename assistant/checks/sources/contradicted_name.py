"""A name that the sources write with another character."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, bare, given, joined, lines_of, source_at
from assistant.checks.named import Known, head_of, known_people, people
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import Paragraph, paragraphs
from assistant.draft import Draft
from assistant.intake.vocabulary import vocabulary

_TOKEN = re.compile(
    r"(?P<label>联系人|经办人|承办人|签发人|报告人|汇报人)[：: 　\t]*(?P<token>[\u4e00-\u9fff]{3,16})(?![\u4e00-\u9fff])"
)
_NAMED = 5
"""A section and a name are that long together."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    known = known_people(sources)
    text = joined(draft)
    missing = {n: held[0] for n, held in known.items() if n not in text and any(k.sure for k in held)}
    missing |= {n: held[0] for n, held in known.items() if n not in text and n not in missing and len(n) == 3}
    for p in paragraphs(draft):
        taken: list[int] = []
        for name, held in missing.items():
            for at in _variants(p.text, name, sources, sure=held.sure):
                taken.append(at)
                start, end = p.span(at, at + len(name))
                yield _hit(start, end, name, held)
        for person in people(p.text):
            if person.start in taken or person.name in bare(sources):
                continue
            if twin := next((n for n in known if len(n) > 2 and known[n][0].sure and _one_apart(n, person.name)), ""):
                yield _hit(*p.span(person.start, person.end), twin, known[twin][0])
                continue
            held = [k for k in missing.values() if any(head_of(q) in map(head_of, person.posts) for q in k.posts)]
            if len(held) == 1:
                yield _hit(*p.span(person.start, person.end), held[0].name, held[0], sure=False)
        yield from _of_label(p, sources, known)
        if p.kind == "salutation":
            yield from _addressed(p, sources)


def _of_label(p: Paragraph, sources: Texts, known: Mapping[str, tuple[Known, ...]]) -> Iterator[Hit]:
    """联系人：赵　某, where the sources name another one person with that label."""
    for m in _TOKEN.finditer(p.text):
        theirs = {n["token"] for n in _TOKEN.finditer(bare(sources)) if n["label"] == m["label"]}
        twin = next((t for t in theirs if _one_apart(t, m["token"]) or _ends_alike(t, m["token"])), "")
        if twin and m["token"] not in theirs and m["token"][-3:] not in bare(sources):
            for line, path in lines_of(sources):
                if twin in re.sub(r"[ 　]", "", line.text):
                    span = p.span(m.end("token") - 3, m.end("token"))
                    yield _hit(*span, twin[-3:], Known(twin[-3:], frozenset(), line, path))
                    return
    for m in _labelled().finditer(p.text):
        written = re.sub(r"[ 　]", "", m["name"])
        theirs = {n["name"] for n in _labelled().finditer(bare(sources)) if n["label"] == m["label"]}
        if len(theirs) == 1 and written not in bare(sources) and (name := theirs.pop()) in known:
            hit = _hit(*p.span(*m.span("name")), name, known[name][0], sure=_one_apart(written, name))
            yield replace(hit, fix=None)


def _addressed(p: Paragraph, sources: Texts) -> Iterator[Hit]:
    """A name of the salutation, whatever its surname, that stands alone in the sources with one character changed."""
    m = re.match(r"(?:尊敬的)?(?P<names>[^：:]+?)(?:等\d+[名位])?(?:代表|委员)", p.text)
    for name in re.finditer(r"[\u4e00-\u9fff·]{3,}", m["names"]) if m else ():
        if name.group() in bare(sources):
            continue
        for line, path in lines_of(sources):
            alone = re.findall(
                r"(?<![\u4e00-\u9fff·])(?:代表|委员)?([\u4e00-\u9fff·]{3,8}?)(?:代表|委员)?(?![\u4e00-\u9fff·])",
                line.text,
            )
            if twin := next((x for x in alone if _one_apart(x, name.group())), ""):
                span = p.span(m.start("names") + name.start(), m.start("names") + name.end()) if m else (0, 0)
                held = Known(twin, frozenset(), line, path)
                yield _hit(*span, twin, held)
                break


@cache
def _labelled() -> re.Pattern[str]:
    double = "|".join(vocabulary().double_surnames)
    name = rf"(?:{double}|[{vocabulary().surnames}])[ 　]*[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
    section = r"[\u4e00-\u9fff]{2,10}(?:处|科|室|部|股|组|中心|站|所)[ 　]*"
    return re.compile(
        rf"(?P<label>联系人|经办人|承办人|签发人|报告人|汇报人)(?:及(?:联系)?电话)?[：: 　\t]*(?:{section})?(?P<name>{name})"
    )


def _ends_alike(a: str, b: str) -> bool:
    """Whether the last three characters, a name whatever its surname, differ in one: 养老处佘某蔓, 社会处佘某曼."""
    return len(a) >= _NAMED and len(b) >= _NAMED and _one_apart(a[-3:], b[-3:])


def _one_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _variants(text: str, name: str, sources: Texts, *, sure: bool) -> Iterator[int]:
    """Where the text has the name with one character changed: a string that the sources don't have."""
    if len(name) < 3 or not sure:
        found = [(p.start, p.name) for p in people(text) if _one_apart(p.name, name)]
    else:
        surname = f"[{vocabulary().surnames}]"
        changed = [
            "".join(("[\u4e00-\u9fff]" if i else surname) if i == j else re.escape(c) for i, c in enumerate(name))
            for j in range(len(name))
        ]
        found = [(m.start(), m.group()) for m in re.finditer("|".join(changed), text)]
    yield from (at for at, written in found if written != name and written not in bare(sources))


def _hit(start: int, end: int, name: str, held: Known, *, sure: bool = True) -> Hit:
    return Hit(
        start,
        end,
        {"expected": name},
        None if sure else "warning",
        name,
        "contradicted",
        source_at(held.line, held.path),
        f"依据材料写的是：{held.line.whole}",
        name if sure else None,
    )


_SHEET = {"sources": {"情况表.txt": "姓名\t职务\n李志坚\t厅长\n王为民\t处长"}}


def _of(old: str, words: str, sheet: str) -> Example:
    return Example(LETTER.replace(old, words), given={"sources": {"表.txt": sheet}})


RULE = Rule(
    id="sources.contradicted-name",
    name="与材料不一致的人名",
    message="应为{expected}：依据材料如此，正文误作{quote}。",
    reason="人名错一个字就是另一个人。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("我厅已梳理", "李志建厅长带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "张大川厅长带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("赵某，0431", "赵　雷，0431"), given={"sources": {"表.txt": "联系人赵磊（改革处）"}}),
        Example(LETTER.replace("林某代表", "林枫代表"), given={"sources": {"表.txt": "提出人：林峰代表"}}),
        _of("赵某，", "改革处赵磊明，", "厂房460间；联系人改革处赵磊鸣"),
        _of("我厅已梳理", "副厅长申屠慧民带队，我厅已梳理", "申屠慧敏副厅长5月调研"),
        _of("我厅已梳理", "采纳人大代表向春辉的意见，我厅已梳理", "代表向春晖意见已采纳"),
        _of("我厅已梳理", "副厅长巴特尔·额尔敦涂带队，我厅已梳理", "5月调研：巴特尔·额尔敦图副厅长"),
        _of("我厅已梳理", "政协委员冼国熊指导，我厅已梳理", "冼国雄（政协委员）指导"),
        _of("林某代表", "岩温汉、林某代表", "领衔代表：岩温罕、林某"),
        _of("赵某，", "研究室佘晓曼，", "联系人：研究室佘晓蔓"),
        _of("赵某，", "改革处钭文搏，", "经办人\t钭文博\n厂房\t460间"),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "李志坚厅长带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("赵某，0431", "赵　磊，0431"), given={"sources": {"表.txt": "联系人赵磊（改革处）"}}),
        Example(LETTER.replace("我厅已梳理", "张大川副主席带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "李志建厅长带队调研，我厅已梳理")),
        _of("赵某，", "改革处赵磊鸣，", "厂房460间；联系人改革处赵磊鸣"),
        _of("我厅已梳理", "处于中部水平，我厅已梳理", "产业处于中游；厂房460间"),
        _of("我厅已梳理", "副厅长巴特尔·额尔敦图带队，我厅已梳理", "5月调研：巴特尔·额尔敦图副厅长"),
    ),
    kinds=ALL_KINDS,
)
