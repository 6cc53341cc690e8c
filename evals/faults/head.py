"""文号, title, addressee and the other elements of head and foot."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import Edits, in_body, without
from evals.papers import Paper
from knowledge_base import profiles

_NUMBER = re.compile(r"(?P<code>[\u4e00-\u9fff]{2,8})(?P<open>〔)(?P<year>20\d\d)(?P<close>〕)(?P<n>\d+)号")
_ADDRESSED = ("report", "reply", "opinion", "spoken-report")


def _numbers(paper: Paper) -> Iterator[re.Match[str]]:
    yield from _NUMBER.finditer(paper.text)


def bracketed(left: str, right: str) -> Edits:
    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
        for m in _numbers(paper):
            yield one(m.start("open"), m.end("close"), f"{left}{m['year']}{right}")

    return edits


def padded(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in _numbers(paper):
        new = chance.choice([f"第{m['n']}", f"0{m['n']}" if len(m["n"]) < 3 else f"第{m['n']}"])
        yield one(m.start("n"), m.end("n"), new)


def year_word(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in _numbers(paper):
        yield one(m.end("year"), m.end("year"), "年")


def no_hao(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """号 left out."""
    for m in _numbers(paper):
        yield one(m.end() - 1, m.end(), "")


def blank_inside(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in _numbers(paper):
        yield one(m.end("close"), m.end("close"), " ")


def number_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    line = paper.outline.number
    if line and paper.outline.date:
        m = _NUMBER.search(line.text)
        if m and paper.outline.date.text.startswith(m["year"]):
            yield one(line.start + m.start("year"), line.start + m.end("year"), str(int(m["year"]) - 1))


def no_salutation(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if paper.outline.salutation:
        yield without(paper, paper.outline.salutation)


def wrong_addressee(paper: Paper, chance: Random) -> Iterator[Edit]:
    """An organ that the sheet does not name as the receiver."""
    line = paper.outline.salutation
    if line and line.text.rstrip("：") in paper.about.sheet:
        others = [
            x
            for x in ("省政协办公厅", "省人大常委会办公厅", "省财政厅", "省发展改革委", "市政府办公室")
            if x not in paper.text and x not in paper.about.sheet
        ]
        if re.search(r"(?:代表|委员)：$", line.text):
            others = [f"{n}{line.text[-3:-1]}" for n in ("方大林", "许之远")]
        yield one(line.start, line.end - 1, chance.choice(others))


def salutation_mark(paper: Paper, chance: Random) -> Iterator[Edit]:
    if line := paper.outline.salutation:
        yield one(line.end - 1, line.end, chance.choice([":", ":", "，", "。"]))


def no_closing(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Not where a second formula (感谢…) stays behind."""
    line = paper.outline.closing
    if line:
        above = paper.outline.full[paper.outline.full.index(line) - 1]
        if "感谢" not in above.text:
            yield without(paper, line)


_FOREIGN = {
    "report": ("特此通知。", "特此批复。", "此复。", "妥否，请批示。", "特此公告。", "以上请示，请予批准。"),
    "reply": ("特此通知。", "特此报告。", "特此批复。", "妥否，请批示。", "特此通报。"),
    "opinion": ("特此通知。", "特此报告。", "妥否，请批示。", "特此通报。", "请予审议。"),
    "spoken-report": ("特此通知。", "特此函复。", "特此批复。"),
}


def foreign_closing(paper: Paper, chance: Random) -> Iterator[Edit]:
    line = paper.outline.closing
    if line and paper.about.kind in _FOREIGN:
        yield one(line.start, line.end, chance.choice(_FOREIGN[paper.about.kind]))


