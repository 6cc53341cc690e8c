"""One letter tells a policy once."""

from assistant.draft import Block, Run
from assistant.drafting.letter import body_blocks
from assistant.drafting.writer import Section

TITLE = Run("《示例省中小企业服务办法》（示政发〔2025〕3号）", "citation", "C1")
QUOTE = "每年为不少于1000户中小企业提供免费数字化诊断，县域企业占比不低于40%。"
OTHER = "县级以上人民政府应当公布数字化服务商名单并按年度更新。"


def section(number: int, *texts: str) -> Section:
    head = Block("heading", (Run(f"关于第{number}件事的建议"),), ask=number)
    blocks = [Block("paragraph", (TITLE, Run(t)), ask=number) for t in texts]
    gap = Block("paragraph", (Run("〔待补充：下一步打算〕", "missing"),), ask=number)
    return Section(number, "basis-only", (head, *blocks, gap))


def test_what_a_section_quoted_no_later_one_quotes_again() -> None:
    first, second = section(1, f"提出：“{QUOTE}”“{OTHER}”"), section(2, f"第四条规定：“{QUOTE}”")
    body = "\n".join(b.text for b in body_blocks([first, second]))
    assert body.count(QUOTE) == 1
    assert body.count("待补充") == 2


def test_a_paragraph_that_says_more_than_the_quotation_stays() -> None:
    more = f"提出：“{QUOTE}”据此，我厅已经组织六个诊断服务团，分赴各市开展上门诊断。"
    body = "\n".join(b.text for b in body_blocks([section(1, f"提出：“{QUOTE}”"), section(2, more)]))
    assert "六个诊断服务团" in body


def test_another_sentence_of_the_same_paper_stays() -> None:
    body = "\n".join(b.text for b in body_blocks([section(1, f"提出：“{QUOTE}”"), section(2, f"提出：“{OTHER}”")]))
    assert OTHER in body
