from pathlib import Path

import pytest

from knowledge_base import profiles
from knowledge_base.errors import SetupError

FOLDER = Path(profiles.__file__).parent / "offices"


def test_every_profile_that_ships_loads_and_has_what_triage_needs() -> None:
    assert len(profiles.names()) >= 2
    for name in profiles.names():
        p = profiles.load(name)
        assert p.divisions
        assert p.elsewhere
        assert p.sessions.keys() == {"人大", "政协"}
        assert all(w for d in p.divisions for w in d.duties)


def test_the_two_offices_have_different_habits() -> None:
    province, city = profiles.load("省工业和信息化厅"), profiles.load("示例市工业和信息化局")
    assert province.joint.answer != city.joint.answer
    assert city.role_words["会办"] == "协办"
    assert province.classes.marks != city.classes.marks
    assert (province.phrases.respected, city.phrases.respected) == (False, True)


def test_an_unknown_key_is_refused_by_its_name(tmp_path: Path) -> None:
    text = (FOLDER / "省工业和信息化厅.toml").read_text(encoding="utf-8")
    path = tmp_path / "我的单位.toml"
    path.write_text('电话 = "1"\n'.replace("电话", "phone") + text, encoding="utf-8")
    with pytest.raises(SetupError, match="phone：不认识的键"):
        profiles.load(str(path))


def test_a_wrong_value_is_named_with_its_place(tmp_path: Path) -> None:
    text = (
        (FOLDER / "省工业和信息化厅.toml").read_text(encoding="utf-8").replace("names_listed = 3", "names_listed = 0")
    )
    path = tmp_path / "单位.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=r"joint\.names_listed"):
        profiles.load(str(path))


def test_an_unknown_office_names_those_that_exist() -> None:
    with pytest.raises(SetupError, match="省工业和信息化厅"):
        profiles.load("没有这个单位")


def test_broken_toml_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(SetupError, match="不是有效的 TOML"):
        profiles.load(str(path))


def test_a_misspelt_place_in_a_formula_is_refused_when_the_profile_is_loaded(tmp_path: Path) -> None:
    text = (FOLDER / "省工业和信息化厅.toml").read_text(encoding="utf-8")
    file = tmp_path / "x.toml"
    file.write_text(text.replace("{session}", "{sesion}", 1), encoding="utf-8")
    with pytest.raises(SetupError, match="sesion"):
        profiles.load(str(file))


@pytest.mark.parametrize(
    ("level", "to", "office"),
    [
        ("市", ("市政协提案委员会", "市政府办公室"), "市政府办公室"),
        ("市", ("市政协提案委员会", "市人民政府办公厅"), "市人民政府办公厅"),
        ("市", ("市政协提案委员会",), "市政府办公室"),
        ("县", (), "县政府办公室"),
        ("省", ("省政协提案委员会",), "省政府办公厅"),
    ],
)
def test_a_yearly_report_goes_to_the_governments_office_by_its_own_name(level: str, to: tuple[str, ...], office: str):
    profile = profiles.load("示例市工业和信息化局")
    copies = (profiles.Copies(kind="提案", to=to),)
    assert profile.model_copy(update={"level": level, "copies": copies}).government_office == office
