"""Sessions, persons, organs, places."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import in_body, quoted, swap, trimmed
from evals.outline import CHINESE, chinese, ordinal
from evals.papers import Paper

_SESSION = re.compile(
    rf"(?P<jie>[{CHINESE}]{{1,3}})届(?P<who>全国人大|全国政协|[^，。；、\d《》\n]{{0,8}}?(?:人大|政协|人民代表大会|委员会))?(?P<ci>[{CHINESE}]{{1,2}})次会议"
)
_ALIKE = {
    "林": "琳", "张": "章", "王": "汪", "李": "季", "刘": "柳", "陈": "程", "赵": "肖", "黄": "王", "周": "邹", "吴": "伍", "徐": "许", "孙": "苏",
    "志": "致", "明": "鸣", "建": "健", "华": "桦", "伟": "炜", "强": "墙", "军": "君", "文": "雯", "平": "萍", "安": "案", "国": "园", "海": "诲",
    "源": "元", "坚": "建", "甲": "田", "乙": "已", "丙": "炳", "丁": "厂", "戊": "成", "己": "已", "庚": "康", "辛": "幸", "壬": "王", "癸": "葵", "玉": "王",
    "舟": "丹", "帆": "凡", "清": "青", "晓": "小", "梅": "海", "春": "椿", "芳": "方", "丽": "莉", "静": "净", "云": "芸", "山": "珊", "江": "姜",
}  # fmt: skip


def _sessions(paper: Paper) -> list[re.Match[str]]:
    return list(_SESSION.finditer(paper.text))


def session_differs(paper: Paper, chance: Random) -> Iterator[Edit]:
    """One of several mentions of a session differs from the others."""
    found = _sessions(paper)
    named = Counter((m["jie"], _body(m), m["ci"]) for m in found)
    for m in found[1:]:
        if named[(m["jie"], _body(m), m["ci"])] > 1:
            yield _other_session(m, chance)


def session_wrong(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A session of the province named once: only a table knows. Sessions before 2023 are in no table here."""
    signed = re.search(r"20\d\d", paper.outline.date.text) if paper.outline.date else None
    if not signed or signed.group() < "2023":
        return
    found = [
        m for m in _sessions(paper) if re.search(r"省(?:政协)?第?$", paper.text[max(0, m.start() - 4) : m.start()])
    ]
    named = Counter((m["jie"], _body(m), m["ci"]) for m in found)
    for m in found:
        if named[(m["jie"], _body(m), m["ci"])] == 1:
            yield _other_session(m, chance)


def _body(m: re.Match[str]) -> str:
    return "政协" if "政协" in m.string[max(0, m.start() - 6) : m.end()] else "人大"


def _other_session(m: re.Match[str], chance: Random) -> Edit:
    ci = ordinal(m["ci"])
    return one(m.start("ci"), m.end("ci"), chinese(ci + 1 if ci < 2 or chance.random() < 0.6 else ci - 1))


def _people(paper: Paper) -> dict[str, list[int]]:
    """Names of persons with their places: those that the paper's sheet lists, and those before 代表 and 委员."""
    names = list(paper.about.people)
    names += re.findall(
        r"(?:^|[、，。；对由请与和\n　])([\u4e00-\u9fff]{2,3})(?=(?:、[\u4e00-\u9fff]{2,3})*(?:等\d*名?)?(?:代表|委员)[：提，])",
        paper.text,
    )
    bad = re.compile(
        r"人大|政协|各位|我厅|省|市|县|部分|两位|相关|有关|全体|党派|住|驻|邀请|主动|一些|界别|建议|提案|你们|您|与|和|对|向|由|请|及|等|名|同|为"
    )
    return {
        n: [m.start() for m in re.finditer(re.escape(n), paper.text)] for n in dict.fromkeys(names) if not bad.search(n)
    }


def _alike(name: str, chance: Random) -> str:
    places = [i for i, c in enumerate(name) if c in _ALIKE]
    i = chance.choice([p for p in places if p] or places)
    return name[:i] + _ALIKE[name[i]] + name[i + 1 :]