def no_signature(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if paper.outline.signature:
        yield without(paper, paper.outline.signature)


def titleless_kind(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    line = paper.outline.title
    if line and (m := re.search(r"的(?:情况的)?(?:报告|答复|复函|函|会办意见|意见)$", line.text)):
        yield one(line.start + m.start(), line.end, "")


def title_stop(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if line := paper.outline.title:
        yield one(line.end, line.end, "。")


def doubled_about(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """关于关于."""
    line = paper.outline.title
    if line and "关于" in line.text:
        at = line.start + line.text.index("关于")
        yield one(at, at, "关于")


def case_number(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The number of a 建议 or 提案 with two digits swapped, where the sheet has it."""
    for m in re.finditer(r"(?<!\d)(?P<n>[A-Z]?\d{2,8})(?=号)", paper.text):
        d = m["n"]
        places = [i for i in range(len(d) - 1) if d[i].isdigit() and d[i] != d[i + 1]]
        if d in paper.about.sheet and places and "〕" not in paper.text[max(0, m.start() - 1) : m.start()]:
            i = places[-1]
            yield one(m.start(), m.end(), d[:i] + d[i + 1] + d[i] + d[i + 2 :])


def class_wrong(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A mark of a class that the scheme does not have."""
    for line in paper.outline.full[:4]:
        if m := re.search(r"(?:类别|办理结果|分类)[：:]?\s*(?P<c>[ABC])", line.text):
            yield one(line.start + m.start("c"), line.start + m.end("c"), "E")


def no_class(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Only where the office's own profile asks for the mark."""
    signature = paper.outline.signature
    if not signature or signature.text != profiles.load("省工业和信息化厅").name:
        return
    for line in paper.outline.full[:4]:
        if re.match(r"(?:类别|办理结果|分类)[：:]?\s*[ABC]", line.text):
            yield without(paper, line)


def no_contact(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for line in paper.outline.full[-4:]:
        if "联系人" in line.text and paper.outline.date and line.start > paper.outline.date.start:
            yield without(paper, line)


def no_number(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    if paper.outline.number:
        yield without(paper, paper.outline.number)


def no_title(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """The title with the lines above it that belong to it (who issues)."""
    title = paper.outline.title
    if title:
        head = paper.outline.full[: paper.outline.full.index(title)]
        above = [x for x in head[-1:] if len(x.text) <= 30 and not re.search(r"[〔：。—（）]", x.text)]
        yield without(paper, *above, title)


def attachment_missing(paper: Paper, chance: Random) -> Iterator[Edit]:
    """The body points to an enclosure; none is named."""
    if "附件" in paper.text:
        return
    for line in paper.outline.body:
        if line.text.endswith("。"):
            yield one(
                line.end - 1,
                line.end - 1,
                chance.choice(["（详见附件）", "（具体情况见附件1）", "（清单附后，详见附件）"]),
            )


def wrong_reference(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A reference to a section that the paper does not have."""
    top = [h.value for h in paper.outline.headings if h.level == 1]
    if len(top) < 2:
        return
    from evals.outline import chinese

    for line in paper.outline.body[1:]:
        if line.text.endswith("。"):
            yield one(line.end - 1, line.end - 1, f"（详见本文第{chinese(max(top) + 2)}部分）")


def pronoun(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """您 and 你们 mixed."""
    counts = {w: paper.text.count(w) for w in ("您", "你们")}
    if paper.about.kind != "reply" or not any(counts.values()) or all(counts.values()):
        return
    one_word, other = ("您", "你们") if counts["您"] else ("你们", "您")
    found = list(re.finditer(one_word, paper.text))
    for m in found[1:] if len(found) > 1 else ():
        yield one(m.start(), m.end(), other)


def salutation_term(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """代表 addressed as 委员 in a letter on a 建议, and the reverse."""
    line = paper.outline.salutation
    if line and paper.about.kind == "reply" and (m := re.search(r"(代表|委员)：$", line.text)):
        yield one(line.start + m.start(1), line.start + m.end(1), "委员" if m[1] == "代表" else "代表")


def thanks_to_lead(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A 会办意见 that thanks the proposer as if it were the reply."""
    if paper.about.kind == "opinion" and paper.outline.closing:
        line = paper.outline.closing
        yield one(
            line.start, line.end, chance.choice(["感谢您对我们工作的关心和支持。", "感谢您的宝贵建议，欢迎继续监督。"])
        )


def we_are_other(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """我厅 in a paper of a 局, and the reverse."""
    for here, there in (("我厅", "我局"), ("我局", "我委"), ("我委", "我厅")):
        found = [m for m in re.finditer(here, paper.text) if in_body(paper, m.start())]
        if len(found) >= 3:
            for m in found:
                yield one(m.start(), m.end(), there)
            return


def opening_word(paper: Paper, chance: Random) -> Iterator[Edit]:
    """现答复下, 收悉 left out."""
    if paper.about.kind != "reply":
        return
    for m in re.finditer(r"现?答复如下|》(?:已)?收悉", paper.text):
        if m.group().endswith("收悉"):
            yield one(m.start() + 1, m.end(), "")
        else:
            at = m.start() + m.group().index("如")
            yield one(at, at + 1, "")
    _ = chance


_NEEDED = ("report", "reply", "opinion")

FAULTS = (
    Fault("F01", "文号用[ ]", "self", bracketed("[", "]")),
    Fault("F02", "文号用（ ）", "self", bracketed("（", "）")),
    Fault("F03", "文号用【 】", "self", bracketed("【", "】")),
    Fault("F04", "文号加“第”或补零", "self", padded),
    Fault("F05", "文号括号内加“年”", "self", year_word),
    Fault("F06", "文号年份不是成文年份", "self", number_year),
    Fault("F07", "缺主送或称谓", "self", no_salutation, _ADDRESSED),
    Fault("F08", "主送或称谓对象错", "src", wrong_addressee),
    Fault("F09", "称谓后标点不对", "self", salutation_mark),
    Fault("F10", "缺结束语", "self", no_closing, _NEEDED),
    Fault("F11", "用了别的文种的结束语", "self", foreign_closing),
    Fault("F12", "缺落款", "self", no_signature, (*_NEEDED, "meeting-paper")),
    Fault("F17", "标题缺文种", "self", titleless_kind, (*_NEEDED, "spoken-report")),
    Fault("F20", "建议提案号写错", "src", case_number),
    Fault("F21", "文号缺“号”", "self", no_hao),
    Fault("F22", "文号中有空格", "self", blank_inside),
    Fault("F23", "标题末加句号", "self", title_stop),
    Fault("F24", "标题重复“关于”", "self", doubled_about),
    Fault("F25", "类别标注错", "self", class_wrong, ("reply",)),
    Fault("F26", "缺类别标注", "self", no_class, ("reply",), final=True),
    Fault("F27", "缺联系人", "self", no_contact, ("reply",)),
    Fault("F28", "缺文号", "self", no_number, ("reply", "opinion"), final=True),
    Fault("F29", "缺标题", "self", no_title, _NEEDED),
    Fault("F30", "正文提到附件而没有附件", "self", attachment_missing),
    Fault("F31", "指向不存在的部分", "self", wrong_reference),
    Fault("F32", "您与你们混用", "self", pronoun),
    Fault("F33", "称谓把代表、委员弄反", "self", salutation_term),
    Fault("F34", "会办意见致谢提出人", "self", thanks_to_lead),
    Fault("F35", "自称前后不一", "self", we_are_other),
    Fault("F36", "引语漏字", "self", opening_word),
    Fault("F37", "文号用﹝﹞", "self", bracketed("﹝", "﹞")),
)
