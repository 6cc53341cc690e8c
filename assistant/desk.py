"""Opens what a run needs according to the settings: profile, knowledge base, writer."""

from dataclasses import replace

from assistant.drafting.offline import OfflineWriter
from assistant.drafting.writer import Writer
from assistant.model import ChatModel
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from assistant.workflow import Desk
from knowledge_base import profiles
from knowledge_base.errors import InputError, SetupError
from knowledge_base.retrieval import KnowledgeBase


def open_desk(settings: Settings, kb: KnowledgeBase | None, writer: str | None = None) -> Desk:
    """``writer`` is ``offline`` or ``model``; None takes the model when one is set. Raises SetupError, InputError."""
    model = chat_model(settings, writer)
    return Desk(profiles.load(settings.office), kb, _writer(model), parallel=settings.chat_parallel if model else 1)


def chat_model(settings: Settings, writer: str | None) -> ChatModel | None:
    if writer not in (None, "offline", "model"):
        raise InputError(f"没有名为 {writer} 的写法：--writer 只能是 offline（不用模型）或 model。")
    if writer == "model" and not settings.has_chat_model:
        raise SetupError("没有设置大模型：请设置 DAFU_CHAT_BASE_URL 与 DAFU_CHAT_MODEL，或改用 --writer offline。")
    return open_chat_model(settings) if settings.has_chat_model and writer != "offline" else None


def modelled(desk: Desk, model: ChatModel) -> Desk:
    """The desk with this model behind its writer."""
    return replace(desk, writer=_writer(model))


def _writer(model: ChatModel | None) -> Writer:
    if model is None:
        return OfflineWriter()
    from assistant.drafting.model_writer import ModelWriter

    return ModelWriter(model)
