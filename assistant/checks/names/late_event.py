"""Something told as done that lies after the day of signing."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import clause, sentence, unquoted
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.timing import AHEAD, AIM, EARLIER, PLANNED, YEAR, signed
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_MOMENT = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d|今|本)\s*年\s*)?(?:(?P<month>1[0-2]|0?[1-9])\s*月(?!份?以来)\s*(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*日|(?P<part>初|上旬|中旬|下旬|底|末|份)?))(?!前)"
    r"|(?<!\d)(?P<only>20\d\d)年(?P<half>上半年|下半年|年底|年末|底|末)?"
)
_DONE = re.compile(
    r"召开|印发|出台|完成|举行|举办|组织|开展|参加|赴|赶赴|下发|通过|收到|接到|承办|办理|办结|走访|调研|座谈|沟通|建成|投产|启动|公布|发布|签订|签约|报送|答复|交办|部署|获|实现|达到|上线|试运行|投用|挂牌|揭牌|落地|开工|竣工|认定|受理|通报|培训|接入|组建|设立|成立|修订|制定|增长|下降|投入|下达|听取|审议|会商|视察|检查|督查|督办|考察|核查|调度|约谈|反馈|回访|新增|更换|整治|拨付|发放|惠及|处置|制发|转发|批复|批准|审定|评为|入选|开通|搬迁|启用|签署|共建|达成|推出|上报|提交|招聘|引进|起诉|查处|破获|结对|捐赠|开设|开放|完工|移交|了"
)
_RANGE = re.compile(r"\d\s*(?:年|月|日)?\s*[—\-－~～至到]\s*$")
_FIRST_DAY = {"初": 1, "上旬": 1, "中旬": 11, "下旬": 21, "底": 25, "末": 25}
_COUNTED_UP = re.compile(r"已|了|共|累计|召开|印发|举行|举办|参加|收到|接到|承办|办结|完成任务")
_COUNTED = re.compile(r"已|共|累计|同比|受理|完成|办结|实现")
_SCHEDULED = re.compile(
    r"(?:正式|全面|全部|整体|主体|基本)?(?:开工|动工|竣工|完工|建成|投产|投用|投运|通车|交付|验收|开业|运营|启用|投入(?:使用|运营|运行)|施行|实施)"
)
"""What a schedule says of a project without any word for a plan: 2025年12月开工，2027年6月竣工."""
_SINCE_DONE = re.compile(r"[^，。；]*已$")
_INTENDED = re.compile(
    r"(?<!即)将(?=[^，。；]{0,12}(?:抓|继续|做好|进一步|加快|推进|完善|组织|开展|持续|会同|把|以))|拟|计划于?"
)
"""What makes a plan of all that a sentence tells of a year: 2027年，会议召开后，我厅将……"""
_ALREADY = re.compile(r"已经?[于在]\s*$")
_MET = re.compile(r"[^，。；]{0,12}(?:听取|沟通|面商|走访|座谈|联系|汇报|见面)[^，。；]{0,2}了")
"""What tells of a talk that has been, also under the heading of what is to come, where letters close with it."""
_TALK = re.compile("走访|当面|座谈|面商|沟通|汇报|上门|听取")
_NEW_YEAR = 3
"""A paper signed by this month may tell of last year's later months without naming the year."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:  # noqa: ARG001  # one signature for all rules
    day = signed(draft) or _month_end(draft)
    if day is None:
        yield Undecided("没有成文日期，没有核对事情是不是写在了成文之后。")
        return
    text = unquoted(visible(draft))
    ahead = False
    for at, block in of_kind(draft, "heading", "paragraph", "opening", "closing"):
        if block.kind == "heading":
            ahead = bool(AHEAD.search(block.text))
        else:
            plan = ahead or bool(AHEAD.match(block.text))
            yield from _late(text[at : at + len(block.text)], at, day, plan=plan)


