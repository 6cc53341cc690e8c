"""The command line ``dafu``. Imports are lazy: ``dafu --help`` loads neither Chroma nor Gradio nor LangChain."""


def main() -> None:
    raise SystemExit(2)
