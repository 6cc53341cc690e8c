"""Token counts with the cl100k encoding that travels with the project (tiktoken's own download fails on an intranet)."""

import base64
from functools import cache
from importlib.resources import files

import tiktoken

_PATTERN = r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"""


def count(text: str) -> int:
    """Tokens of ``text``. Exact for OpenAI's models, within a fifth for Qwen and DeepSeek: keep a margin."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> tiktoken.Encoding:
    lines = (files("knowledge_base") / "encodings" / "cl100k_base.tiktoken").read_bytes().splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines if line)}
    return tiktoken.Encoding(name="cl100k_base", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})