def _month_end(draft: Draft) -> date | None:
    """The last day of the month of a date whose day is open."""
    for _, block in of_kind(draft, "date"):
        if m := re.fullmatch(r"\s*(20\d\d)\s*年\s*(1[0-2]|[1-9])\s*月\s*日\s*", block.text):
            year, month = int(m[1]), int(m[2])
            return date(year, month, monthrange(year, month)[1])
    return None


def _late(text: str, at: int, day: date, *, plan: bool) -> Iterator[Hit]:
    """``plan``: the text tells what is to come, so that only 已于 makes a moment of it past."""
    for m in _MOMENT.finditer(text):
        done = _ALREADY.search(text, max(0, m.start() - 4), m.start()) or _SINCE_DONE.match(
            text, m.start(), m.end() + 1
        )
        start, end = sentence(text, m.start())
        if plan and not done and not (m["day"] and (_MET.search(text, m.end(), end) or _visited(text, m, start, end))):
            continue
        when, sure = _when(m, text, start, day)
        if (
            when is None
            or when <= day
            or (not done and _planned(text, m, start, end))
            or not (done or _up_to(text, m.start()) or _plain(text, m, start) or _told(m).search(text, m.end(), end))
            or (_SCHEDULED.match(text, m.end()) and not _COUNTED_UP.search(text, *clause(text, m.start())))
        ):
            continue
        values = {"day": f"{day.year}年{day.month}月{day.day}日"}
        yield Hit(
            at + (done.start() if done else m.start()),
            at + m.end(),
            values,
            "error" if sure else "warning",
            detail=f"成文日期是{values['day']}，这里把之后的“{m.group()}”写成已经发生。",
        )


