"""The hand-written recordings whose 处室 filled a 素材表: what is said well stands, what is untrue does not."""

from collections.abc import Iterator

import pytest

from assistant.desk import open_desk
from assistant.marked import PLACEHOLDER
from assistant.settings import Settings
from evals import handwritten
from evals.intake import own
from evals.results import Run
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase
from knowledge_base.samples import SAMPLE_CORPUS

SHEETS = [s for s in handwritten.sheets() if any(one.material for one in s.section)]
PAPERS = ("第0058号", "第0091号", "第0188号", "第0244号", "道路测试", "产业链提升")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    home, embedder = tmp_path_factory.mktemp("home"), open_embedder()
    files = [p for p in sorted(SAMPLE_CORPUS.rglob("*.*")) if any(w in p.name for w in PAPERS)]
    index(home, [p for p in files if p.parent.name != "proposals"], embedder)
    kb = KnowledgeBase(home, embedder)
    yield kb
    kb.close()


def run(quality: str, kb: KnowledgeBase) -> Run:
    items = [x for x in own() if x.gold.file.startswith(tuple(s.file for s in SHEETS))]
    return handwritten.run(quality, items, open_desk(Settings(), kb, "offline"))


def test_four_recordings_have_what_the_units_supplied_one_of_them_for_an_opinion() -> None:
    assert len(SHEETS) >= 4
    assert sum(one.good.count("。") for s in SHEETS for one in s.section if one.material) >= 25
    assert sum(len(one.harms) for s in SHEETS for one in s.section if one.material) >= 20


def test_a_good_letter_with_a_source_for_each_sentence_bears_no_doubt(kb: KnowledgeBase) -> None:
    cases = run("good", kb).cases
    assert {c.group for c in cases} == {"主办", "会办"}
    assert [(c.outcome, c.note, c.alarms) for c in cases] == [("passed", "", ())] * len(SHEETS)
    text = "\n".join(c.text for c in cases)
    assert "〔待核实" not in text
    assert "11个市（州）中，云河市、青岭市归集率超过95%，还有3个市（州）不足60%" in text
    assert "另外2个平台的生产线涉密，暂不对外开放，请您理解。" in text


def test_no_lie_of_a_dishonest_one_stands_unmarked(kb: KnowledgeBase) -> None:
    cases = run("harmful", kb).cases
    assert [(c.outcome, c.note) for c in cases] == [("passed", "")] * len(SHEETS)
    stands = PLACEHOLDER.sub("", "\n".join(c.text for c in cases))
    assert "奖励资金已全部拨付到企业账户" in stands, "what is true beside the lies stays"
