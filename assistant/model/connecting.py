"""Opens the model of the settings: its endpoint, its fallback, and the shield before both."""

from assistant.model import ChatModel, capabilities
from assistant.model.endpoint import Address, Endpoint
from assistant.model.fallback import WithFallback
from assistant.model.shielding import Shielded
from assistant.settings import Settings
from knowledge_base.errors import SetupError


def open_chat_model(settings: Settings) -> ChatModel:
    """The model of the settings with its fallback, shielded from personal data unless ``DAFU_REDACT`` says otherwise;
    nothing is sent yet. Raises SetupError when none is set."""
    if not settings.has_chat_model:
        raise SetupError("还没有设置大模型：请设置 DAFU_CHAT_BASE_URL 和 DAFU_CHAT_MODEL，或改用 --writer offline。")

    known = capabilities.load(settings.home)

    def endpoint(address: Address) -> Endpoint:
        return Endpoint(address, capabilities.of(address.model, known), settings.chat_timeout)

    model: ChatModel = endpoint(
        Address(settings.chat_base_url, settings.chat_model, settings.chat_api_key, "DAFU_CHAT")
    )
    if settings.fallback_model:
        second = Address(
            settings.fallback_base_url, settings.fallback_model, settings.fallback_api_key, "DAFU_FALLBACK"
        )
        model = WithFallback(model, endpoint(second))
    return Shielded(model) if settings.redact else model
