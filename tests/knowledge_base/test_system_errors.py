"""What the operating system refuses is told in Chinese, whatever it is."""

import errno
import re

from knowledge_base.errors import of_system


def test_every_error_of_the_system_has_a_sentence_without_english():
    for number in errno.errorcode:
        assert not re.search("[A-Za-z]", of_system(OSError(number, "English")))
    assert of_system(OSError("no number")) == "读写出错"
    assert of_system(PermissionError(errno.EACCES, "Permission denied")).startswith("没有权限")
