"""建议 of deputies called 提案, or 提案 of committee members called 建议."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION, PROPOSAL
from assistant.checks.view import of_kind, title, visible
from assistant.draft import Draft

_NPC = "(?:人大|人民代表大会)"
_CPPCC = "(?:政协|政治协商会议)"
_SESSION = r"[^，。；：、\n和及与（《]{0,16}次会议(?:以来|期间)?"
_CASE = r"[^，。；：、\n和及与建议提案]{0,16}第?\s*[A-Za-z]?\d+\s*号"
_AS_NOUN = r"(?=\s*[\d，。；：）”]|\s*$|中(?=，)|办理|答复|承办|交办|共|[一二三四五六七八九十]+件)"
"""委员建议加快…: a verb; 委员建议46件, 委员建议办理: the case."""
_PAIRS = (
    (re.compile(
        rf"(?:人大代表|(?<!委员、)代表|人大)提案(?!人|者|权|、(?:建议|议案)|委|线索)|{_NPC}(?:{_SESSION})?{_CASE}(?:代表)?提案|{_NPC}{_SESSION}(?:代表|重点)*提案|(?<!政协)届人大代表[^，。；、\n]{{0,6}}提案",
        re.MULTILINE,
    ), "提案", "建议"),
    (re.compile(
        rf"(?:政协委员|(?<!专家)委员|政协(?:重点)?)建议{_AS_NOUN}|{_CPPCC}(?:{_SESSION})?{_CASE}(?:代表|委员)?建议|{_CPPCC}{_SESSION}(?:委员|代表|重点)*建议(?!案|、|和)|政协提案(?:和|及|、)政协建议",
        re.MULTILINE,
    ), "建议", "提案"),
)  # fmt: skip
_HEARD = re.compile(r"(?:听取|征求|采纳|吸收|吸纳|根据|按照|结合|对|梳理)[^，。；]{0,10}$")
"""What committee members advise, not the cases that they file."""


_BY_WHOM = re.compile(r"(?:代表提案|委员建议)$")
"""Who made the case stands right before it; after a mere session the 人大 or 政协 may be what is wrong."""
_SENT = r"(?:提出|提交|反映|转来|转送|送来|来函|来文|交办|移交|所提|会办|协办)(?:及|和|的)?"
_OWN_TITLE = re.compile(
    rf"{_SENT}[《“][^》”]{{4,60}}(?P<end>建议|提案)[》”](?!的?(?:建议|提案))|{_SENT}关于[^，。；《》“”]{{4,60}}?(?P<bare>建议|提案)(?=收悉|[，。；]|已收)"
)
_FILED = re.compile(
    r"(?:(?P<deputy>人大代表(?!团?[、和及与])|(?<=[\u4e00-\u9fff]{2})代表(?=所提|提出|领衔|关于|《)|代表团|人大常委会(?=(?:重点)?督办))"
    r"|(?P<member>政协委员(?![、和及与])|(?<=[\u4e00-\u9fff]{2})(?<!专家)(?<!人大常委会)委员(?=所提|提出|领衔|关于|《)|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联|界别|党派|集体|专委会))"
    r"(?:[^，。；：、《“”\n关]{0,18}?(?:《[^》\n]{4,60}(?P<titled>建议|提案)》(?!的?(?:建议|提案))"
    r"|关于[^，。；《》\n]{2,50}?(?P<about>建议|提案)(?=[，。；、）]|后|时|中，|办理|$))"
    r"|(?:重点)?(?:督办)?(?P<counted>建议|提案)(?=\d+件))",
    re.MULTILINE,
)
"""Who files a case, and the case by its title, by what it is about, or counted."""
_OTHER_CONGRESS = re.compile("教代会|职代会|工代会|职工代表大会|教职工代表")
"""Whose deputies file 提案."""
_GATHERED = re.compile(
    r"(?P<body>政协|人大)[^，。；：、《\n和及与]{0,14}次会议(?:期间|以来)?，[^，。；\d]{0,14}(?:收到|承办|接到|交办|办理|提出)[^，。；\d]{0,6}?(?P<case>建议|提案)(?=\d+件)"
    r"|(?P<who>政协委员|人大代表)的\d+件(?:重点)?(?P<held>建议|提案)"
)
"""Cases of one session, or of deputies or members, by their number."""
_ORGAN = {"人大": "建议", "政协": "提案"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    text = visible(draft)
    kind = context.proposal.kind if context.proposal else "none"
    known = kind if kind in ("建议", "提案") else _addressed(draft)
    swapped = list(_organs(draft, known))
    if not (context.proposal and context.proposal.title):
        yield from _titled(draft, known or _named_by(draft))
    yield from _work(draft)
    yield from _filed(draft)
    for start, end, right in swapped:
        yield Hit(start, end, {"expected": right}, expected=right, fix=right)
    for pattern, wrong, right in _PAIRS:
        for m in pattern.finditer(text):
            at = m.start() + m.group().rindex(wrong)
            heard = right == "提案" and not re.search("[号次]", m.group()) and _HEARD.search(text, 0, m.start())
            if not heard and not any(m.start() <= start < m.end() for start, _, _ in swapped):
                sure = right == known or (not known and _BY_WHOM.search(m.group()))
                yield Hit(at, at + 2, {"expected": right}, expected=right, fix=right if sure else None)
    if kind in ("建议", "提案"):
        wrong = "提案" if kind == "建议" else "建议"
        for start, end in _own_case(draft):
            for m in re.finditer(rf"号(?:代表)?({wrong})(?!{kind})", draft.text[start:end]):
                yield Hit(start + m.start(1), start + m.end(1), {"expected": kind}, expected=kind, fix=kind)


def _filed(draft: Draft) -> Iterator[Hit]:
    """A case credited to someone who files the other kind: 人大代表某某关于……的提案, 民盟省委会提出的……建议. What a
    committee member or a party proposes may be no 提案 but advice, so that it is a doubt only; so is a title, which a
    提案 may well end with 建议."""
    text = visible(draft)
    if _OTHER_CONGRESS.search(text):
        return
    for m in _GATHERED.finditer(text):
        group = "case" if m["case"] else "held"
        right = "提案" if (m["body"] or m["who"]).startswith("政协") else "建议"
        if m[group] != right:
            yield Hit(*m.span(group), {"expected": right}, "warning", right)
    lone = len(re.findall("建议》", text)) == 1 and "提案》" in text
    for m in _FILED.finditer(text):
        case = next(g for g in ("titled", "about", "counted") if m[g])
        who = "deputy" if m["deputy"] else "member"
        right = "建议" if who == "deputy" else "提案"
        between = text[m.end(who) : m.start(case)]
        if m[case] == right or re.search("代表|委员|人大|政协|建议|提案", re.sub("《[^》]*$|关于.*", "", between)):
            continue
        if who == "member" and case == "titled" and not lone:
            continue
        soft = who == "member" and (case == "titled" or _HEARD.search(text, 0, m.start()))
        severity = "error" if who == "deputy" and case != "counted" else "advice" if soft else "warning"
        values = {"expected": right}
        yield Hit(
            m.start(who),
            m.end(case),
            values,
            severity,
            right,
            detail=f"{m[who]}提出的应是{right}，这里写的是{m[case]}。",
        )


def _organs(draft: Draft, kind: str) -> Iterator[tuple[int, int, str]]:
    """人大 for 政协 and the other way round where the letter names its own case: the kind of case is right there."""
    if kind not in _ORGAN.values():
        return
    wrong, right = ("人大", "政协") if kind == "提案" else ("政协", "人大")
    for start, end in _own_case(draft):
        for m in re.finditer(
            rf"(?P<organ>{wrong})(?:[^，。；：\n]{{0,16}}?次会议)?[^，。；：\n和及与]{{0,16}}?号{kind}|届(?P<after>{wrong})[^，。；：\n]{{0,4}}次",
            draft.text[start:end],
        ):
            group = "organ" if m["organ"] else "after"
            yield start + m.start(group), start + m.end(group), right


def _titled(draft: Draft, kind: str) -> Iterator[Hit]:
    """The title of an answered 建议 that ends with 提案. A 提案 may well be titled 关于……的建议, so that its bare words alone
    are a doubt."""
    wrong = {"建议": "提案", "提案": "建议"}.get(kind)
    for at, block in of_kind(draft, "opening") if wrong else ():
        m = _OWN_TITLE.search(block.text)
        group = "end" if m and m["end"] else "bare"
        if m and m[group] == wrong and not (kind == "提案" and group == "end"):
            start = at + m.start(group)
            yield Hit(start, start + 2, {"expected": kind}, "warning" if kind == "建议" else "advice", kind)


def _named_by(draft: Draft) -> str:
    """The kind of the case by what the title calls it, where a session of its own body stands beside; else empty."""
    said = title(draft)[2]
    kinds = [k for k, body in (("建议", _NPC), ("提案", _CPPCC)) if re.search(f"{body}.*号[^，。]{{0,4}}{k}", said)]
    return kinds[0] if len(kinds) == 1 else ""


def _work(draft: Draft) -> Iterator[Hit]:
    """建议工作 since a session, in a paper whose title speaks of 提案 alone, and the other way round."""
    said = re.sub("《[^》]*》", "", title(draft)[2])
    kinds = [k for k in ("建议", "提案") if k in said]
    if len(kinds) == 1 and draft.kind not in ("reply", "opinion"):
        wrong = "提案" if kinds[0] == "建议" else "建议"
        for m in re.finditer(rf"次会议以来的?(?:代表|委员)?({wrong})(?:办理)?(?:工作|情况)", draft.visible):
            yield Hit(*m.span(1), {"expected": kinds[0]}, "warning", kinds[0])


def _addressed(draft: Draft) -> str:
    """The kind of case by whom the letter is written to; empty when that doesn't say."""
    lines = of_kind(draft, "salutation") if draft.kind in ("reply", "opinion") else []
    to = re.search(r"(代表|委员)[：:]?$", lines[0][1].text.strip()) if lines else None
    return {"代表": "建议", "委员": "提案"}[to[1]] if to else ""


