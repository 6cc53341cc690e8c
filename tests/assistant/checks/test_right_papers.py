"""Right papers of many kinds of offices raise nothing; one fault planted in them is found where it stands."""

from pathlib import Path

import pytest

from assistant.checks import CheckContext, read_draft, run
from assistant.draft import PaperKind, Stage
from assistant.findings import Finding
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")
PAPERS = Path(__file__).with_name("right_papers")
KINDS: dict[str, PaperKind] = {
    "reply": "reply", "public": "reply", "opinion": "opinion", "report": "report", "spoken": "spoken-report", "web": "web-copy",
}  # fmt: skip


def paper(name: str) -> str:
    return (PAPERS / f"{name}.txt").read_text(encoding="utf-8")


def findings(name: str, text: str) -> list[Finding]:
    kind = KINDS[name.partition("-")[0]]
    stage: Stage = "公开版" if name.startswith(("web", "public")) else "送审稿" if "送审稿" in text else "终稿"
    draft = read_draft(text, kind, stage)
    return list(run(draft, CheckContext(profile=PROFILE, kind=kind, stage=stage)).findings)


@pytest.mark.parametrize("name", [p.stem for p in sorted(PAPERS.glob("*.txt"))])
def test_a_right_paper_raises_nothing_but_advice(name: str):
    found = findings(name, paper(name))
    assert [f.message for f in found if f.severity != "advice"] == []
    assert len(found) <= 1


@pytest.mark.parametrize(
    ("name", "right", "wrong", "rule"),
    [
        ("reply-01", "市住房城乡建委、", "市住房城乡健委、", "names.corrupted-organ"),
        ("reply-02", "省新闻出版局认真", "省新闻出板局认真", "names.corrupted-organ"),
        ("report-03", "与农工党省委会当面", "与省财证厅当面", "names.corrupted-organ"),
        ("opinion-02", "省文化和旅游厅：", "省文化和旅游厅。", "structure.salutation-colon"),
        ("reply-03", "罗某某、郝某委员", "罗某某、郝某代表", "structure.wrong-salutation"),
        ("reply-06", "人才培养质量。感谢", "人才培养质量，，感谢", "wording.doubled-mark"),
        ("reply-07", "制定适用指引", "制定适适用指引", "wording.doubled-word"),
        ("report-02", "现将我办办理情况", "现将我办理理情况", "wording.doubled-word"),
        ("reply-09", "〔2026〕44号", "〔2026年〕44号", "structure.number-form"),
        ("opinion-01", "二、关于提高", "三、关于提高", "structure.heading-order"),
        ("report-04", "特此报告", "特此通知", "structure.foreign-closing"),
        ("spoken-01", "我受市人民政府委托，向本次常委会会议报告市十五届人大六次", "我受市人民政府委托，向本次常委会会议报告市十五届人大四次", "names.mixed-session"),
        ("spoken-01", "（二）坚持开门", "（三）坚持开门", "structure.heading-order"),
        ("reply-11", "2026年5月11日\n", "", "structure.missing-element"),
        ("reply-05", "我支队高度重视，", "我支队高度重示，", "wording.typo"),
    ],
)  # fmt: skip
def test_one_fault_is_found(name: str, right: str, wrong: str, rule: str):
    text = paper(name)
    assert right in text
    before = {f.check for f in findings(name, text)}
    assert rule in {f.check for f in findings(name, text.replace(right, wrong, 1))} - before
