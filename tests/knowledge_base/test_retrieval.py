"""Search finds the right passage by what a query names, in papers' words and in people's, and says when there is none."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample_papers import write

from knowledge_base.embeddings import open_embedder
from knowledge_base.errors import SetupError
from knowledge_base.index import index
from knowledge_base.passages import LONGEST
from knowledge_base.retrieval import KnowledgeBase


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("kb")
    embedder = open_embedder()
    index(folder / "home", [write(folder / "papers")], embedder)
    opened = KnowledgeBase(folder / "home", embedder)
    yield opened
    opened.close()


def first(kb: KnowledgeBase, query: str) -> str:
    return Path(kb.search(query).passages[0].document).name


def test_a_passage_is_the_documents_own_text_at_its_offsets(kb: KnowledgeBase):
    for passage in kb.search("失业保险费返还").passages:
        document = kb.document(passage.document)
        assert document
        assert document.text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= LONGEST


def test_everyday_speech_finds_the_official_passage(kb: KnowledgeBase):
    assert first(kb, "厂里没炒人，交的那笔钱能退回来吗？") == "稳岗.txt"
    assert first(kb, "楼顶的彩灯通宵亮着没人管") == "节能.txt"


def test_the_newest_version_stands_for_its_predecessor(kb: KnowledgeBase):
    found = kb.search("公共数据开放申请多少日内答复").passages
    assert Path(found[0].document).name == "示例省数据条例2024.txt"
    assert [Path(p).name for p in found[0].also] == ["示例省数据条例2020.txt"]


def test_a_query_that_names_the_old_year_gets_the_old_version(kb: KnowledgeBase):
    assert first(kb, "2020年版示例省数据条例规定申请后多少日内答复") == "示例省数据条例2020.txt"


def test_filters_narrow_by_kind_year_issuer_and_validity(kb: KnowledgeBase):
    assert {p.kind for p in kb.search("答复", kind="report").passages} == {"report"}
    assert {p.issued.year for p in kb.search("失业", year=2022).passages if p.issued} == {2022}
    assert all("人民政府" in p.issuer for p in kb.search("数据", issuer="人民政府").passages)
    old = kb.search("数据开放", validity="superseded").passages
    assert {Path(p.document).name for p in old} == {"示例省数据条例2020.txt"}
    assert kb.search("数据", usable=lambda p: p.kind == "law").passages == ()


def test_it_says_when_nothing_answers_and_why(kb: KnowledgeBase):
    cases = {
        "个人所得税法对年终奖是怎么规定的？": "个人所得税法",
        "示政办发〔2019〕77号文提了哪些要求？": "77号",
        "示例省工信厅2023年承办了多少件建议提案？": "2023",
        "2016年版示例省数据条例规定几日内答复？": "2016",
    }
    for query, named in cases.items():
        result = kb.search(query)
        assert not result.answerable, query
        assert named in result.why


def test_it_does_not_refuse_what_it_holds(kb: KnowledgeBase):
    for query in (
        "个人创业担保贷款额度是多少？",
        "示例省工信厅2025年承办了多少件建议提案？",
        "建议返还企业失业保险费，支持不裁员的企业",
        "失业登记 常住地",
        "违反示例省数据条例罚多少钱？",
    ):
        assert kb.search(query).answerable, query


def test_papers_are_found_by_title_and_number(kb: KnowledgeBase):
    assert [Path(d.path).name for d in kb.find_title("《示例省数据条例》")] == [
        "示例省数据条例2024.txt",
        "示例省数据条例2020.txt",
    ]
    assert [Path(d.path).name for d in kb.find_number("示政办发[2023] 8号")] == ["稳岗.txt"]
    assert kb.find_title("《没有的条例》") == []
    assert kb.document("/nowhere.txt") is None


def test_parallel_searches_give_the_same_as_one_after_another(kb: KnowledgeBase):
    queries = ["失业登记", "景观照明", "数据开放", "罚款多少"] * 4
    alone = [kb.search(q).passages for q in queries]
    with ThreadPoolExecutor(8) as pool:
        assert [r.passages for r in pool.map(kb.search, queries)] == alone


def test_an_empty_index_answers_nothing(tmp_path: Path):
    (tmp_path / "none").mkdir()
    embedder = open_embedder()
    index(tmp_path / "home", [tmp_path / "none"], embedder)
    kb = KnowledgeBase(tmp_path / "home", embedder)
    result = kb.search("失业登记")
    assert (result.passages, result.answerable) == ((), False)
    kb.close()


def test_an_embedding_endpoint_needs_both_address_and_model():
    with pytest.raises(SetupError, match="DAFU_EMBED"):
        open_embedder(base_url="http://127.0.0.1:9/v1")


@pytest.mark.parametrize("asked", ["出台失业保险费返还操作细则", "建议优化我省稳定就业岗位布局，返还失业保险费"])
def test_a_paper_that_is_asked_for_and_a_layout_are_no_names_that_must_be_held(kb: KnowledgeBase, asked: str):
    found = kb.search(asked)
    assert "没有收录《" not in found.why
    assert "布局”" not in found.why
