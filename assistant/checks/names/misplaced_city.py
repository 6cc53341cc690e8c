"""A city named as part of a province in which it doesn't lie."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import cities, provinces
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft
from knowledge_base.whereabouts import province_of


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _pairs().finditer(visible(draft)):
        right = province_of(m["city"])
        if right and not right.startswith(m["province"]):
            values = {"city": m["city"], "right": right}
            yield Hit(*m.span(), values, expected=right, verdict="contradicted")


@cache
def _pairs() -> re.Pattern[str]:
    short = [re.sub(r"(?:省|(?:壮族|回族|维吾尔)?自治区)$", "", p) for p in provinces() if not p.endswith("市")]
    return re.compile(
        rf"(?P<province>{'|'.join(short)})(?:省|(?:壮族|回族|维吾尔)?自治区)?(?P<city>{'|'.join(cities())})"
    )


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.misplaced-city",
    name="放错省份的城市",
    message="{city}属{right}：“{quote}”省市对不上。",
    reason="省和市要对得上。",
    authority="民政部行政区划代码（knowledge_base/facts/places.toml）",
    severity="error",
    check=check,
    fires=(_letter("赴吉林省大连市考察。"), _letter("与浙江南京市签订协议。")),
    quiet=(
        Example(LETTER),
        _letter("赴辽宁省大连市、浙江杭州市考察，与吉林省吉林市签订协议。"),
        _letter("赴浙江省、南京市考察。"),
    ),
    kinds=ALL_KINDS,
)
