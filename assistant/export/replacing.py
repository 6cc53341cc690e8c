"""Writing a file so that it is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge_base.errors import InputError


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A temporary path beside ``out`` that takes its place when the block ends without an error.

    Missing folders are made. Raises InputError, in Chinese, when the place cannot be written or the file is open
    in Word, Excel or LibreOffice; then ``out`` is as it was.
    """
    if opened := _owner_file(out):
        raise InputError(f"文件 {out} 正被打开（有锁定文件 {opened.name}），请先关闭它，或换一个文件名再保存。")
    # the process id keeps two runs apart; the same suffix lets writers choose the format by it
    part = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(out)
    except OSError as e:
        raise InputError(f"文件 {out} 写不进去（{_reason(e)}），请检查文件夹、权限和磁盘空间，或换一个位置。") from e
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _owner_file(out: Path) -> Path | None:
    """The mark that an office program leaves beside a file while it is open there."""
    name = out.name
    marks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return next((out.with_name(m) for m in marks if out.with_name(m).exists()), None)


def _reason(e: OSError) -> str:
    if isinstance(e, PermissionError):
        return "没有写的权限，或文件正被别的程序使用"
    if isinstance(e, (IsADirectoryError, NotADirectoryError, FileExistsError)):
        return "这个位置被同名的文件夹或文件占用"
    return e.strerror or str(e)