def _visited(text: str, m: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence that begins with a whole date tells of a visit or a talk."""
    whole = m["year"] and m["year"].isdecimal() and not text[start : m.start()].strip(" 　")
    return bool(whole) and not PLANNED.search(text, start, end) and bool(_TALK.search(text, m.end(), end))


def _up_to(text: str, at: int) -> bool:
    """Whether 截至 stands before, with or without the blank of a text taken from a page."""
    return text[max(0, at - 4) : at].rstrip().endswith("截至")


def _plain(text: str, m: re.Match[str], start: int) -> bool:
    """Whether the month of a written year stands at the head of its sentence, where what follows is a tale whatever its
    verb: not a date after a label, nor one from which something is to hold."""
    said = bool(m["month"] and m["year"] and m["year"].isdecimal())
    return said and not text[start : m.start()].strip(" 　") and not re.match("日?(?:起|以后|之后|前)", text[m.end() :])


def _told(m: re.Match[str]) -> re.Pattern[str]:
    """What says that it is done: of the end of a year, where aims are set, only words that leave no doubt."""
    return _COUNTED_UP if m["only"] or m["part"] in ("底", "末") else _DONE


def _planned(text: str, m: re.Match[str], start: int, end: int) -> bool:
    """Whether the words around tell a plan, or the moment ends or begins a stretch of time."""
    before = text[max(start, m.start() - 12) : m.start()]
    if _up_to(text, m.start()):
        return text[m.end() : m.end() + 1] == "前"
    if re.match(r"\s*[—\-－~～至到]|前", text[m.end() :]):
        return True
    stretch = _RANGE.search(before)
    planned = AIM.search(text, start, m.start()) or PLANNED.search(text, *clause(text, m.start()))
    planned = planned or (m["only"] and _INTENDED.search(text, m.end(), end))
    return bool(planned) or bool(stretch and not _COUNTED.search(text, m.end(), end))


def _when(m: re.Match[str], text: str, start: int, day: date) -> tuple[date | None, bool]:
    """The earliest day that is meant, and whether the year is written there."""
    if m["only"]:
        year = int(m["only"])
        late = m["half"] in ("下半年",) or (m["half"] or "")[-1:] in ("底", "末")
        return date(year, {"下半年": 7}.get(m["half"] or "", 12) if late else 1, 1), year > day.year
    said = m["year"]
    year = int(said) if said and said.isdecimal() else day.year
    if not said:
        if EARLIER.search(text, start, m.start()):
            return None, False
        named = YEAR.findall(text[: m.start()])
        year = int(named[-1]) if named else day.year
        if year != day.year or (day.month <= _NEW_YEAR < int(m["month"])):
            return (None, False)
    month = int(m["month"])
    first = int(m["day"]) if m["day"] else _FIRST_DAY.get(m["part"] or "", 1)
    try:
        return date(year, month, first), bool(said and said.isdecimal())
    except ValueError:
        return None, False


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步，", words + "下一步，"))


_SPOKEN = """关于县十八届人大四次会议代表建议办理情况的报告
（2025年8月28日在县十八届人大常委会第三十二次会议上）
副县长　薛某
主任、各位副主任、各位委员：
受县人民政府委托，现报告代表建议办理情况，请予审议。
一、主要工作
2025年6月，县乡道路安防工程竣工，处置隐患路段38.6公里。
以上报告，请予审议。"""

RULE = Rule(
    id="names.late-event",
    name="成文之后才发生的事",
    message="晚于成文日期{day}：“{quote}”写成了已经发生。",
    reason="成文时还没有发生的事不能当成已做的写。",
    authority="公文的成文日期是签发之日（GB/T 9704-2012 7.3.5）",
    severity="warning",
    check=check,
    fires=(
        _letter("2026年6月3日，我厅召开了座谈会。"),
        Example(LETTER.replace("我厅已", "12月初，我厅组织召开座谈会，已")),
        _letter("今年9月，我厅印发指引。"),
        Example(LETTER.replace("8日", "　日").replace("下一步，", "下一步，中心已于2027年上半年建成。")),
        _letter("截至 2026 年 9 月末，培训2600人次。"),
        _letter("2027年6月，中心已建成投用。"),
        _letter("2026年11月，新厂区容纳企业46家。"),
        _letter("2027年，全省培训企业管理人员1260人次，完成任务。"),
        Example(_SPOKEN.replace("6月", "10月"), given={"kind": "spoken-report"}),
        Example(
            _SPOKEN.replace("6月", "10月").replace("（2025", "——2025").replace("会议上）", "会议上"),
            given={"kind": "spoken-report"},
        ),
        Example(_SPOKEN.replace("2025年6月", "12月"), given={"kind": "spoken-report"}),
        Example(LETTER.replace("感谢您", "我厅于2026年6月9日当面听取了您的意见。感谢您")),
        Example(
            LETTER.replace(
                "感谢您", "\n二、下一步措施\n继续办理。\n2026年6月9日，我厅负责同志当面向您汇报办理情况。\n感谢您"
            )
        ),
        Example(LETTER.replace("我厅已", "3月29日，我厅召开交办会，已").replace("5月8日", "3月25日")),
    ),
    quiet=(
        Example(LETTER),
        Example(DRAFT_LETTER),
        _letter("2026年4月3日，我厅召开了座谈会。"),
        _letter("2026年11月起，补贴标准为每家46万元。从2026年12月1日起，实行新办法。"),
        Example(_SPOKEN, given={"kind": "spoken-report"}),
        Example(LETTER.replace("我厅已", "12月29日，我厅召开交办会，已").replace("5月8日", "3月25日")),
        _letter("我厅将于12月组织培训，计划6月印发指引。"),
        _letter("中心总投资3亿元，2025年12月开工，2027年6月竣工。"),
        _letter("2027年，省人代会召开后，我厅将抓好办理。"),
        _letter("力争2027年建成中心，到2028年完成改造。"),
        _letter("2025年9月，我厅印发指引，12月召开推进会。"),
        _letter("去年12月，我厅召开推进会。"),
        _letter("落实《示例省2027年行动方案》，开展“2026年9月”活动。"),
    ),
    kinds=ALL_KINDS,
)
