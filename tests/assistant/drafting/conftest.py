"""A few invented papers in a real index, and the office that answers."""

from pathlib import Path

import pytest

from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.profiles import Profile, load
from knowledge_base.retrieval import KnowledgeBase

PAPERS = {
    "工业节水条例.txt": """工业节水条例

（2024年5月6日国务院令第901号公布）

第一条 为了促进工业节水，制定本条例。

第二条 国家鼓励工业企业采用中水回用、循环冷却等先进节水工艺和设备，提高水的重复利用率。

第三条 年取水量30万立方米以上的企业应当每两年开展一次水平衡测试，并将测试结果报送县级以上人民政府工业和信息化主管部门。

第四条 国务院财政部门安排专项资金，支持工业节水技术的研究。

第五条 本条例自2024年7月1日起施行。
""",
    "旧版/工业节水条例.txt": """工业节水条例

（2010年5月6日国务院令第555号公布）

第一条 为了促进工业节水，制定本条例。

第二条 国家鼓励工业企业采用中水回用、循环冷却等节水工艺，对水平衡测试不作强制要求。
""",
    "南溪省工业节水办法.txt": """南溪省工业节水办法

南溪政发〔2023〕7号

第一条 为了促进本省工业节水，制定本办法。

第二条 南溪省工业企业开展中水回用改造的，按照设备投资额的百分之二十给予补助，最高三百万元。
""",
    "示工信函〔2025〕31号 关于工业节水提案的答复.txt": """关于省政协十三届三次会议第0711号提案的答复

示工信函〔2025〕31号

周某委员：

您提出的《关于推进工业园区节水的提案》收悉。经研究，现答复如下：

一、关于推广中水回用的建议

今年以来，我厅在17个工业园区推广中水回用，新增循环用水能力46万立方米。下一步，我厅将再建一批示范项目。

感谢您对工业和信息化工作的关心和支持。

示例省工业和信息化厅

2025年6月9日
""",
}


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder, home = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("home")
    for name, text in PAPERS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    embedder = open_embedder()
    index(home, [Path(folder)], embedder)
    return KnowledgeBase(home, embedder)


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load("省工业和信息化厅")
