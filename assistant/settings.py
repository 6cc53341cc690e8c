"""One frozen settings object, read only at the edges: DAFU_* variables, then ``.env``, then ``settings.toml`` in the home."""

import os
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from knowledge_base.errors import SetupError, reason

DEFAULT_HOME = Path("~/.dafu")


class Settings(BaseSettings):
    """Everything that can be set. Times are seconds. An unknown DAFU_* name or key is refused by ``load``."""

    model_config = SettingsConfigDict(env_prefix="DAFU_", env_file=".env", extra="ignore", frozen=True)

    home: Path = DEFAULT_HOME
    office: str = "省工业和信息化厅"
    """File name (without .toml) of a profile in knowledge_base/offices, or the path of one."""
    chat_base_url: str = ""
    chat_api_key: SecretStr = SecretStr("")
    chat_model: str = ""
    chat_timeout: float = 60.0
    chat_parallel: int = 8
    fallback_base_url: str = ""
    """The endpoint that is asked when the first gives no answer."""
    fallback_api_key: SecretStr = SecretStr("")
    fallback_model: str = ""
    redact: bool = True
    """Whether personal data is replaced before a request and put back after, whatever the address."""
    embed_base_url: str = ""
    embed_api_key: SecretStr = SecretStr("")
    embed_model: str = ""
    chroma_url: str = ""
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)

    @property
    def has_chat_model(self) -> bool:
        return bool(self.chat_base_url and self.chat_model)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = _home() / "settings.toml"
        sources = [init_settings, env_settings, dotenv_settings]
        if toml.exists():
            sources.append(TomlConfigSettingsSource(settings_cls, toml_file=toml))
        return tuple(sources)


def load(**overrides: Any) -> Settings:
    """Settings with ``overrides`` (None is left out) on top.

    Raises SetupError, in Chinese, for an unknown DAFU_* variable, an unknown key or a value of the wrong type.
    """
    known = set(Settings.model_fields)
    for where, names in (("环境变量", list(os.environ)), (".env 文件中的", list(dotenv_values(".env")))):
        for name in names:
            if name.startswith("DAFU_") and name[5:].lower() not in known:
                raise SetupError(f"{where} {name} 不是答复助手的设置项，请检查拼写或删除它。")
    _refuse_unknown_keys(known)
    try:
        settings = Settings(**{k: v for k, v in overrides.items() if v is not None})
    except ValidationError as e:
        first = e.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise SetupError(f"设置项 {where}（DAFU_{where.upper()}）的值不对：{reason(first)}，请改正后再试。") from e
    if bool(settings.chat_base_url) != bool(settings.chat_model):
        raise SetupError("大模型设置不全：DAFU_CHAT_BASE_URL 与 DAFU_CHAT_MODEL 要么都填，要么都不填。")
    if bool(settings.fallback_base_url) != bool(settings.fallback_model):
        raise SetupError("后备模型设置不全：DAFU_FALLBACK_BASE_URL 与 DAFU_FALLBACK_MODEL 要么都填，要么都不填。")
    if bool(settings.embed_base_url) != bool(settings.embed_model):
        raise SetupError("向量模型设置不全：DAFU_EMBED_BASE_URL 与 DAFU_EMBED_MODEL 要么都填，要么都不填。")
    return settings.model_copy(update={"home": settings.home.expanduser()})


def _home() -> Path:
    """Where settings.toml is looked for: it can't say so itself."""
    return Path(os.environ.get("DAFU_HOME") or dotenv_values(".env").get("DAFU_HOME") or DEFAULT_HOME).expanduser()


def _refuse_unknown_keys(known: set[str]) -> None:
    import tomllib

    toml = _home() / "settings.toml"
    if not toml.exists():
        return
    try:
        keys = tomllib.loads(toml.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SetupError(f"设置文件 {toml} 不是有效的 TOML（{e}），请改正后再试。") from e
    if unknown := sorted(set(keys) - known):
        raise SetupError(f"设置文件 {toml} 中的 {unknown[0]} 不是设置项，请检查拼写或删除它。")
