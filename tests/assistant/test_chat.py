"""Answers from a real small index, with and without a model behind a real HTTP server."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripted_model import BEHAVIOURS, Pieces, Request, ScriptedModel

from assistant.asking import chat
from assistant.asking.chat import Answer, Turn
from assistant.asking.excerpt import excerpt
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from knowledge_base.documents import Passage
from knowledge_base.embeddings import open_embedder
from knowledge_base.index import index
from knowledge_base.retrieval import KnowledgeBase

pytestmark = pytest.mark.usefixtures("allowed_model")

PAPERS = {
    "账款.txt": """示例省中小企业账款投诉处理实施细则
示工信规〔2025〕2号
示例省工业和信息化厅
2025年5月6日

第一条　为规范中小企业账款投诉处理，制定本细则。
第二条　省工业和信息化厅负责全省中小企业账款投诉的受理和转办。
第三条　受理单位应当自收到投诉之日起10个工作日内作出是否受理的决定。
第四条　被投诉单位应当自收到转办函之日起30日内反馈办理结果；情况复杂的，可以延长至90日。
""",
    "转型.txt": """示例省中小企业数字化转型三年行动方案
示工信发〔2024〕9号
示例省工业和信息化厅
2024年4月2日

一、总体目标
到2026年，全省规模以上工业企业数字化改造覆盖率达到85%，建成智能工厂200家。
二、主要任务
（一）开展数字化诊断。每年为1500家中小企业提供免费数字化诊断服务。
（二）建设公共服务平台。依托省级平台提供设备上云、人才培训等服务。
""",
}
QUESTION = "被投诉单位应当在多少日内反馈账款投诉的办理结果？"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    home, embedder = tmp_path_factory.mktemp("home"), open_embedder()
    index(home, [folder], embedder)
    base = KnowledgeBase(home, embedder)
    yield base
    base.close()


def says(text: str):
    def behaviour(request: Request) -> Pieces:  # every behaviour has the same signature
        yield from text

    return behaviour


def ask(kb: KnowledgeBase, model: str, question: str = QUESTION, history: tuple[Turn, ...] = ()) -> tuple[Answer, str]:
    shown: list[str] = []
    with ScriptedModel(BEHAVIOURS.get(model) or says(model)) as server:
        endpoint = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s", chat_timeout=20))
        got = chat.answer(question, kb, endpoint, history, on_text=shown.append)
    return got, "".join(shown)


def cited(answer: Answer) -> list[int]:
    return [int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)]


def position(kb: KnowledgeBase, needle: str) -> int:
    """The number under which the model sees the passage with these words."""
    passages = kb.search(QUESTION, chat.PASSAGES).passages
    return next(n for n, p in enumerate(passages, 1) if needle in p.text)


def test_without_a_model_the_answer_is_whole_sentences_with_their_source(kb: KnowledgeBase):
    answer = chat.answer(QUESTION, kb, None)
    assert answer.answerable
    assert "30日内反馈办理结果" in answer.answer
    assert "《示例省中小企业账款投诉处理实施细则》（示工信规〔2025〕2号）" in answer.answer
    assert cited(answer)
    assert all(1 <= n <= len(answer.citations) for n in cited(answer))
    assert "30日内反馈办理结果" in answer.citations[0].text


def test_every_sentence_of_an_answer_without_a_model_stands_in_its_passage(kb: KnowledgeBase):
    answer = chat.answer("数字化诊断每年服务多少家中小企业？", kb, None)
    assert "1500家" in answer.answer
    for line in answer.answer.splitlines():
        said, number = re.fullmatch(r"《.*?》(?:（.*?）)?：(.*)\[(\d+)\]", line).groups()  # pyright: ignore[reportOptionalMemberAccess]
        passage = "".join(answer.citations[int(number) - 1].text.split())
        for sentence in re.split("(?<=[。！？])", "".join(said.split())):
            assert sentence in passage


def test_a_table_answers_with_the_row_asked_for_as_a_clause():
    table = "表1 兑现资金\n部门\t事项（项）\t资金（亿元）\n省科学技术厅\t9\t2.10\n省工业和信息化厅\t14\t1.92\n合计\t38\t6.35\n"
    passage = Passage("/kb/t.txt", "关于平台运行情况的通报", 0, len(table), table)
    text, used = excerpt("省工业和信息化厅兑现资金多少亿元？", [passage])
    assert text == ("《关于平台运行情况的通报》：省工业和信息化厅事项14项、资金1.92亿元（表1 兑现资金）。[1]")
    assert used == (passage,)


def test_who_asks_how_is_told_where_to_turn():
    text = (
        "各地要加大拖欠中小企业账款投诉的清理力度，对拖欠中小企业账款的单位予以通报。"
        "中小企业可以向省级账款投诉平台提出拖欠账款的投诉。"
    )
    passage = Passage("/kb/a.txt", "示例省账款办法", 0, len(text), text)
    said, _ = excerpt("中小企业被拖欠账款怎么投诉", [passage])
    assert said.startswith("《示例省账款办法》：中小企业可以向省级账款投诉平台")


def test_a_models_answer_keeps_its_citations_renumbered_from_one(kb: KnowledgeBase):
    n = position(kb, "30日内")
    answer, shown = ask(kb, f"应当在30日内反馈办理结果，情况复杂的可以延长至90日[{n}]。")
    assert answer.answer == "应当在30日内反馈办理结果，情况复杂的可以延长至90日[1]。"
    assert "30日内" in answer.citations[0].text
    assert answer.findings == ()
    assert answer.state == "complete"
    assert shown == answer.answer


def test_a_number_after_the_full_stop_belongs_to_the_sentence_before(kb: KnowledgeBase):
    n = position(kb, "30日内")
    answer, _ = ask(kb, f"应当在30日内反馈办理结果。[{n}]情况复杂的可以延长至90日。【{n}】")
    assert answer.answer == "应当在30日内反馈办理结果[1]。情况复杂的可以延长至90日[1]。"


def test_a_figure_that_the_passage_does_not_hold_is_a_visible_doubt(kb: KnowledgeBase):
    n = position(kb, "30日内")
    answer, shown = ask(kb, f"应当在45日内反馈办理结果[{n}]。")
    assert answer.answer.startswith("〔待核实：应当在45日内反馈办理结果〕")
    assert shown == answer.answer
    [finding] = answer.findings
    assert finding.severity == "error"
    assert "45日" in finding.message
    assert answer.answer[finding.start : finding.end] == finding.quote


def test_a_passage_number_that_does_not_exist_goes_and_is_said(kb: KnowledgeBase):
    answer, _ = ask(kb, "投诉由省工业和信息化厅受理和转办[17]。")
    assert "[17]" not in answer.answer
    assert any("17" in f.message for f in answer.findings)


def test_a_figure_without_a_citation_gets_the_passage_that_holds_it(kb: KnowledgeBase):
    answer, _ = ask(kb, "应当自收到转办函之日起30日内反馈办理结果。")
    assert cited(answer) == [1]
    assert "30日内" in answer.citations[0].text


def test_what_no_passage_says_is_a_visible_doubt(kb: KnowledgeBase):
    answer, _ = ask(kb, "高速铁路建设需要统筹桥梁隧道施工与环境影响评价[1]。")
    assert "〔待核实：" in answer.answer
    assert answer.findings


def test_wrong_numbers_in_every_sentence_are_all_marked(kb: KnowledgeBase):
    answer, _ = ask(kb, "wrong-numbers")
    plain = re.sub(r"〔待核实：[^〔〕]*〕", "", answer.answer)
    for wrong in ("9876", "三千四百五十六万", "８７", "４３２１", "九十九点七"):
        assert wrong not in plain


def test_a_model_that_says_nothing_usable_is_replaced_by_the_passages_words(kb: KnowledgeBase):
    for behaviour in ("refuses", "empty", "broken"):
        answer, _ = ask(kb, behaviour)
        assert "30日内反馈办理结果" in answer.answer
        assert "原文摘录" in answer.findings[0].message


def test_a_model_that_finds_nothing_says_so_plainly(kb: KnowledgeBase):
    answer, _ = ask(kb, "资料中没有讲到这个问题。")
    assert not answer.answerable
    assert answer.citations == ()


def test_stop_keeps_what_was_written(kb: KnowledgeBase):
    pressed, times = threading.Event(), []
    n = position(kb, "30日内")

    def stalls(request: Request) -> Pieces:
        yield f"应当在30日内反馈办理结果[{n}]。第二句"
        time.sleep(0.3)
        times.append(time.monotonic())
        pressed.set()
        time.sleep(20)

    with ScriptedModel(stalls) as server:
        endpoint = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s", chat_timeout=20))
        answer = chat.answer(QUESTION, kb, endpoint, stop=pressed.is_set)
    assert time.monotonic() - times[0] < 1
    assert answer.state == "interrupted"
    assert answer.answer.startswith("应当在30日内反馈办理结果[1]。")


def test_a_question_that_leans_on_the_one_before_is_searched_with_it(kb: KnowledgeBase):
    history = (Turn("user", QUESTION), Turn("assistant", "30日内[1]。"))
    answer = chat.answer("那情况复杂的呢？", kb, None, history)
    assert "90日" in answer.answer


def test_earlier_turns_reach_the_model_without_their_numbers(kb: KnowledgeBase):
    seen: list[Request] = []

    def behaviour(request: Request) -> Pieces:
        seen.append(request)
        yield "资料中没有。"

    with ScriptedModel(behaviour) as server:
        endpoint = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s"))
        chat.answer("那延长的呢？", kb, endpoint, (Turn("user", QUESTION), Turn("assistant", "30日内[1]。")))
    assert [m["role"] for m in seen[0].body["messages"]] == ["system", "user", "assistant", "user"]
    assert seen[0].body["messages"][2]["content"] == "30日内。"


def test_no_personal_data_of_a_question_reaches_the_model(kb: KnowledgeBase):
    seen: list[Request] = []

    def behaviour(request: Request) -> Pieces:
        seen.append(request)
        yield "资料中没有。"

    with ScriptedModel(behaviour) as server:
        endpoint = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s"))
        chat.answer(f"我的手机是13900001234。{QUESTION}", kb, endpoint, (Turn("user", "身份证11010119900101123X"),))
    sent = str(seen[0].body)
    assert "13900001234" not in sent
    assert "11010119900101123X" not in sent


def test_a_small_context_gets_the_best_passages_and_the_rest_is_named(kb: KnowledgeBase, tmp_path: Path):
    (tmp_path / "models.toml").write_text('[[model]]\nname = "s"\ncontext = 2048\n', encoding="utf-8")
    long = QUESTION + "请逐项说明受理、转办、办结、反馈各环节的具体时限和责任单位。" * 24
    with ScriptedModel(says("自受理之日起处理[1]。")) as server:
        endpoint = open_chat_model(Settings(chat_base_url=server.base_url, chat_model="s", home=tmp_path))
        got = chat.answer(long, kb, endpoint)
    assert any("没有送给大模型" in f.message for f in got.findings)
    assert server.requests[0].user.count("\n[") <= 1


def test_the_json_has_the_keys_that_others_script_against(kb: KnowledgeBase):
    data = chat.to_json(chat.answer(QUESTION, kb, None))
    assert {"answer", "answerable", "citations", "findings"} <= set(data)
    assert {"document", "start", "end", "text"} <= set(data["citations"][0])


def test_an_answer_ends_where_the_question_is_answered() -> None:
    text = (
        "2025年，我厅共承办建议提案156件，比上年增加17件。代表建议占承办总量的30.8%，提案占69.2%。\n"
        "表1 2025年建议提案承办情况（单位：件）\n类别\t主办\t合计\n提案\t38\t108\n合计\t56\t156\n"
    )
    more = "3月初召开全厅交办会，56件主办件逐件明确分管负责人，对临近时限的11件发出提醒单。"
    passages = [
        Passage("报告.docx", "关于2025年办理情况的报告", 0, len(text), text, kind="report"),
        Passage("报告.docx", "关于2025年办理情况的报告", 400, 400 + len(more), more, kind="report"),
    ]
    said, used = excerpt("2025年共承办多少件建议提案？", passages)
    assert said == "《关于2025年办理情况的报告》：2025年，我厅共承办建议提案156件，比上年增加17件。[1]"
    assert used == (passages[0],)


def test_everyday_speech_that_no_paper_has_is_answered_in_the_words_of_papers() -> None:
    grants = "市级代表性传承人每人每年补助6000元，连续两年评估不合格的不再补助。"
    evening = "延时开放期间的志愿服务补贴，由市级资金安排60万元。"
    passages = [
        Passage("办法.txt", "非物质文化遗产代表性传承人补助办法", 0, len(grants), grants, kind="policy"),
        Passage("通知.txt", "关于做好延时开放工作的通知", 0, len(evening), evening, kind="policy"),
    ]
    said, used = excerpt("老手艺人一年能拿多少补贴？", passages)
    assert "6000元" in said
    assert used == (passages[0],)


def test_a_paper_no_longer_in_force_or_of_another_year_does_not_stand_beside_the_right_one() -> None:
    new, old = "新开办客栈自受理之日起15个工作日内办结。", "新开办客栈自受理之日起30个工作日内办结，逾期视为同意。"
    rules = [
        Passage("新.txt", "客栈管理办法", 0, len(new), new, kind="policy"),
        Passage("旧.txt", "客栈管理暂行办法", 0, len(old), old, kind="policy", validity="superseded"),
    ]
    said, used = excerpt("新开办客栈多少天办结？", rules)
    assert "30个" not in said
    assert used == (rules[0],)
    assert "30个" in excerpt("新开办客栈多少天办结？", rules[1:])[0], (
        "better than nothing, and told to be of an old version"
    )
    now, before = "承办41件，其中主办19件。", "承办48件，主办件中A类14件。"
    reports = [
        Passage("2024.txt", "关于2024年办理情况的报告", 0, len(now), now, kind="report"),
        Passage("2025.txt", "关于2025年办理情况的报告", 0, len(before), before, kind="report"),
    ]
    assert excerpt("2024年主办件多少件？", reports)[1] == (reports[0],)
    assert set(excerpt("2024年和2025年各承办多少件？", reports)[1]) == set(reports)


def test_a_year_asked_about_afterwards_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for year, count in ((2024, 44), (2025, 57)):
        text = f"关于{year}年文化站工作情况的报告\n\n市政府：\n{year}年，全市文化站每周开放42小时以上的有{count}个。\n白石市文化局\n{year}年12月1日\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    embedder = open_embedder()
    index(tmp_path / "home", [tmp_path], embedder)
    kb = KnowledgeBase(tmp_path / "home", embedder)
    first = "2025年全市文化站每周开放42小时以上的有多少个？"
    before = chat.answer(first, kb, None)
    assert "57个" in before.answer
    then = chat.answer("那2024年呢？", kb, None, (Turn("user", first), Turn("assistant", before.answer)))
    assert "44个" in then.answer
    assert "57个" not in then.answer
    kb.close()
