"""A signature that isn't the organ which speaks in the paper."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import cities
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.tables import duty_stems
from assistant.checks.view import of_kind, paragraphs, title, visible
from assistant.draft import Draft

_WE = re.compile(r"(?<![\u4e00-\u9fff]{4}“)我(厅|局|委|部|办|院|署|行)(?![们省市县区国])")
_ENDINGS = {"厅": "厅", "局": "局", "委": "委", "部": "部", "办": "办", "院": "院", "署": "署", "行": "行"}
_CODE = re.compile(r"([\u4e00-\u9fff]{2,8})(?:字)?\s*[〔﹝\[［【（(]\s*\d")
_FILLERS = re.compile(r"(?:办|函|发|字|文|规|建|提|议|督|复|报|党|组|案|人|会|综|政务|通|告|便|委){1,4}$")
_SPEAKER = re.compile(
    r"(?:^|[。，；]|现将)((?:省|市|区|县)[\u4e00-\u9fff]{2,8}?(?:厅|局|委|办))(?=历来|始终|高度|认真|共|坚持|积极|把|将|严格|党组|办理|承办|按照|深入|不断|较好|切实)"
)
_OWN_TITLE = re.compile(
    r"^(?:20\d\d年度?)?([\u4e00-\u9fff]{2,24}?(?:厅|局|委员会|政府|办公室|办公厅|部|院|署|委|大学|学院|学校|公司|办事处|海关|联合会|总工会|中心|支队|总队))"
    r"(?:[（(][^（）()]{2,20}[）)])?(?:关于|对|20\d\d年|办理|承办|落实|答复|人大|政协|(?:省|市|县|区)?(?:人大)?(?:代表)?(?:建议|提案)|代表|两会|“两会)"
)
"""The organ with which a title begins, before what it is about, the year or the cases."""
_OF_CITY = re.compile(
    r"(?:关于|对|^)[对答复]{0,4}(?:政协)?(?P<city>[\u4e00-\u9fff]{2,5}市)(?:第?[一二三四五六七八九十]+届|政协|人大|人民代表大会)"
)
_THANKS = re.compile(
    r"感谢[^。，]{0,12}?对(?:全?[省市县区]|我[省市县区]|本[市区])?(?P<duty>[\u4e00-\u9fff]{2,12}?)工作的"
)
"""Whose work the letter gives thanks for."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    lines = of_kind(draft, "signature")
    if len(lines) != 1 or "秘书处" in lines[0][1].text:
        return
    at, block = lines[0]
    signer = re.sub(r"[（(].*?[）)]|\s", "", block.text)
    if re.search(r"[\s　]{2,}", block.text.strip()) or re.search(r"\d", signer):
        return  # several organs sign, or the date stands in the same line
    cues = [
        cue
        for look in (_title, _congress, _we, _code, _speaker, _place, _source, _thanks)
        if (cue := look(draft, signer))
    ]
    if cues:
        start = at + len(block.text) - len(block.text.lstrip())
        severity = "error" if len(cues) > 1 or cues[0].startswith("标题") else "warning"
        values = {"why": cues[0]}
        yield Hit(start, at + len(block.text.rstrip()), values, severity, detail="；".join(cues) + "。")


def _title(draft: Draft, signer: str) -> str:
    m = _OWN_TITLE.match(title(draft)[2])
    if not m or _abbreviates(m[1], signer) or _abbreviates(signer, m[1]):
        return ""
    return f"标题里是{m[1]}"


def _congress(draft: Draft, signer: str) -> str:
    """The city whose congress or CPPCC the title names in full, where the signature begins with another city."""
    m = _OF_CITY.search(title(draft)[2])
    own = next((c for c in cities() if signer.startswith(c)), "")
    return f"标题里是{m['city']}" if m and own and m["city"] in cities() and own != m["city"] else ""


def _we(draft: Draft, signer: str) -> str:
    """What the paper calls itself (我厅), which must end like the signature: 厅, 局, 委(员会) …"""
    said = Counter(m[1] for m in _WE.finditer(visible(draft)))
    if not said:
        return ""
    word, times = said.most_common(1)[0]
    if times < 2 and len(said) > 1:
        return ""
    last = re.sub(r"委员会$", "委", re.sub(r"(?:办公室|办公厅)$", "办", signer))
    return "" if last.endswith(word) or word in last[-4:] else f"正文自称“我{word}”"


def _place(draft: Draft, signer: str) -> str:
    """A paper that says 我县 is not signed by a province's or a city's organ, one that says 我市 not by a province's."""
    said = set(re.findall(r"(?<![\u4e00-\u9fff]{2}“)我([市县区州])(?!域)", visible(draft)))
    level = "县" if said & {"县", "区"} else "市" if said else ""
    own = re.match(r"[\u4e00-\u9fff]*?(省|自治区|市|州|县|区)", signer)
    higher = {"县": "省市州自治区", "市": "省自治区"}.get(level, "")
    return f"正文自称“我{level}”" if own and own[1] in higher and not re.search("[县区]", signer[3:]) else ""


def _source(draft: Draft, signer: str) -> str:
    """The organ that a web page names as its source."""
    for _, block in of_kind(draft, "note"):
        m = re.search(r"(?:来源|发布单位|发布机构)[:：]\s*([\u4e00-\u9fff]{4,24})", block.text)
        organ = (
            re.sub(r"(?<=[厅局委府会院])(?:综合|秘书)?(?:办公室|处|科|网站?|门户网站|新闻中心)$", "", m[1]) if m else ""
        )
        if (
            m
            and re.search("[厅局委府室]$", organ)
            and not _abbreviates(organ, signer)
            and not _abbreviates(signer, organ)
        ):
            return f"来源是{m[1]}"
    return ""


