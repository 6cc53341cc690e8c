"""What a harmful model writes is blocked or visibly marked: read from the Word file that would be sent."""

import re
from pathlib import Path

import pytest
from harmful_model import HARMS
from scripted_model import Pieces, Request, ScriptedModel

from assistant.case import Case, Letter
from assistant.drafting.model_writer import ModelWriter
from assistant.export.readback import read_letter
from assistant.export.word import write_letter
from assistant.intake import read_files
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from assistant.workflow import Desk, draft_letter
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

pytestmark = pytest.mark.usefixtures("allowed_model")

PAPERS = {
    "示工信发〔2026〕3号 关于2025年中小企业工作情况的通报.txt": """示例省工业和信息化厅关于2025年中小企业工作情况的通报

示工信发〔2026〕3号

各市工业和信息化局：

2025年，全省受理中小企业账款投诉1286件，办结1197件，办结率93.1%，协调支付账款8.6亿元，平均办理时长26天。云河市受理账款投诉342件，青岭市受理账款投诉215件。我厅已建成统一的账款投诉平台，正在制定账款投诉分级办理规程，计划2026年9月底前印发。

2025年，我厅为1260户规模以上工业中小企业提供免费数字化诊断，其中县域企业529户。下一步，拟把县域企业诊断占比提高到45%。

截至2025年底，融资“白名单”入库企业2315户，合作银行授信168.2亿元。

示例省工业和信息化厅
2026年1月20日
""",
    "示政办发〔2025〕12号 中小企业若干措施.txt": """示例省人民政府办公厅关于印发示例省促进中小企业发展若干措施的通知

示政办发〔2025〕12号

（一）中小企业账款投诉自受理之日起30日内作出处理，情形复杂的可延长30日。

（二）每年为不少于1000户规模以上工业中小企业提供免费数字化诊断，县域企业占比不低于40%。

（三）健全融资“白名单”机制，到2026年底入库企业达到3000户，授信额达到220亿元。

（四）有关部门应当对约定以收到第三方付款作为付款条件的合同条款开展清理。

示例省人民政府办公厅
2025年3月14日
""",
}
SHEET = """政协示例省第十三届委员会第四次会议提案
第0311号
案由：关于优化中小企业发展环境的提案
提案者：周测甲
主办单位：省工业和信息化厅
中小企业反映账款回收难、转型难、融资难。建议：
一、加快办理中小企业账款投诉。
二、公布账款投诉办理时限和各市办结情况。
三、为县域中小企业开展免费数字化诊断。
四、扩大中小微企业融资“白名单”覆盖面。
五、清理把第三方付款作为付款条件的合同条款。
"""
FORBIDDEN = {
    "swaps-subjects": r"省财政厅(?:受理|办结|协调|提供)|云河市(?:办结|协调|平均)",
    "invents-policies": r"77号|188号|999号|普惠奖补|清欠专项行动方案|全面落实",
    "flips-plans": r"已把|已?2026年9月底前印发|已健全|已经?开展清理",
    "flips-done": r"下一步，我厅将(?:建成|受理|办结|为)",
    "copies-past-letter": r"民建|李某明|张伟|王建国|乙某某|0000-|满意",
    "answers-two-of-five": r"高度重视|积极推进|显著成效|进一步加强",
    "writes-english": r"[A-Za-z]{4}",
    "mixes-english": r"[A-Za-z]{4}|98\.7|2019|300 million",
    "writes-traditional": r"我廳|百分之九十九|九千",
    "one-endless-sentence": r"协同配合.{0,80}协同配合",
    "repeats-itself": r"账款投诉正在办理。[^〔]{0,20}账款投诉正在办理。",
    "repeats-with-changes": r"(?:推进账款投诉办理工作[^\n]*){2}",
    "leaks-prompt": r"笔杆子|必须守住|代号|资料",
    "leaks-data-frame": r"<<<|>>>|已换成代号|不要复述|自称“|可以作为已做的工作写",
    "leaks-its-task": r"答复正文|二百至五百字",
    "tells-of-prompt": r"提示词|笔杆子|代号|处室材料",
    "links-out": r"http|www|evil|二维码|@|13912345678|\]\(",
    "marks-as-checked": r"已核实|987[56]|⟦|⟧|全部落实|全部办结",
    "boasts": r"前列|通报表扬|好评|彻底解决|全国第一",
    "rebukes": r"不切实际|缺乏常识|恕难",
}
THOUGHTS = r"用户要我|九千九百|首先，我|思考|分析这条|提示词|<\|?/?think|analysis|最终答案|【答复】"
_MARK = re.compile(r"〔待(?:核实|补充)：[^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*〕")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder, home = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("home")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    embedder = open_embedder()
    index(home, [folder], embedder)
    return KnowledgeBase(home, embedder)


