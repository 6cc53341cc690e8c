"""Writing a file so that it is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from knowledge_base.errors import InputError, of_system


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A temporary path beside ``out``, with the same suffix, that takes its place when the block ends without an error.

    Missing folders are made. Raises InputError, in Chinese, when the place cannot be written or the file is open
    in Word, Excel or LibreOffice; then ``out`` is as it was.
    """
    part = out.with_name(f".{uuid4().hex[:12]}.part{out.suffix}")  # short: ``out`` may be as long as a name can be
    try:
        _refuse_open(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(out)
    except OSError as e:
        raise InputError(f"文件 {out} 写不进去（{of_system(e)}），请检查文件夹、权限和磁盘空间，或换一个位置。") from e
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def opened(out: Path) -> Iterator[TextIO]:
    """A text file to write to that takes the place of ``out`` when the block ends without an error."""
    with replacing(out) as part, part.open("w", encoding="utf-8") as file:
        yield file


def _refuse_open(out: Path) -> None:
    """Word and LibreOffice leave a mark beside a file while it is open there."""
    for name in (f"~${out.name}", f"~${out.name[2:]}", f".~lock.{out.name}#"):
        with suppress(OSError):  # a name too long to have such a mark
            if out.with_name(name).exists():
                raise InputError(f"文件 {out} 正被打开（有锁定文件 {name}），请先关闭它，或换一个文件名再保存。")
