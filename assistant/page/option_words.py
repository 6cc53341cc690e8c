"""Messages that name an option of the command line, in the words of the page."""

import re

_WORDS = {
    "--contact": "“沟通记录”一栏",
    "--opinion": "“收到的会办意见”一栏",
    "--material": "“填好的素材表”一栏",
    "--again": "“再次答复”",
    "--follow-up": "“跟踪答复”",
    "--promises": "“承诺台账”一栏",
    "--number": "“发文字号”",
    "--date": "“成文日期”",
    "--class": "“结果类别”",
    "--openness": "“公开属性”",
    "--verdict": "“办理结果”",
    "--revise": "“对话改稿”",
    "--together": "“并案办理”",
    "--stage 送审稿": "“阶段”里的“送审稿”",
    "--stage": "“阶段”",
    "--role": "“本单位角色”",
    "--writer offline": "“不用模型”",
    "--writer model": "“大模型”",
    "--writer": "“写法”",
    "--proposal": "建议、提案原件",
    "--source": "依据材料",
}
_OPTION = re.compile(r"\s?(" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + r")(?![\w-])\s?")


def on_page(message: str) -> str:
    """The message as a person at the page can follow it: the name of a field where it names an option."""
    return _OPTION.sub(lambda m: _WORDS[m[1]], message)
