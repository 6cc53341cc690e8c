"""印发《…关于印发〈X〉的通知》 says the act twice: what was issued is X."""

import pytest

from assistant.draft import Run
from assistant.drafting.quoting import as_issued

NOTICE = "《示例省工业和信息化厅关于印发〈示例省窑炉改造办法〉的通知》（示工信规〔2026〕1号）"
PLAIN = "《示例省窑炉改造条例》"


@pytest.mark.parametrize(
    ("before", "paper", "reads"),
    [
        ("我厅印发了", NOTICE, "我厅印发了《示例省窑炉改造办法》（示工信规〔2026〕1号）"),
        ("2026年，我厅出台", NOTICE, "2026年，我厅出台《示例省窑炉改造办法》（示工信规〔2026〕1号）"),
        ("按照", NOTICE, f"按照{NOTICE}"),
        ("省里发布", PLAIN, f"省里发布{PLAIN}"),
    ],
)
def test_what_was_issued_is_named_by_its_own_title(before: str, paper: str, reads: str) -> None:
    runs = as_issued((Run(before), Run(paper, "citation", "C1"), Run("。")))
    assert "".join(r.text for r in runs) == f"{reads}。"
    assert runs[1].ref == "C1"