def _writable(name: str) -> bool:
    return any(c in _ALIKE for c in name)


def person_differs(paper: Paper, chance: Random) -> Iterator[Edit]:
    for name, places in _people(paper).items():
        if len(places) > 1 and _writable(name):
            for at in places[1:]:
                yield one(at, at + len(name), _alike(name, chance))


def person_wrong(paper: Paper, chance: Random) -> Iterator[Edit]:
    for name, places in _people(paper).items():
        if len(places) == 1 and _writable(name) and name in paper.about.sheet:
            yield one(places[0], places[0] + len(name), _alike(name, chance))


_OFFICES = (
    ("工业和信息化", "工业与信息化"), ("发展和改革", "发展与改革"), ("发展改革委", "发展与改革委"), ("农业农村", "农村农业"), ("生态环境", "生态与环境"), ("住房和城乡建设", "住房与城乡建设"), ("住房城乡建设", "城乡住房建设"),
    ("人力资源和社会保障", "人力资源与社会保障"), ("人力资源社会保障", "人力资源与社会保障"), ("市场监督管理", "市场监管管理"), ("市场监管", "市场督管"), ("卫生健康", "卫生和健康"), ("文化和旅游", "文化与旅游"),
    ("退役军人事务", "退伍军人事务"), ("应急管理", "应急管理与救援"), ("自然资源", "自然与资源"), ("科学技术", "科技技术"), ("交通运输", "交通与运输"), ("国家税务总局", "国家税务局总局"), ("医疗保障", "医疗保险"), ("政务服务和数字化", "政务服务与数字化"), ("国有资产监督管理", "国有资产管理监督"),
)  # fmt: skip
_ORGAN_AFTER = r"(?=(?:厅|局|委员会|委|部|总局|管理厅|管理局))"


