"""The tree of errors, split by what the person in front of the screen can do.

    DafuError
    ├── InputError    a file or text they brought is wrong; the rest of a batch goes on   (exit 2 when alone)
    ├── SetupError    a setting, the index or an endpoint is wrong; nothing can go on     (exit 2)
    │   └── NoIndexError  nothing was indexed yet; what can be done without goes on and says so
    └── Stopped       they pressed stop; what was done so far is kept

Every message is one clear Chinese sentence: what is wrong, where (file, sheet, cell, line), what to do.
"""

import errno
from collections.abc import Mapping
from typing import Any

_OF_SYSTEM = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限，或正被别的程序使用",
    errno.EPERM: "没有权限，或正被别的程序使用",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "这个位置已有文件夹",
    errno.EROFS: "这个位置只能读",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名里有不能用的字符",
    errno.ELOOP: "快捷方式（链接）绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
    errno.ECONNREFUSED: "对方没有应答",
    errno.ECONNRESET: "连接中断",
    errno.ETIMEDOUT: "等待超时",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
}
_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的键",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "tuple_type": "应为列表",
    "dict_type": "应为一组“键 = 值”",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "literal_error": "不在可选范围内",
}


def of_system(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    return _OF_SYSTEM.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else "读写出错")


def reason(error: Mapping[str, Any]) -> str:
    """Why a setting or key was refused, in Chinese, from one of pydantic's errors."""
    allowed = error.get("ctx", {}).get("expected")
    said = _REASONS.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    return f"{said}（{str(allowed).replace(' or ', '、').replace(', ', '、')}）" if allowed else said


class DafuError(Exception):
    """Root of everything that is shown to a person without a traceback."""


class InputError(DafuError):
    """A file or a text that cannot be used as it is."""


class SetupError(DafuError):
    """A setting, an index or an endpoint that has to be put right first."""


class NoIndexError(SetupError):
    """There is no index in this home yet."""


class Stopped(DafuError):
    """The person asked to stop."""
