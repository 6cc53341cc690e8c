"""Rendering for the measured tests: LibreOffice to PDF, with the official fonts played by Noto."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed: the layout was NOT measured"
)

_ALIASES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def render(*documents: Path) -> tuple[Path, ...]:
    """The PDFs beside the documents. All documents lie in one folder."""
    folder = documents[0].parent
    fonts = folder / "fonts.conf"
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{actor}</string></edit></match>'
        for name, actor in _ALIASES.items()
    )
    fonts.write_text(
        f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        encoding="utf-8",
    )
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, documents)],
        env=os.environ | {"FONTCONFIG_FILE": str(fonts)}, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return tuple(d.with_suffix(".pdf") for d in documents)
