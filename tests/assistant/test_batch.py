from pathlib import Path

import pytest

from assistant.batch import Options, _names, delivery
from assistant.case import Case
from assistant.proposal import Proposal, Proposer
from knowledge_base import profiles
from knowledge_base.errors import InputError

PROVINCE, CITY = profiles.load("省工业和信息化厅"), profiles.load("示例市工业和信息化局")
TWO = (Proposer("甲某", "代表", lead=True), Proposer("乙某", "代表"))


def test_no_letter_overwrites_another() -> None:
    cases = [(Path(p), "") for p in ("a.txt", "b/a.docx", "a-1.txt", "c.txt")]
    assert _names(cases) == ["a-2", "a-3", "a-1", "c"]


def test_who_gets_a_joint_letter_is_the_profile_s_rule() -> None:
    case = Case(Proposal("建议", proposers=TWO))
    assert delivery(case, PROVINCE) == ["甲某", "乙某"]
    assert CITY.joint.answer == "lead"
    assert delivery(case, CITY) == ["甲某"]


def test_an_opinion_goes_to_the_lead_unit_only() -> None:
    assert delivery(Case(Proposal("提案", proposers=TWO, lead_unit="省财政厅"), "会办"), PROVINCE) == ["省财政厅"]


def test_who_signs_depends_on_kind_role_and_key_case() -> None:
    assert PROVINCE.signer_of("提案", "会办", key_case=False) == "分管负责人"
    assert PROVINCE.signer_of("提案", "会办", key_case=True) == "主要负责人"
    assert PROVINCE.signer_of("建议", "主办", key_case=False) == "主要负责人"


def test_a_final_letter_needs_its_number_and_date() -> None:
    with pytest.raises(InputError, match="发文字号"):
        Options.parse(role=None, stage="终稿", number="", dated="", class_mark="", sources="list")
    with pytest.raises(InputError, match="2026-05-20"):
        Options.parse(role=None, stage="终稿", number="x", dated="5月20日", class_mark="", sources="list")