def _own_case(draft: Draft) -> Iterator[tuple[int, int]]:
    start, end, _ = title(draft)
    yield start, end
    for at, block in of_kind(draft, "opening"):
        yield at, at + len(block.text)


_ABOUT = {"kind": "opinion", "proposal": replace(PROPOSAL, kind="提案", number="第0207号")}

RULE = Rule(
    id="wording.swapped-case-kind",
    name="混淆的建议和提案",
    message="应为“{expected}”：代表提的是建议，委员提的是提案。",
    reason="建议、提案是两种不同的件，不能混称。",
    authority="《代表法》第二十二条；《中国人民政治协商会议全国委员会提案工作条例》",
    severity="error",
    check=check,
    fires=(
        Example(
            OPINION.replace("省政协十三届四次会议第0207号提案的", "省人大十三届四次会议第0207号提案的"), given=_ABOUT
        ),
        Example(LETTER.replace("号建议", "号提案")),
        Example(OPINION.replace("第0207号提案的", "第0207号建议的"), given={"kind": "opinion"}),
        Example(LETTER.replace("下一步", "对人大代表提案，下一步")),
        Example(LETTER.replace("改造的建议》", "改造的提案》")),
        Example(LETTER.replace("省十四届人大五次会议第0156号建议", "示例省第十四届人民代表大会第五次会议第0156号提案")),
        Example(
            "省政协提案工作情况的报告\n各位委员：\n现报告十三届二次会议以来的建议工作，请予审议。",
            given={"kind": "spoken-report"},
        ),
        Example(LETTER.replace("下一步", "共承办代表提案46件、政协提案12件。下一步")),
        Example(LETTER.replace("下一步", "依据省人大代表兰某关于老年助餐的提案，新建食堂46个。下一步")),
        Example(LETTER.replace("下一步", "回应政协委员丁某等8人提出的关于校园午餐的建议，新增学校46所。下一步")),
        Example(LETTER.replace("下一步", "落实农工党省委会提出的关于托育服务的建议，新增托位460个。下一步")),
        Example(LETTER.replace("下一步", "办理莫某代表所提关于托育服务的提案时，厅长带队调研。下一步")),
        Example(LETTER.replace("您提出的《关于扶持小型铸造企业改造的建议》", "您提出的关于扶持小型铸造企业改造的提案")),
        Example(LETTER.replace("下一步", "省政协十三届三次会议期间，共收到建议26件。下一步")),
        Example(LETTER.replace("下一步", "对人大代表的20件提案，逐件走访。下一步")),
        Example(LETTER.replace("下一步", "界别建议6件、党派提案4件全部办结。下一步")),
        Example(LETTER.replace("下一步", "共承办人大建议46件、政协建议12件。下一步")),
        Example(LETTER.replace("下一步", "办理省政协十三届四次会议委员建议12件。下一步")),
        Example(LETTER.replace("省十四届人大五次会议", "").replace("号建议", "号提案"), given={"proposal": PROPOSAL}),
    ),
    quiet=(
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER.replace("下一步", "对人大代表建议、政协委员提案，下一步")),
        Example(LETTER.replace("下一步", "充分听取委员建议和意见，有的委员建议加快进度，下一步")),
        Example(LETTER.replace("下一步", "落实省政协建议案，向政协委员、人大代表征求委员建议，下一步")),
        Example(OPINION, given={"kind": "opinion"}),
        Example(OPINION, given=_ABOUT),
        Example(
            OPINION.replace("提案《关于发展薯类加工的提案》", "提案").replace(
                "省政协十三", "李某委员提出的《关于发展薯类加工的建议》（省政协十三"
            ),
            given={"kind": "opinion"},
        ),
        Example(
            OPINION.replace(
                "省政协十三届四次会议第0207号提案《关于发展薯类加工的提案》", "你厅转来的《关于发展薯类加工的建议》"
            ),
            given={"kind": "opinion"},
        ),
        Example(
            LETTER.replace(
                "下一步", "依据省人大代表兰某关于老年助餐的建议、政协委员丁某关于校园午餐的提案，新建食堂46个。下一步"
            )
        ),
        Example(
            LETTER.replace(
                "下一步",
                "教代会代表团提案14件、个人提案58件全部办结；由民建省委会提出的《关于发展农业的建议》已落实。下一步",
            )
        ),
        Example(
            OPINION.replace("第0207号提案《关于发展薯类加工的提案》", "李某委员提出的《关于发展薯类加工的建议》提案"),
            given={"kind": "opinion"},
        ),
        Example(
            "关于建议提案办理工作情况的报告\n各位委员：\n现报告五次会议以来的建议工作，请予审议。",
            given={"kind": "spoken-report"},
        ),
    ),
    kinds=ALL_KINDS,
)
