"""Personal data is gone from what a model sees, and can be put back."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.proposal import PersonalData
from assistant.redaction import has_stand_in, redact


def data(*texts: str, kind: str = "phone") -> list[PersonalData]:
    return [PersonalData(kind, t, 0, len(t)) for t in texts]  # pyright: ignore[reportArgumentType]


def test_every_occurrence_goes_and_comes_back():
    text = "联系人电话13900001234，或致电139 0000 1234。"
    hidden, original = redact(text, data("13900001234"))
    assert hidden == "联系人电话〔电话1〕，或致电〔电话1〕。"
    assert original == {"〔电话1〕": "13900001234"}


def test_a_piece_broken_by_a_line_end_is_found():
    assert redact("住址：云河市青石\n路18号", data("云河市青石路18号", kind="address")).text == "住址：〔住址1〕"


def test_digits_inside_a_longer_number_stay():
    assert redact("编号4300001", data("430000", kind="post-code")).text == "编号4300001"


def test_the_longest_piece_is_taken_first():
    hidden = redact("张某某与张某", data("张某", "张某某", kind="name"))
    assert hidden.text == "〔姓名1〕与〔姓名2〕"
    assert hidden.restore(hidden.text) == "张某某与张某"


def test_a_stand_in_in_an_answer_is_recognised():
    assert has_stand_in("请联系〔电话1〕。")
    assert not has_stand_in("〔待补充：联系电话〕")


@given(st.text(alphabet="电话号码建议，。 \n", max_size=30), st.text(alphabet="0123456789", min_size=7, max_size=18))
def test_nothing_redacted_remains_and_restoring_gives_the_text_again(around: str, number: str):
    text = f"{around}{number}{around}"
    hidden = redact(text, data(number))
    assert number not in hidden.text
    assert hidden.restore(hidden.text) == text
