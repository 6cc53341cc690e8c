"""Which paper and which sentence an ask takes, and whose matter it is when only the money is another's."""

from assistant.drafting.choosing import choose
from assistant.drafting.matter import matter
from assistant.drafting.support import support
from assistant.drafting.writer import Point
from assistant.intake.duty import judge
from assistant.proposal import Ask
from knowledge_base import profiles
from knowledge_base.documents import Passage

OFFICE = profiles.load("省工业和信息化厅")


def ask(text: str) -> Ask:
    return Ask(text, 0, len(text), core=text.split("。")[0])


def passage(text: str) -> Passage:
    return Passage("甲.txt", "示例省货款条例", 0, len(text), text, kind="regulation")


def points(*sentences: str) -> list[Point]:
    p = passage("".join(sentences))
    starts = [p.text.index(s) for s in sentences]
    return [Point(p, a, a + len(s), 1.0) for a, s in zip(starts, sentences, strict=True)]


def test_principles_and_the_duties_of_bystanders_are_not_quoted_beside_the_rule() -> None:
    asked = matter(ask("依法主张逾期货款的利息，让拖欠货款的单位付出代价"))
    rule = "采购单位迟延支付货款的，应当向供货单位支付逾期利息。"
    spirit = "治理拖欠货款，应当坚持政府监管、行业自律、社会监督的原则，依法防范逾期支付问题。"
    press = "新闻媒体应当宣传货款支付的法规，对拖欠货款、逾期不付利息的单位开展舆论监督。"
    assert [c.sentence.plain for c in choose(points(spirit, press, rule), asked, 2)] == [rule]


def test_a_voucher_or_a_discount_is_money_that_the_paper_must_grant() -> None:
    assert matter(ask("发放技术服务券，用于购买研发设计服务")).is_benefit
    assert matter(ask("在现有优惠基础上，对企业自有货车给予八折优惠")).is_benefit
    assert not matter(ask("对园区企业统一开展安全评估")).is_benefit


def test_a_passage_that_every_search_puts_first_needs_fewer_words_in_common() -> None:
    asked = matter(ask("破解国产软件推广难。政府采购不得以没有业绩为由把首版软件挡在门外，鼓励率先采购、订购"))
    text = "创新产品首次投放市场的，政府采购应当率先购买，不得以商业业绩为由限制；尚待研发的，通过订购实施。"
    p = passage(text)
    assert support(p, text, asked, "foreign", "关于培育新业态的建议", first=True) is None
    assert support(p, text, asked, "foreign", "关于培育新业态的建议", first=True, undisputed=True)


def test_who_pays_is_not_whose_matter_it_is() -> None:
    asked = "对工业企业自有货车通行高速公路的ETC通行费给予减免，所需资金由省级财政补助"
    assert judge(asked, "关于降低物流成本的提案", OFFICE).unit == "省交通运输厅"


def test_a_paper_of_a_foreign_matter_stands_behind_one_of_the_field_whatever_words_it_shares() -> None:
    asked = matter(ask("建立统一的惠企政策发布平台。按行业打标签，免费向企业推送，设置到期提醒"))
    text = "平台按标签向企业推送广告的，应当设置关闭推送和到期提醒的选项，免费提供删除标签的功能。"
    p = passage(text)
    near, foreign = (
        support(p, text, asked, tie, "关于惠企政策的建议", first=True, undisputed=True) for tie in ("field", "foreign")
    )
    assert near
    assert foreign
    assert foreign.fit < near.fit - 0.3
