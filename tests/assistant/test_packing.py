"""Evidence within a small context: the best goes, the rest is named; who wrote and what it took is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from scripted_model import ScriptedModel
from test_model_writer import LAW, OWN, brief, text_of

from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.writer import Section
from assistant.figures import FigureSheet
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from assistant.spent import spent
from knowledge_base import tokens
from knowledge_base.documents import Passage

pytestmark = pytest.mark.usefixtures("allowed_model")

FILLER = "关于健全工作机制、加强部门协同、畅通投诉渠道的具体安排由各地结合实际确定并组织实施。" * 16


def papers(n: int) -> tuple[Passage, ...]:
    """Our own paper, then ``n`` long ones."""
    return (OWN, *(replace(LAW, document=f"/kb/{i}.txt", title=f"第{i}号规定", text=FILLER) for i in range(n)))


def write(server: ScriptedModel, passages: tuple[Passage, ...], home: Path = Path("none"), **more: str) -> Section:
    s = Settings(chat_base_url=server.base_url, chat_model="scripted", home=home, **more)  # pyright: ignore[reportArgumentType]
    w = ModelWriter(open_chat_model(s))
    return w.write(brief(*passages), FigureSheet(), on_text=lambda _: None, stop=lambda: False)


def test_a_context_of_4k_gets_the_best_evidence_and_the_rest_is_named(tmp_path: Path):
    (tmp_path / "models.toml").write_text('[[model]]\nname = "scripted"\ncontext = 4096\n', encoding="utf-8")
    with ScriptedModel("fine") as server:
        section = write(server, papers(4), tmp_path)
    sent = server.requests[0].system + server.requests[0].user
    assert tokens.count(sent) < 4096 * 0.85 - 1000
    assert "中小企业账款投诉快速办理机制" in sent
    assert "没有送给大模型" in section.note
    assert "《第3号规定》" in section.note
    assert "1286件" in text_of(section)


def test_a_large_context_gets_all_of_it():
    with ScriptedModel("fine") as server:
        section = write(server, papers(4))
    assert "没有送给" not in section.note
    assert server.requests[0].user.count("⟦C") >= 5


def test_a_context_that_nobody_described_is_learnt_from_the_refusal():
    with ScriptedModel("takes-little") as server:
        section = write(server, papers(5))
    assert 2 <= len(server.requests) <= 3
    assert "没有送给大模型" in section.note
    assert section.state == "complete"
    assert "账款投诉" in text_of(section)


def test_one_passage_too_long_is_cut_about_its_best_sentence(tmp_path: Path):
    (tmp_path / "models.toml").write_text('[[model]]\nname = "scripted"\ncontext = 3100\n', encoding="utf-8")
    with ScriptedModel("fine") as server:
        section = write(server, (replace(OWN, text=OWN.text + FILLER),), tmp_path)
    assert "只送了依据中最相关的一部分" in section.note
    assert "1286件" in text_of(section)


def test_the_record_has_prompt_model_and_tokens_of_every_attempt():
    with ScriptedModel("wrong-numbers") as server:
        first, second = write(server, (OWN,)).attempts
    assert first.prompt.startswith("section@")
    assert "repair@" in second.prompt
    assert first.usage
    assert first.usage.model == "scripted"
    assert first.usage.prompt > 500


def test_what_a_letter_took_is_added_up_and_told(tmp_path: Path):
    toml = '[[model]]\nname = "scripted"\nprice_in = 2\nprice_out = 8\n'
    (tmp_path / "models.toml").write_text(toml, encoding="utf-8")
    with ScriptedModel("wrong-numbers") as server:
        section = write(server, (OWN,), tmp_path)
    used = spent([section, section])
    assert used
    assert used.requests == 4
    assert used.cost == sum(a.usage.cost for a in section.attempts if a.usage and a.usage.cost) * 2
    assert [p.partition("@")[0] for p in used.prompts] == ["section", "repair"]
    assert "4 次请求" in used.told()
    assert spent([]) is None


def test_the_note_says_when_the_second_endpoint_wrote():
    with ScriptedModel("broken") as first, ScriptedModel("fine") as second:
        section = write(first, (OWN,), fallback_base_url=second.base_url, fallback_model="spare")
    assert "后备模型“spare”" in section.note
