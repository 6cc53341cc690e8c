"""A part of the report by a model is never worse than the program's: nothing of the ledger is lost, nothing untold stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from made_ledgers import USUAL, Row, cases, saved, table

from assistant import yearly
from assistant.drafting.reports import Report
from assistant.intake.workbook import read_ledger
from assistant.marked import PLACEHOLDER
from assistant.model import Message, Stop, Stream
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")
COLUMNS = (*USUAL, ("备注", lambda x: x.get("note", "")))
NOTES = (
    "成立4个专题组，由厅领导牵头逐件督办",
    "到3个园区走访调研，意见已写入节水方案",
    "代表对补助标准意见较大，难以一次解决",
    "拟于2026年12月底前建成设计人才库",
)


class Says:
    """A model with an answer for each part."""

    name, room = "says", 100_000

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.asked: dict[str, str] = {}

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        text = messages[-1].text
        part = next(p for p in ("主要做法", "存在问题", "下步工作") if f"要写的部分是“{p}”" in text)
        self.asked[part] = text

        def said(stream: Stream) -> Iterator[str]:
            stream.state = "complete"
            yield self.answers.get(part, "")

        return Stream(said)


def rows() -> list[Row]:
    made = cases(91, 6, 9, roles=("主办", "参阅"), weights=(4, 1), left=1, late=2)
    ours = [x for x in made if x["role"] == "主办"]
    for x, note in zip(ours, NOTES, strict=False):
        x["note"] = note
    for x in made:
        if x["role"] == "参阅":
            x["note"] = "参阅件，已阅存，不需要答复"
    ours[2]["sat"], ours[0]["sup"], ours[0]["pub"] = "不满意", "省政府分管领导", True
    return made


def report(at: Path, model: Says | None) -> Report:
    ledger = read_ledger(saved(at / "台账.xlsx", {"台账": table(rows(), COLUMNS)}))
    made, _ = yearly.write_report(ledger, PROFILE, as_of=date(2026, 6, 30), model=model, waits=False)
    return made


def text(made: Report, part: str) -> str:
    return next(s.text for s in made.sections if s.id == part)


def token(model: Says, part: str, label: str) -> str:
    """The token of the figure with this label in the request for the part."""
    row = next(line for line in model.asked[part].splitlines() if f"｜{label}｜" in line)
    return row.split("｜")[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Says]:
    model = Says({})
    return report(tmp_path_factory.mktemp("plain"), model), model


def numbers(made: Report, part: str) -> set[str]:
    section = next(s for s in made.sections if s.id == part)
    return {f"{r.kind}:{r.text}" for b in section.made for r in b.runs if r.kind in ("figure", "citation")}


@pytest.mark.parametrize(
    "answer",
    ["（一）组织领导。成立专题组。", "今年的工作有声有色，群众纷纷点赞。", "（三）成果转化。意见已写入节水方案。\n（一）组织领导。由厅领导牵头逐件督办。", ""],
)  # fmt: skip
def test_what_a_model_drops_is_kept(tmp_path: Path, told: tuple[Report, Says], answer: str) -> None:
    made = report(tmp_path, Says({"主要做法": answer, "存在问题": answer, "下步工作": answer}))
    for part in ("practice", "problems", "next"):
        assert numbers(made, part) >= numbers(told[0], part)


@pytest.mark.parametrize(
    "answer", ["外省做得比我们好，值得学习。", "", "我厅将在年底前建成十个示范园区。", "一是高度重视。"]
)
def test_a_model_of_which_nothing_can_be_used_is_named(tmp_path: Path, told: tuple[Report, Says], answer: str) -> None:
    made = report(tmp_path, Says({"下步工作": answer}))
    assert text(made, "next") == text(told[0], "next")
    assert any("“下步工作”" in n.message and "由程序按台账起草" in n.message for n in made.notices)


def test_a_sentence_with_all_of_a_sentence_s_figures_and_cases_takes_its_place(
    tmp_path: Path, told: tuple[Report, Says]
) -> None:
    late = token(told[1], "存在问题", "主办件不满意")
    begun = next(line for line in told[1].asked["存在问题"].splitlines() if f"反馈不满意的有{late}" in line)
    case = begun.partition("（")[2].partition("）")[0]
    answer = f"反馈不满意的有{late}（{case}），主要是代表对补助标准意见较大，难以一次解决。"
    made = report(tmp_path, Says({"存在问题": answer}))
    assert "代表委员不满意的原因" not in text(made, "problems")
    assert text(made, "problems").count("反馈不满意的有") == 1
    assert numbers(made, "problems") >= {x for x in numbers(told[0], "problems") if case in x}


@pytest.mark.parametrize(
    ("said", "label"),
    [("反馈满意的有{}。", "主办件不满意"), ("已办结{}。", "超期办结"), ("面复率{}。", "主办件不满意"), ("提案{}。", "超期办结")],
)  # fmt: skip
def test_a_number_under_another_s_name_is_doubted(
    tmp_path: Path, told: tuple[Report, Says], said: str, label: str
) -> None:
    lie = said.format(token(told[1], "存在问题", label))
    made = report(tmp_path, Says({"存在问题": lie}))
    shown = lie.replace(lie[lie.index("⟦") : lie.index("⟧") + 1], "").rstrip("。")
    assert not re.search(rf"{shown}\d", PLACEHOLDER.sub("", text(made, "problems")))
    assert any("“存在问题”：大模型所写没有依据" in n.message for n in made.notices)


@pytest.mark.parametrize("promise", ["建立健全督查问责长效机制。", "逐件上门走访，做到件件有回音。"])
def test_plans_need_words_of_the_ledger(tmp_path: Path, told: tuple[Report, Says], promise: str) -> None:
    row = token(told[1], "下步工作", "拟于")
    made = report(
        tmp_path,
        Says({"下步工作": f"004号建议所提的设计人才库，拟于{row}前建成，对补助标准意见较大的再作研究。\n{promise}"}),
    )
    assert promise.rstrip("。") not in PLACEHOLDER.sub("", text(made, "next"))


def test_each_part_is_given_what_it_is_about(told: tuple[Report, Says]) -> None:
    asked = told[1].asked
    assert "已阅存" not in "".join(asked.values())
    assert "走访调研" in asked["主要做法"]
    assert "走访调研" not in asked["下步工作"]
    assert "补助标准" in asked["存在问题"]
    assert "人才库" in asked["下步工作"]
    assert "｜主办件公开答复｜" in asked["主要做法"]
    assert "｜主办件公开答复｜" not in asked["下步工作"]
    assert "若干" not in asked["主要做法"]