def _thanks(draft: Draft, signer: str) -> str:
    """The work that a letter gives thanks for (对教育工作的关心), when it is another organ's by its name."""
    for _, block in of_kind(draft, "closing"):
        m = _THANKS.search(block.text)
        duty = m["duty"] if m else ""
        known = duty in duty_stems() and any(d in signer for d in duty_stems())
        street = duty == "街道" and signer.endswith(("局", "委", "委员会"))
        if (known and not any(d in signer for d in _as_named(duty))) or street:
            return f"结束语感谢的是{duty}工作"
    return ""


def _as_named(duty: str) -> tuple[str, ...]:
    """A duty and the names of organs that hold it: 科技 and 科学技术."""
    return tuple(d for d in duty_stems() if _abbreviates(duty, d) or _abbreviates(d, duty))


def _code(draft: Draft, signer: str) -> str:
    """The 机关代字 of the 文号, of which the signature has the characters: 示工信函 ↔ 工业和信息化厅."""
    for _, block in of_kind(draft, "number"):
        m = _CODE.search(block.text)
        core = _FILLERS.sub("", m[1][1:]) if m else ""
        first = m[1][0] if m else ""
        own = re.sub(r"^.*?(?:省|市|县|区|州|盟)", "", signer)
        if core and first not in own and not any(c in signer for c in core):
            return f"文号代字是“{m[1] if m else ''}”"
    return ""


def _speaker(draft: Draft, signer: str) -> str:
    """Who acts in the first paragraphs: 省科技厅历来重视…"""
    body = [p.text for p in paragraphs(draft) if p.kind in ("paragraph", "opening")][:6]
    acting = Counter(m[1] for text in body for m in _SPEAKER.finditer(text))
    if not acting or any(_abbreviates(name, signer) for name in acting):
        return ""
    name, _ = acting.most_common(1)[0]
    alike = re.search(r"[厅局委办]", name[-1]) and signer[-1] in "厅局会府室部"
    return f"正文里是{name}" if alike else ""


def _abbreviates(short: str, full: str) -> bool:
    """Whether all characters of ``short`` stand in ``full`` in the same order: 省科技厅 in 示例省科学技术厅."""
    rest = iter(full)
    return all(c in rest for c in short)


_REPORT = """关于建议办理情况的报告
示科办〔2026〕5号
省政府办公厅：
省科技厅历来重视办理工作。2025年，我厅承办的建议已办结。我厅将继续努力。
特此报告。
示例省科学技术厅
2026年5月8日"""

RULE = Rule(
    id="structure.foreign-signature",
    name="别的机关的署名",
    message="署名应是本机关：{why}，署名却是“{quote}”。",
    reason="署名是发文机关全称，要与标题、文号代字和正文自称一致。",
    authority="GB/T 9704-2012 7.3.5；《党政机关公文处理工作条例》第九条",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("示例省工业和信息化厅", "云河市人民政府")),
        Example("来源：市财政局办公室　发布时间：2026-05-09\n" + LETTER.replace("示例省工业和", "云河市工业和")),
        Example(
            LETTER.replace("对工业和信息化工作", "对教育工作")
            .replace("示例省工业和信息化厅", "示例省财政厅")
            .replace("我厅", "我们")
            .replace("示工信", "示政")
        ),
        Example(
            "示例理工大学"
            + LETTER.replace("示例省工业和信息化厅", "示例理工学院").replace("我厅", "我校").replace("示工信", "示理")
        ),
        Example(_REPORT.replace("示例省科学技术厅", "云河市人民政府"), given={"kind": "report"}),
        Example(_REPORT.replace("示例省科学技术厅", "示例省财政厅"), given={"kind": "report"}),
        Example(
            _REPORT.replace("关于", "示例省科学技术厅关于", 1).replace("技术厅\n2026", "教育厅\n2026"),
            given={"kind": "report"},
        ),
        Example(
            _REPORT.replace("关于", "示例市水务局2025年度", 1)
            .replace("示例省科学技术厅", "示例市生态环境局")
            .replace("厅", "局"),
            given={"kind": "web-copy"},
        ),
        Example(
            LETTER.replace("省十四届人大五次会议", "晋城市第八届人民代表大会闭会期间")
            .replace("示例省工业和信息化厅", "长治市人民政府")
            .replace("我厅", "市政府")
            .replace("示工信函", "市政函")
        ),
        Example(
            _REPORT.replace("关于", "2025年示例大学", 1)
            .replace("示例省科学技术厅", "示例师范学院")
            .replace("厅", "校"),
            given={"kind": "web-copy"},
        ),
    ),
    quiet=(
        Example(LETTER),
        Example("来源：省工信厅办公室　发布时间：2026-05-09\n" + LETTER),
        Example(LETTER.replace("对工业和信息化工作", "对工信工作")),
        Example(LETTER.replace("对工业和信息化工作", "对教育事业")),
        Example(OPINION, given={"kind": "opinion"}),
        Example(_REPORT, given={"kind": "report"}),
        Example(_REPORT.replace("关于", "示例省科学技术厅2025年度", 1), given={"kind": "web-copy"}),
        Example(
            _REPORT.replace("示例省科学技术厅", "中共示例省委教育工作委员会")
            .replace("我厅", "我委")
            .replace("示科办", "示教工委")
            .replace("省科技厅", "省委教育工委"),
            given={"kind": "report"},
        ),
        Example(
            _REPORT.replace("示例省科学技术厅", "示例省科学技术厅办公室").replace("我厅", "我办"),
            given={"kind": "report"},
        ),
    ),
    kinds=ALL_KINDS,
)
