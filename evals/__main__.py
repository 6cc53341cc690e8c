"""``python -m evals SUITE …``, the same as ``dafu eval``.

python -m evals checks                                       every paper, every kind of fault
python -m evals checks --kinds N01,N02 --show-missed         some kinds (prefixes do: N, F0), each miss with its place
python -m evals checks --papers seeds --show-false           some papers, each false alarm with its message
"""

import sys

import typer

from evals.commands import app
from knowledge_base.errors import DafuError


def main() -> None:
    try:
        sys.exit(typer.main.get_command(app).main(standalone_mode=False) or 0)
    except DafuError as e:
        print(str(e), file=sys.stderr)
    except typer.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except typer.exceptions.TyperException as e:
        print(f"命令写法不对：{e.format_message()}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
