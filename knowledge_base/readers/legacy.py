"""Old Word and WPS files (doc, wps, rtf): turned into docx by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from knowledge_base.errors import InputError

_SECONDS = 120


def to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """The file as docx. Raises InputError when LibreOffice is missing, fails or takes too long."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        raise InputError(
            f"“{name}”是旧版格式，这台机器上没有 LibreOffice，读不了，请用 Word 或 WPS 另存为 .docx 后再试。"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=_SECONDS
            )
            return source.with_suffix(".docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as e:
            raise InputError(
                f"旧版文件“{name}”转换失败，可能已损坏或有密码，请用 Word 或 WPS 另存为 .docx 后再试。"
            ) from e
