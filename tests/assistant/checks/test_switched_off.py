"""An office may do without a rule: by id or by how ids begin, with a reason that every report tells."""

import pytest
from pydantic import ValidationError

from assistant.checks import CheckContext, CheckReport, read_draft, run
from assistant.checks.samples import LETTER
from knowledge_base import profiles
from knowledge_base.profiles import SwitchedOff

FAULTY = LETTER.replace("〔2026〕31号", "[2026]31号").replace("改造的建议》", "改造的建议")


def checked(*off: tuple[str, str]) -> CheckReport:
    profile = profiles.load("省工业和信息化厅").model_copy(
        update={"switched_off": tuple(SwitchedOff(rule=rule, reason=reason) for rule, reason in off)}
    )
    return run(read_draft(FAULTY, "reply", "终稿"), CheckContext(profile=profile, stage="终稿"))


def fired(report: CheckReport) -> set[str]:
    return {f.check for f in report.findings}


def test_a_rule_is_switched_off_by_its_id_and_the_report_says_why() -> None:
    assert "structure.number-form" in fired(checked())
    report = checked(("structure.number-form", "本单位沿用旧式文号"))
    assert "structure.number-form" not in fired(report)
    assert ("structure.number-form", "本单位停用：本单位沿用旧式文号") in report.not_applicable


@pytest.mark.parametrize("prefix", ["wording", "wording.", "wording.*"])
def test_a_group_is_switched_off_by_how_its_ids_begin(prefix: str) -> None:
    assert any(c.startswith("wording.") for c in fired(checked()))
    assert not any(c.startswith("wording.") for c in fired(checked((prefix, "用语另有专人把关"))))


def test_a_misspelt_rule_is_told() -> None:
    report = checked(("wording.nonsense", "写错了"))
    assert any(rule == "wording.nonsense" and "没有停用" in why for rule, why in report.not_applicable)
    assert fired(report) == fired(checked())


def test_switching_off_needs_a_reason() -> None:
    with pytest.raises(ValidationError):
        SwitchedOff(rule="wording", reason="")
