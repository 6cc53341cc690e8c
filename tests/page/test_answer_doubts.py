"""What speaks against relying on an answer of the chat is told where the answer is read: page and terminal."""

import pytest

from assistant.asking import chat
from assistant.asking.chat import Answer
from assistant.commands import knowledge, opening
from assistant.findings import Finding
from assistant.page import views
from knowledge_base.documents import Passage

OLD = Passage(
    "旧.txt",
    "客栈管理暂行办法",
    0,
    12,
    "自受理之日起30日内办结。",
    number="白政办发〔2019〕7号",
    validity="superseded",
)
DOUBT = Finding("chat-model", "大模型回答", "warning", "大模型没有给出可用的回答，这里是资料原文摘录。", 0, 0)
STALE = Finding("chat-not-in-force", "引用非现行文件", "warning", "[1]《客栈管理暂行办法》已有新版本。", 0, 0)


def test_the_page_tells_doubts_above_the_citations() -> None:
    shown = views.citations((OLD,), (STALE, DOUBT, DOUBT))
    assert shown.index("已有新版本") < shown.index("<details>")
    assert shown.count("大模型没有给出可用的回答") == 1
    assert "客栈管理暂行办法（白政办发〔2019〕7号）" in shown
    assert "df-notes" not in views.citations((OLD,))


def test_the_terminal_tells_doubts_below_the_citations(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("settings", "knowledge_base", "chat_model"):
        monkeypatch.setattr(opening, name, lambda *_: None)
    monkeypatch.setattr(chat, "answer", lambda *_, **__: Answer("30日[1]。", True, (OLD,), (STALE, DOUBT)))
    assert knowledge.ask("客栈多少天办结？") == 0
    said = capsys.readouterr()
    assert "《客栈管理暂行办法》（白政办发〔2019〕7号）　旧.txt" in said.out
    assert "提醒　[1]《客栈管理暂行办法》已有新版本。" in said.err
    assert "资料原文摘录" in said.err
