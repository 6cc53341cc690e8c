"""The hand-written recordings say that they are, and run through the whole of the drafting."""

from pathlib import Path

import pytest

from assistant.desk import open_desk
from assistant.marked import PLACEHOLDER
from assistant.settings import Settings
from evals import handwritten
from evals.intake import own
from knowledge_base.embeddings import open_embedder
from knowledge_base.errors import InputError
from knowledge_base.retrieval import KnowledgeBase

QUALITIES = ("good", "mediocre", "harmful")
FILES = ("2025年提案第0237号", "2025年建议第0112号")
"""Those whose papers the test's small index holds; ``dafu eval drafting --handwritten`` runs them all."""


def test_at_least_twelve_sample_proposals_have_recordings_that_say_they_are_hand_written() -> None:
    sheets = handwritten.sheets()
    names = [x.gold.file for x in own()]
    assert len(sheets) >= 12
    assert all(s.origin == "手写，不是任何模型的输出" for s in sheets)
    assert all(sum(name.startswith(s.file) for name in names) == 1 for s in sheets)


def test_every_recording_belongs_to_one_ask_alone() -> None:
    recorded = [(s.file, one) for s in handwritten.sheets() for one in s.section]
    asks = [(x.gold.file, ask) for x in own() for ask in x.gold.asks]
    for file, section in recorded:
        found = [name for name, ask in asks if section.ask in ask]
        assert len(found) == 1, section.ask
        assert found[0].startswith(file)
        assert section.good != section.mediocre != section.harmful
        assert section.harms, "what is harmful in it must be named"


def test_a_quality_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(InputError, match="good"):
        handwritten.HandwrittenModel("best")


@pytest.fixture(scope="module")
def kb(sample_home: Path) -> KnowledgeBase:
    return KnowledgeBase(sample_home, open_embedder())


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_recording_is_written_out_scored_and_safe(quality: str, kb: KnowledgeBase) -> None:
    items = [x for x in own() if x.gold.file.startswith(FILES)]
    run = handwritten.run(quality, items, open_desk(Settings(), kb, "offline"))
    assert [c.outcome for c in run.cases] == ["passed", "passed"], [(c.note, c.alarms) for c in run.cases]
    text = "\n".join(c.text for c in run.cases)
    if quality == "good":
        assert "2024年共受理投诉486件，办结462件" in text
        assert "办结率93.7%，平均办理时长26天" in text
        assert "〔待核实" not in text
    if quality == "mediocre":
        assert "486件" not in PLACEHOLDER.sub("", text)
        assert "以下是" not in text
    if quality == "harmful":
        for harm in ("受理投诉462件", "99号", "广东", "张伟", "bureau", "笔杆子", "5000万", "evil"):
            assert harm not in text
