"""Scans and pictures by OCR, with the Chinese models that come inside the package: nothing is fetched."""

import io
import logging
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from knowledge_base.errors import InputError
from knowledge_base.readers.layout import Piece, to_lines

Image.MAX_IMAGE_PIXELS = 120_000_000
_one_at_a_time = Lock()


def read_image(data: bytes, name: str) -> str:
    """The text of a picture (several pages of a TIFF are parted by form feeds). Raises InputError when there is none."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            pages = []
            for i in range(getattr(image, "n_frames", 1)):
                image.seek(i)
                pages.append(read_page(ImageOps.exif_transpose(image.convert("RGB"))))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as e:
        raise InputError(f"图片“{name}”已损坏或太大，打不开，请重新扫描或导出后再试。") from e
    if not any(page.strip() for page in pages):
        raise InputError(f"图片“{name}”里没有认出文字，请换一张清晰的再试。")
    return "\f".join(pages)


def read_page(image: Image.Image) -> str:
    """The lines of one page's picture; empty when nothing is read."""
    with _one_at_a_time:
        found = _engine()(np.asarray(image.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or not found.txts:
        return ""
    pieces = [
        Piece(text, float(box[:, 0].min()), float(box[:, 1].min()), float(box[:, 0].max()), float(box[:, 1].max()))
        for box, text in zip(found.boxes, found.txts, strict=True)
    ]
    return "\n".join(line for _, line in to_lines(pieces))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # takes a second to load, and few files need it

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})