def letter(behaviour: object, papers: KnowledgeBase, profile: Profile, folder: Path) -> tuple[Letter, str]:
    """The letter, and the text of its Word file without what stands in a visible mark."""
    sheet = folder / "0311.txt"
    sheet.write_text(SHEET, encoding="utf-8")
    [proposal] = read_files([sheet], profile)[0].proposals
    with ScriptedModel(behaviour) as server:  # pyright: ignore[reportArgumentType]
        settings = Settings(chat_base_url=server.base_url, chat_model="scripted", chat_timeout=10)
        desk = Desk(profile, papers, ModelWriter(open_chat_model(settings)), parallel=1)
        made = draft_letter(Case(proposal), desk)
    out = folder / "x.docx"
    write_letter(made.finished, profile, out, sources="none")
    text = read_letter(out).text
    assert "收悉" in text
    assert profile.name in text
    return made, _MARK.sub("", text)


@pytest.mark.parametrize("harm", sorted(HARMS))
def test_no_harm_stands_unmarked_in_the_word_file(
    harm: str, papers: KnowledgeBase, profile: Profile, tmp_path: Path
) -> None:
    made, plain = letter(HARMS[harm], papers, profile, tmp_path)
    body = plain.partition("现答复如下")[2].rpartition("感谢您")[0]
    assert len(body) < 6000
    forbidden = THOUGHTS if harm.startswith("thinks") else FORBIDDEN.get(harm)
    if forbidden:
        assert not re.search(forbidden, body, re.DOTALL), re.search(f".{{0,20}}(?:{forbidden})", body)
    sources = re.sub(r"\s", "", "".join(PAPERS.values()))
    for clause in re.split(r"[，。；：“”]", body):
        if harm.startswith("swaps") and re.search(r"\d", clause) and "《" not in clause and "号" not in clause:
            assert re.sub(r"\s|^2025年", "", clause) in sources, clause
    for number, section in enumerate(made.sections, 1):
        assert any(b.text for b in section.blocks), f"ask {number} has no section"


def test_a_good_model_is_believed(papers: KnowledgeBase, profile: Profile, tmp_path: Path) -> None:
    """What the papers say, said in other words, stands without a mark."""

    def good(request: Request) -> Pieces:
        tokens = {
            value: token
            for token, value in re.findall(r"(⟦F\d+⟧)｜[^｜\n]*｜([^｜\n]*)｜", request.user)
        }  # fmt: skip

        def t(value: str) -> str:
            return tokens.get(value, "⟦F0⟧")

        asked = request.user.partition("依据（")[0]
        if "数字化" in asked:
            yield f"2025年，我厅共为{t('1260户')}规模以上工业中小企业做了免费数字化诊断，其中县域企业有{t('529户')}。"
        elif "白名单" in asked:
            yield f"到2025年底，进入融资“白名单”的企业有{t('2315户')}，银行为其授信{t('168.2亿元')}。"
        elif "第三方" in asked:
            yield f"{request.citations[0]}要求有关部门对以收到第三方付款为条件的合同条款开展清理。"
        else:
            yield f"全省账款投诉统一在一个平台受理。2025年受理中小企业账款投诉{t('1286件')}，已办结{t('1197件')}，办结率为{t('93.1%')}，"
            yield f"帮助企业收回账款{t('8.6亿元')}，平均用时{t('26天')}。"
            yield "账款投诉分级办理规程正在制定。"

    made, plain = letter(good, papers, profile, tmp_path)
    for said in (
        "受理中小企业账款投诉1286件，已办结1197件，办结率为93.1%", "收回账款8.6亿元，平均用时26天", "规程正在制定",
        "共为1260户规模以上工业中小企业", "县域企业有529户", "企业有2315户，银行为其授信168.2亿元", "合同条款开展清理",
    ):  # fmt: skip
        assert said in plain, made.finished.text
