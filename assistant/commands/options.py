"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import output

Home = Annotated[Path | None, typer.Option("--home", help="索引、草稿与设置所在文件夹（默认 ~/.dafu）")]
Json = Annotated[str, typer.Option("--json", callback=output.writable, help="把结果写成 JSON 文件；- 为标准输出")]
Office = Annotated[str | None, typer.Option("--office", help="单位配置：名称或 .toml 路径")]
Form = Annotated[
    str,
    typer.Option(
        "--form",
        help="bare 无红头送审稿、letter 信函格式、document 文件格式、public 公开版、consultation 征求意见稿、text 平台纯文本",
    ),
]
