"""``dafu figures`` and ``dafu report`` as a person types them: answers that fit, and one sentence for those that don't."""

import json
from pathlib import Path

import pytest
from made_ledgers import USUAL, as_csv, cases, changed, saved, table
from openpyxl import load_workbook

from assistant.commands import ledgers
from knowledge_base.errors import InputError

ROWS = cases(91, 6, 9)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return saved(tmp_path / "台账.xlsx", {"台账": table(ROWS, USUAL)})


@pytest.fixture
def as_text(tmp_path: Path) -> Path:
    return as_csv(tmp_path / "台账.csv", table(ROWS, USUAL), "utf-8")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("牵头=主办", "没有要确认的“牵头”"),
        ("台账!R=办理结果", "没有要确认的“台账!R”.*列，如 C=类别"),
        ("面复率=全省件", "面复率的分母没有“全省件”，可选：.*主办件"),
        ("R=随便", "不是台账的栏目"),
    ],
)
def test_an_answer_that_nothing_asked_for_is_refused_with_what_is_offered(as_text: Path, said: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        ledgers.figures(as_text, confirm=[said])


def test_an_answer_that_is_none_of_those_offered_is_refused(tmp_path: Path) -> None:
    lines = table(ROWS, changed(办理方式=lambda x: "牵头" if x["role"] == "主办" else x["role"]))
    path = saved(tmp_path / "台账.xlsx", {"台账": lines})
    with pytest.raises(InputError, match=r"牵头=主板.*填得不对.*主办、独办"):
        ledgers.figures(path, confirm=["牵头=主板"])
    assert ledgers.figures(path, confirm=["牵头=主办"]) == 0


def test_a_base_that_was_confirmed_stands_in_the_report_and_is_asked_no_more(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = "主办件"
    ledgers.report(
        listed, confirm=[f"面复率={base}"], section=["overview"], json_to=str(tmp_path / "r.json"), home=tmp_path
    )
    entry = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    ours = [x for x in ROWS if x["role"] == "主办"]
    met = sum(x["face"] is True for x in ours)
    assert f"主办件{len(ours)}件中，{met}件与代表委员进行了面复" in entry["draft"]["text"]
    assert not [q for q in entry["questions"] if q["value"] == "rate.face"]
    assert [q for q in entry["questions"] if q["value"] == "rate.satisfied"]
    assert f"已写入 {tmp_path / 'r.json'}" in capsys.readouterr().err


def test_a_case_that_cannot_be_told_is_refused_with_those_that_can(as_text: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"没有“99”这一件.*可选：!\d+（"):
        ledgers.report(as_text, case=["99"], home=tmp_path)
    with pytest.raises(InputError, match="用不上"):
        ledgers.report(as_text, case=["4"], kind="mid-year", home=tmp_path)


def test_what_was_assumed_found_and_written_is_told_beside_the_json(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledgers.report(listed, out=tmp_path / "报告.docx", json_to="-", home=tmp_path)
    out, err = capsys.readouterr()
    assert json.loads(out)["report"]["guessed"]
    for said in (
        "请确认　面复率",
        "（已按“",
        "报告种类按台账判断为",
        "待补充　主要做法：3处",
        "校核：错误 0 处",
        "报告.figures.xlsx",
    ):
        assert said in err
    ledgers.figures(listed, json_to="-")
    out, err = capsys.readouterr()
    assert json.loads(out)["figures"]
    assert "请确认　面复率" in err


def test_a_figure_that_is_none_names_the_rows_that_were_looked_through(listed: Path, tmp_path: Path) -> None:
    ledgers.report(listed, out=tmp_path / "报告.docx", home=tmp_path)
    rows = list(load_workbook(tmp_path / "报告.figures.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [r for r in rows if r[0] == "0件"]
    assert all(r[4] for r in rows)
    assert any("没有符合的" in str(r[2]) for r in rows if r[0] == "0件")
