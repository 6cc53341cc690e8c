from pathlib import Path

import pytest

from assistant import settings
from knowledge_base.errors import SetupError


def test_nothing_set_gives_the_embedded_defaults(tmp_path: Path) -> None:
    s = settings.load()
    assert s.home == tmp_path / "home"
    assert (s.host, s.has_chat_model) == ("127.0.0.1", False)


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAFU_CHAT_MODLE", "x")
    with pytest.raises(SetupError, match="DAFU_CHAT_MODLE"):
        settings.load()


def test_an_unknown_key_of_the_settings_file_is_refused_by_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('ofice = "x"\n', encoding="utf-8")
    with pytest.raises(SetupError, match="ofice"):
        settings.load()


def test_the_settings_file_counts_and_the_environment_beats_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("port = 8001\nchat_timeout = 9\n", encoding="utf-8")
    monkeypatch.setenv("DAFU_PORT", "8002")
    s = settings.load()
    assert (s.port, s.chat_timeout) == (8002, 9)


def test_half_of_a_model_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAFU_CHAT_BASE_URL", "http://127.0.0.1:1/v1")
    with pytest.raises(SetupError, match="DAFU_CHAT_MODEL"):
        settings.load()


def test_a_value_of_the_wrong_type_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAFU_PORT", "many")
    with pytest.raises(SetupError, match="port"):
        settings.load()


def test_a_key_never_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAFU_CHAT_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(settings.load())


def test_an_unknown_name_in_the_env_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DAFU_CHATMODEL=x\n", encoding="utf-8")
    with pytest.raises(SetupError, match="DAFU_CHATMODEL"):
        settings.load()
