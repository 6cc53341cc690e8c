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


REPLY = """云河市城市管理局
云城管函〔2026〕18号
关于市十五届人大六次会议第102号建议的答复
邱某某代表：
您提出的关于治理占道经营的建议收悉。经研究，现答复如下：
一、工作情况
{}
二、下一步工作
我局将持续推进。
感谢您对城市管理工作的关心支持。
云河市城市管理局
2026年4月27日"""
REPORT = """关于2025年建议提案办理工作情况的报告
示水办〔2025〕62号
省政府办公厅：
按照通知要求，现将我厅2025年建议提案办理工作情况报告如下。
一、总体情况
2025年，我厅共承办建议提案46件，其中省十四届人大四次会议代表建议18件，省政协十三届三次会议提案28件，均已按时办结。
{}
二、主要做法
（一）加强领导，落实责任。厅党组专题研究。
三、存在问题
个别答复针对性不强。
四、下步工作
我厅将持续改进。
特此报告。
示例省水利厅
2025年12月1日"""
SENTENCES = [
    tuple(line.split("\t", 1))
    for line in Path(__file__).with_name("right_sentences.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
def test_a_right_sentence_raises_nothing(kind: PaperKind, sentence: str):
    frame = REPLY if kind == "reply" else REPORT
    draft = read_draft(frame.format(sentence), kind, "终稿")
    found = run(draft, CheckContext(profile=PROFILE, kind=kind, stage="终稿")).findings
    assert [(f.check, f.message) for f in found] == []
