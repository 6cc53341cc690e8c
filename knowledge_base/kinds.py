"""Which kind of paper it is, by its title, its head and its issuer."""

import re

from knowledge_base.documents import Kind
from knowledge_base.laws import is_legal, legal_head, order_number
from knowledge_base.places import place_of
from knowledge_base.titles import genre

_SALUTED = re.compile(r"(?m)^.{1,60}(?:代表|委员)[：:]$")
_ASKED = re.compile("建议|提案|代表|委员")
_PROPOSAL_FIELD = re.compile(
    r"(?m)^(?:案\s*由|题\s*目|提\s*案\s*[人者]|第一提案人|领衔(?:代表|人)|提出人|附议人|联名(?:人|代表)|提案编号|建议编号|编\s*号|审查意见|代表签名|代表姓名|界\s*别|代表团|选举单位)\s*[：:\t]"
)
_PROPOSAL_HEAD = re.compile(r"(?:会议|代表|委员|第.{1,12}号)(?:建议|提案)(?:、批评和意见)?(?:纸|表)?$")
_HEAD = 1_500


def kind_of(title: str, issuer: str, text: str) -> Kind:
    """The kind of the paper with this title; ``other`` when its title ends in no word for a paper."""
    word, head, lines = genre(title), text[:_HEAD], text.splitlines()
    if re.search("[会协]办(?:意见|函)", title):
        return "opinion"
    if _is_reply(title, word, head):
        return "reply"
    if len(_PROPOSAL_FIELD.findall(head)) >= 2 or any(_PROPOSAL_HEAD.search(line) for line in (title, *lines[:3])):
        return "proposal"
    if word in {"建议", "提案", "议案"}:
        return "proposal"
    if (word.endswith(("报告", "总结", "汇报")) and "印发" not in title) or _reports(title, word):
        return "report"
    if (
        is_legal(title, lines)
        or word == "条例"
        or (word in ("决定", "决议", "修正案") and issuer.startswith("全国人民代表大会"))
    ):
        return _legal(title, issuer, lines)
    return "policy" if word else "other"


def _is_reply(title: str, word: str, head: str) -> bool:
    """A letter to those who proposed something; letters between offices are none."""
    if _SALUTED.search(head) and "收悉" in head:
        return True
    if "答复" in title and genre(title):
        return True
    return (word.endswith("函") and bool(_ASKED.search(title))) or (word == "回复" and bool(_ASKED.search(title)))


def _reports(title: str, word: str) -> bool:
    """The year's work on 建议 and 提案 under a title that does not end in 报告."""
    return word in ("", "通报", "公告", "说明") and bool(re.search("(?:建议|提案).*办理.*情况", title))


def _legal(title: str, issuer: str, lines: list[str]) -> Kind:
    if genre(title) in ("法", "法典") or issuer.startswith("全国人民代表大会"):
        return "law"
    enacted = "人民代表大会" in issuer or issuer == "国务院" or order_number(lines)
    passed = any(re.search("会议.{0,30}通过", line) for line in legal_head(lines))
    return "regulation" if genre(title) == "条例" or enacted or passed or place_of(title) else "policy"