def organ_corrupted(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for right, wrong in _OFFICES:
        for m in re.finditer(rf"{right}{_ORGAN_AFTER}", paper.text):
            if not quoted(paper.text, m.start()):
                yield trimmed(m.start(), m.end(), right, wrong)


_RENAMED = (
    ("省农业农村厅", "省农业委员会"), ("省自然资源厅", "省国土资源厅"), ("省生态环境厅", "省环境保护厅"), ("省卫生健康委", "省卫生和计划生育委员会"), ("省文化和旅游厅", "省文化厅"), ("省市场监管局", "省工商行政管理局"),
    ("省应急管理厅", "省安全生产监督管理局"), ("省委金融办", "省银监局"), ("市农业农村局", "市农业委员会"), ("市自然资源局", "市国土资源局"), ("市自然资源和规划局", "市国土资源局"), ("市生态环境局", "市环境保护局"), ("市卫生健康委", "市卫生和计划生育委员会"), ("市市场监管局", "市质量技术监督局"), ("市文化广电和旅游局", "市旅游局"), ("国家金融监督管理总局", "银监会"), ("省医保局", "省卫生厅"),
)  # fmt: skip


def organ_renamed(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for new, old in _RENAMED:
        for m in re.finditer(re.escape(new), paper.text):
            if not quoted(paper.text, m.start()) and in_body(paper, m.start()):
                yield one(m.start(), m.end(), old)


def title_of_person(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """厅长 made 副厅长 or the reverse, where the sheet has the post."""
    for m in re.finditer(r"(副?)(厅长|局长|省长|市长|主任|县长|处长)(?!办公|会议)", paper.text):
        named = [
            p
            for p in paper.about.people
            if re.search(
                rf"{p}副?(?:厅长|局长|省长|市长|主任|县长|处长)|(?:厅长|局长|省长|市长|主任|县长|处长){p}",
                paper.text[max(0, m.start() - 4) : m.end() + 4],
            )
        ]
        if named and any(p in paper.about.sheet for p in named) and in_body(paper, m.start()):
            yield one(m.start(1), m.end(1), "" if m[1] else "副")


_PLACES = {"吉林省": "吉林", "长春市": "吉林", "湖南省": "湖南", "株洲市": "湖南", "甘肃省": "甘肃", "浙江省": "浙江", "青岛市": "山东"}  # fmt: skip


def other_place(paper: Paper, chance: Random) -> Iterator[Edit]:
    """Another real province or city left in from the paper that was copied."""
    for m in re.finditer(r"示例省(?=[^《》，。；\n]{0,12}[，。的各全企])|我省|全省(?=[^，。]{0,6}企业)", paper.text):
        if in_body(paper, m.start()) and not quoted(paper.text, m.start()):
            yield one(m.start(), m.end(), chance.choice([p for p, of in _PLACES.items() if of not in paper.text]))


def signed_by_other(paper: Paper, chance: Random) -> Iterator[Edit]:
    if line := paper.outline.signature:
        yield one(
            line.start,
            line.end,
            chance.choice(["长春市人民政府", "湖南省财政厅", "甘肃省教育厅", "青岛市水务管理局", "吉林省林业和草原局"]),
        )


def people_swapped(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A credit given to another party or organ, which the sheet has right."""
    parties = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "工商联")
    for m in re.finditer("|".join(parties), paper.text):
        if m.group() in paper.about.sheet and in_body(paper, m.start()):
            yield one(
                m.start(),
                m.end(),
                chance.choice([p for p in parties if p not in paper.about.sheet and p not in paper.text]),
            )


def organ_credited(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A thing done by one organ given to another, which the sheet has right."""
    others = ("省教育厅", "省司法厅", "省民政厅", "省体育局", "省广电局", "省审计厅")
    for organ in paper.about.organs:
        for m in re.finditer(re.escape(organ), paper.text):
            if organ in paper.about.sheet and in_body(paper, m.start()):
                free = [o for o in others if o not in paper.text and o not in paper.about.sheet]
                yield one(m.start(), m.end(), chance.choice(free))


def delegation(paper: Paper, chance: Random) -> Iterator[Edit]:
    """The proposer's delegation is another one."""
    for m in re.finditer(r"([\u4e00-\u9fff]{2})(?=代表团)", paper.text):
        if m[1] in paper.about.sheet and in_body(paper, m.start()):
            yield one(
                m.start(), m.end(), chance.choice([x for x in ("西岭", "北原", "南湖") if x not in paper.about.sheet])
            )


FAULTS = (
    Fault("S01", "同一届次前后不一", "self", session_differs),
    Fault("S02", "届次与年份不符（只出现一次）", "table", session_wrong),
    Fault("S03", "同一人名前后写法不同", "self", person_differs),
    Fault("S04", "人名写错（只出现一次）", "src", person_wrong),
    Fault("S05", "机关名称写错", "table", organ_corrupted),
    Fault(
        "S06",
        "建议与提案用错",
        "self",
        swap(
            (r"政协委员提案", "政协委员建议"),
            (r"政协提案(?!委员会)", "政协建议"),
            (r"人大代表建议", "人大代表提案"),
            (r"(?<!人大)代表建议(?!和)", "代表提案"),
            (r"(?<=次会议)代表建议", "代表提案"),
            (r"(?<=号)提案(?=《|收悉|（)", "建议"),
            (r"(?<=号)建议(?=《|收悉|（)", "提案"),
            body=False,
        ),
    ),
    Fault("S07", "职务写错", "src", title_of_person),
    Fault("S08", "机构已更名仍用旧名", "table", organ_renamed),
    Fault(
        "S09", "代表与委员用错", "self", swap((r"(?<=人大)代表(?!大会|建议)", "委员"), (r"(?<=政协)委员(?!会)", "代表"))
    ),
    Fault("S10", "留有外省外市地名", "self", other_place),
    Fault("S11", "代表团写错", "src", delegation),
    Fault("S12", "经办事项记在别的部门名下", "src", organ_credited),
    Fault("F13", "落款是别的机关", "self", signed_by_other),
    Fault("G06", "功劳记错党派团体", "src", people_swapped),
)
