"""Personal data is gone from what a model sees, and can be put back."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Message, Stop, Stream
from assistant.model.redaction import has_stand_in, redact, redact_all
from assistant.model.shielding import Shielded
from assistant.proposal import PersonalData


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


PERSONAL = (
    "云甲禾", "13900001234", "11010119900101123X", "云河市青石区人民路18号", "jia@example.cn", "0431-81234567", "周测甲",
)  # fmt: skip
TOLD = (
    "云甲禾代表提出的建议已经办结，联系电话13900001234，身份证11010119900101123X。",
    "家住云河市青石区人民路18号，邮箱jia@example.cn，座机0431-81234567。由周测甲委员转来。",
)


class Echo:
    """Says what it was told, character by character."""

    name, room = "echo", 100_000

    def __init__(self) -> None:
        self.saw = ""

    def stream(self, messages: Sequence[Message], *, stop: Stop) -> Stream:
        self.saw = "".join(m.text for m in messages)

        def read(stream: Stream) -> Iterator[str]:
            yield from self.saw
            stream.state = "complete"

        return Stream(read)


def test_a_model_never_sees_personal_data_and_its_answer_has_it_again():
    model = Echo()
    stream = Shielded(model).stream([Message("system", TOLD[0]), Message("user", TOLD[1])], stop=lambda: False)
    assert "".join(stream) == "".join(TOLD)
    assert stream.state == "complete"
    assert [p for p in PERSONAL if p in model.saw] == []


def test_stand_ins_that_a_text_has_already_keep_their_meaning():
    hidden = redact_all("〔电话1〕与13900001234")
    assert hidden.text == "〔电话1〕与〔电话2〕"
    assert hidden.restore(hidden.text) == "〔电话1〕与13900001234"


@pytest.mark.parametrize(
    "plain", ["各位代表", "人大代表建议", "全国人大代表", "提案委员会", "部分委员认为", "政协委员提出", "企业代表发言"]
)
def test_words_for_many_are_no_names(plain: str):
    assert redact_all(plain).text == plain
