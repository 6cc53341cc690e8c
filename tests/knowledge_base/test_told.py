"""Refusal by what is asked for: its unit, its year, whose it is, what is counted, and that words are not cut across."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase

PAPERS = {
    "示例省公园条例.txt": (
        "示例省公园条例\n\n2021年5月1日示例省人民代表大会常务委员会通过\n\n第一条 为了保护公园，制定本条例。\n\n"
        "第二条 公园管理机构发现古树受损的，应当在二十四小时内报告绿化主管部门。\n\n"
        "第三条 绿化主管部门由七名至十五名委员组成公园评审委员会，人口超过百万的市可以增加二名。\n\n"
        "第四条 公园应当推进智能化改造，方便老年人游览。\n\n"
        "第五条 举办花展的，应当提前报绿化主管部门备案，主管部门应当自收到之日起十日内答复。\n"
    ),
    "报告.txt": (
        "示例省人民政府关于省人大四次会议代表建议办理情况的报告\n\n示例省人民代表大会常务委员会：\n"
        "2022年，省政府共收到省人大交办的代表建议203件，交由41个部门办理，已全部办结。2021年12月，召开会议作出部署。\n"
        "特此报告。\n示例省人民政府\n2023年1月9日\n"
    ),
    "年报.txt": (
        "示例省公园管理局2023年工作报告\n\n2023年，全省公园接待游客286.4万人次，培训讲解员1.2万余人，开展巡查13轮，发现问题全部整改，按期整改率100%。\n"
        "示例省公园管理局\n2023年12月20日\n"
    ),
    "答复.txt": (
        "示例省人民政府办公厅关于省政协二次会议第0417号提案的答复\n韩溪委员：\n"
        "您提出的关于增设夜间公交的提案收悉，现答复如下：\n将在两条线路先行试点。\n示例省人民政府办公厅\n2024年6月3日\n"
    ),
}


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("told")
    papers: Path = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, encoding="utf-8")
    embedder = open_embedder()
    index(folder / "home", [papers], embedder)
    opened = KnowledgeBase(folder / "home", embedder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "query",
    [
        "古树受损，最晚多少小时内报告？",
        "公园评审委员会由多少名委员组成，人口大市可以增加几名？",
        "2022年省政府收到多少件省人大代表建议？",
        "公园 评审委员会 委员人数",
        "花展备案几天内答复？",
        "2023年全省公园接待游客多少人次？",
        "2023年培训讲解员多少人？",
        "2023年开展巡查多少次？",
    ],
)
def test_what_is_told_is_answered(kb: KnowledgeBase, query: str):
    result = kb.search(query)
    assert result.answerable, result.why


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("公园智能化改造要在哪一年底前完成？", "年份"),
        ("花展备案几个工作日内答复？", "工作日"),
        ("2023年省政府收到多少件省人大代表建议？", "2023"),
        ("2021年省政府收到多少件省人大代表建议？", "2021"),
        ("2022年省政府办结的代表建议里A类有几件？", "A类"),
        ("提夜间公交提案的韩溪委员是哪个界别的？", "界别"),
        ("建议开展无障碍游船租赁制度试点", ""),
    ],
)
def test_what_is_not_told_is_refused(kb: KnowledgeBase, query: str, missing: str):
    result = kb.search(query)
    assert not result.answerable
    assert missing in result.why


def test_what_is_not_found_is_called_by_its_name(kb: KnowledgeBase):
    assert kb.search("花展有多少件展品？").why.endswith(("所问的件数。", "“展品”。"))
    assert "所问的件。" not in kb.search("公园评审委员会收到多少件花展备案？").why


@pytest.mark.parametrize("rate", ["面复率", "满意率", "入园率"])
def test_a_rate_is_not_answered_with_another(kb: KnowledgeBase, rate: str):
    result = kb.search(f"2023年{rate}是多少？")
    assert not result.answerable
    assert kb.search("2023年巡查整改率是多少？").answerable
