"""What a command opens before it works: settings, knowledge base, model, desk. Everything heavy is loaded only then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands import terminal

if TYPE_CHECKING:
    from assistant.model import ChatModel
    from assistant.settings import Settings
    from assistant.workflow import Desk
    from knowledge_base.embeddings import Embedder
    from knowledge_base.retrieval import KnowledgeBase


def settings(home: Path | None, **overrides: Any) -> Settings:
    """The settings, ``home`` and what the command line says before all else; errors are logged there from now on."""
    from assistant.settings import load

    if home:
        os.environ["DAFU_HOME"] = str(home)
    found = load(**overrides)
    terminal.log_to(found.home)
    return found


def embedder(home: Path | None) -> tuple[Settings, Embedder]:
    from knowledge_base.embeddings import open_embedder

    s = settings(home)
    return s, open_embedder(s.embed_base_url, s.embed_api_key.get_secret_value(), s.embed_model)


def knowledge_base(home: Path | None, *, required: bool = True) -> Any:
    """None, noted for the person, where there is no index and none is ``required``; else raises SetupError."""
    from knowledge_base.errors import SetupError
    from knowledge_base.retrieval import KnowledgeBase

    s, vectors = embedder(home)
    try:
        return KnowledgeBase(s.home, vectors, chroma_url=s.chroma_url)
    except SetupError as e:
        if required:
            raise
        terminal.note(f"未使用知识库：{e}")
        return None


def chat_model(found: Settings, writer: str | None) -> ChatModel | None:
    from assistant.desk import chat_model as open_model

    return open_model(found, writer)


def desk(found: Settings, home: Path | None, writer: str | None) -> Desk:
    """Without an index letters are still written, from what the 处室 supply; the person is told."""
    from assistant.desk import open_desk
    from knowledge_base.errors import NoIndexError

    kb: KnowledgeBase | None = None
    try:
        kb = knowledge_base(home)
    except NoIndexError as e:
        terminal.note(f"未使用知识库，各项诉求只能依据素材表答复：{e}")
    return open_desk(found, kb, writer)
