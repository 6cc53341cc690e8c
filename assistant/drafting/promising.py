"""Whether a sentence promises something in the office's own name, and the words that the promise is made of."""

import re

_PROMISE = re.compile(
    r"(?<!已)将(?!近|军|来|士|领|[^，。]{1,30}[由从][^，。]{1,20}[到至为])|拟(?!定|订|态|合)|力争|确保|(?<!政策)(?<!信用)承诺(?![、，。；的制书件函]|事项)|保证(?!金|保险)|争取(?!到|了)|计划(?:于|在|用|安排|投入|建|出台|设)|预计|下一步|年底前|年内|尽快|务必|一定(?=能|会|要|见|将|可以)|必(?:将|定)|予以(?:解决|落实|采纳|支持)|(?<!经)(?<!门)(?<!得)同意"
)
_SAYS = re.compile(r"(?:规定|要求|提出|明确|指出|强调|部署|精神|安排)[，：:“]?")


def promise(sentence: str, ours: tuple[str, ...]) -> str:
    """The part of the sentence from the clause in which the office itself begins to promise; empty when it does not.
    What a paper cited before it (a token ⟦C1⟧ or 《》) demands of someone is no promise. ``ours`` are the office's words
    for itself."""
    for m in _PROMISE.finditer(sentence):
        before = sentence[: m.start()]
        said = max((s.end() for s in _SAYS.finditer(before)), default=-1)
        cited = said >= 0 and ("⟦C" in before or "《" in before)
        if not cited or any(us in before[said:] for us in ours):
            return sentence[max(before.rfind(c) for c in "，；：") + 1 :]
    return ""
