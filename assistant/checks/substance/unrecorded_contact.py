"""A contact or an agreement that the case's papers don't show."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.given import Texts, bare, given
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs, title
from assistant.draft import Draft

_CONTACT = re.compile(
    r"(?:已|曾|先后)?(?:多次)?(?:与|向|同|和)(?:您|你们|代表|委员|贵[\u4e00-\u9fff]{1,4})[^，。；\n]{0,16}?(?:沟通|联系|面商|通话|见面|面复|座谈|汇报|走访)"
)
_SHOWN = re.compile("沟通|联系|面商|通话|见面|面复|走访|电话|座谈|上门|微信")
_AGREED = re.compile(r"(?:您|你们|代表|委员)[^，。；\n]{0,10}?(?:表示)?(?:非常|十分|很)?(?:满意|同意|认可|无意见)")
_CONSULTED = re.compile(
    r"(?:经商|商|会商|会同|经与|征求)(?P<units>(?:[\u4e00-\u9fff]{2,12}?(?:委员会|办公室|厅|局|委|部|院|署)[、和及]?){1,8})(?:意见|研究|同意|，|。|后)"
)
_UNIT = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:委员会|办公室|厅|局|委|部|院|署)(?=[、和及]|$)")
_CASE = re.compile(r"第?0*([A-Za-z]{0,4}\d+)号[”’]?(?:人大)?(?:代表|政协|委员)?(?:建议|提案)")
_OPINION = re.compile("会办意见|协办意见|会办函|供答复时参考")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    if context.own:
        return
    sources = given(context)
    text = bare(sources)
    opinions = _opinions(draft, sources)
    open_claims = 0
    for p in paragraphs(draft):
        if p.kind in BY_CODE:
            continue
        claims = [(m, _SHOWN) for m in _CONTACT.finditer(p.text)] + [(m, _SAID) for m in _AGREED.finditer(p.text)]
        for m, shown in claims:
            if not sources and not _PLAIN.search(m.group()):
                open_claims += 1
            elif not sources or not (_way(m.group()) or shown).search(text):
                severity = None if sources else "advice"
                yield Hit(*p.span(*m.span()), {"what": "没有联系沟通的记录"}, severity, verdict="unsupported")
        for m in _CONSULTED.finditer(p.text):
            for u in _UNIT.finditer(m["units"]):
                if not opinions:
                    open_claims += u.group()[1:] not in text
                elif u.group()[1:] not in text:
                    span = p.span(m.start("units") + u.start(), m.start("units") + u.end())
                    yield Hit(*span, {"what": "会办意见里没有这个单位"}, verdict="unsupported")
    if open_claims:
        yield Undecided(f"有{open_claims}处写到与代表、委员或别的单位沟通会商，没有给出办理材料，无法核对。")


def _opinions(draft: Draft, sources: Texts) -> bool:
    """Whether a source tells what co-handling units said on this case; one on another case says nothing of it."""
    _, _, head = title(draft)
    own = {m[1] for m in _CASE.finditer(head)}
    told = ({m[1] for m in _CASE.finditer(text)} for _, text in sources if _OPINION.search(text))
    return any(not own or not cases or own & cases for cases in told)


def _way(claim: str) -> re.Pattern[str] | None:
    """The record that the way of contact claimed leaves."""
    return next((shown for claimed, shown in _WAYS if claimed.search(claim)), None)


_WAYS = (
    (re.compile("电话|通话"), re.compile("电话(?:联系|沟通|征求|告知|回访)|(?:沟通|联系)[^。；\n]{0,8}电话|通话")),
    (re.compile("当面|见面|面复|面商|上门"), re.compile("当面|见面|面复|面商|上门|登门|面谈|座谈|走访")),
)
_PLAIN = re.compile("电话|当面|见面|面复|通话|满意|认可|同意")
"""Claims so definite that they need a record even where no papers of the case are given."""
_SAID = re.compile("满意|同意|认可|无意见")
_SAYING = LETTER.replace("我厅已梳理", "我厅已与您电话沟通，并梳理")
_CONSULTING = LETTER.replace("经研究", "经商省财政厅、省科技厅，研究")

RULE = Rule(
    id="substance.unrecorded-contact",
    name="没有记录的沟通、会商",
    message="{what}：“{quote}”，请补记录或删去。",
    reason="没有沟通却写沟通过，没有会商却写会商过，代表、委员和会办单位一看便知。",
    authority="各地办理办法：未与代表、委员沟通或未征得会办单位意见的，退回重办",
    severity="warning",
    check=check,
    fires=(
        Example(_SAYING, given={"sources": {"素材.txt": "全省培训企业管理人员1260人次。"}}),
        Example(_CONSULTING, given={"sources": {"意见.txt": "省财政厅会办意见：同意。"}}),
    ),
    quiet=(
        Example(_SAYING, given={"sources": {"素材.txt": "4月2日电话联系代表。"}}),
        Example(LETTER.replace("我厅已梳理", "我厅将与您保持沟通，已梳理")),
        Example(_CONSULTING, given={"sources": {"意见.txt": "省财政厅会办意见：同意。省科技厅会办意见：无意见。"}}),
        Example(_CONSULTING, given={"sources": {"培训.txt": "全省培训企业管理人员1260人次。"}}),
        Example(_CONSULTING, given={"sources": {"别的件.txt": "省财政厅关于第0999号建议的会办意见：同意。"}}),
    ),
)
