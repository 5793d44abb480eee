"""The look into a zip before anybody unpacks it: how many parts, how large they really become, whether they are locked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from battlemap.errors import BadInput

#: Bytes that one part, and all parts together, may unpack to.
MOST_PART: Final = 384 * 1024 * 1024
MOST_TEXTS: Final = 192 * 1024 * 1024
MOST_SMALL: Final = 24 * 1024 * 1024
MOST_PARTS: Final = 4_000
_CHUNK: Final = 1 << 20


class ZipLook:
    """A zip whose parts are unpacked piece by piece and counted, whatever its own table says about their sizes."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
            raise BadInput(
                f"“{path.name}”已损坏，打不开。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
            ) from error
        names = [info.filename for info in infos]
        if len(names) > MOST_PARTS or len(set(names)) != len(names):
            raise BadInput(f"“{path.name}”的内部结构异常（部件过多或重名），没有读入。")
        if any(info.flag_bits & 1 for info in infos):
            raise BadInput(locked(path.name))
        self.names = set(names)

    def chunks(self, part: str, most: int = MOST_PART) -> Iterator[bytes]:
        """Yields the part's bytes, at most a megabyte at a time; raises BadInput where it unpacks to more than `most`."""
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > most:
                        self._refuse(part, most)
                    yield chunk
        except KeyError as error:
            raise BadInput(f"“{self.name}”缺少部件 {part}，已损坏。请另存一份再读入。") from error
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise BadInput(
                f"“{self.name}”的部件 {part} 已损坏。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
            ) from error

    def read(self, part: str, most: int = MOST_SMALL) -> bytes:
        """Returns a whole part, b"" where there is none."""
        return b"".join(self.chunks(part, most)) if part in self.names else b""

    def close(self) -> None:
        """Lets the file go."""
        self._zip.close()

    def _refuse(self, part: str, most: int) -> NoReturn:
        raise BadInput(
            f"“{self.name}”的部件 {part} 解压后超过 {most >> 20} MB，不像办公表格，没有读入。"
            "请删去多余的行列或拆分后再读入。"
        )


def locked(name: str) -> str:
    """Returns the sentence for a workbook that asks for a password."""
    return f"“{name}”有打开密码，无法读取。请在 Excel 或 WPS 中去掉密码，另存后再读入。"
