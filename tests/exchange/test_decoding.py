"""Text files of offices are read in their encodings; what is no text is refused in one sentence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from battlemap.errors import BadInput
from battlemap.exchange.plan_text import read_plan

TEXT = "百日攻坚行动\n一、甲行动\n抓好镕、堃、𠮷、㐂等字。\n二、乙行动\n抓好€符号。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_of_an_office_is_read(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    read = read_plan(path)
    assert [task.source for action in read.actions for task in action.tasks] == [
        "抓好镕、堃、𠮷、㐂等字。",
        "抓好€符号。",
    ]


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
NOISE = random.Random(7).randbytes(5000)
REFUSALS = [
    ("空.txt", b"", "空文件"),
    ("空白.txt", b" \r\n\t", "空文件"),
    ("标记.txt", b"\xef\xbb\xbf\n", "空文件"),
    ("图.txt", PNG, "其实是图片"),
    ("图.docx", PNG, "不是 Word 文件"),
    ("图.png", PNG, "不能从"),
    ("照片.md", b"\xff\xd8\xff\xe0" + NOISE, "其实是图片"),
    ("表.txt", b"PK\x03\x04" + NOISE, "压缩包"),
    ("旧.doc", b"\xd0\xcf\x11\xe0" + NOISE, "另存为 .docx"),
    ("旧.docx", b"\xd0\xcf\x11\xe0" + NOISE, "旧版 Word"),
    ("文.txt", b"%PDF-1.7\n" + NOISE, "PDF"),
    ("程序.txt", b"MZ\0\0" + NOISE, "不是文字文件"),
    ("乱.txt", NOISE.replace(b"\0", b"\x81"), "编码无法识别|乱码"),
    ("控制.txt", b"\x01\x02\x03" * 900, "乱码"),
    (
        "缺.txt",
        "一、甲行动\n抓好落实，确保全面完成各项任务。".encode() + b"\xff" + "二、乙行动".encode(),
        "第 65 字节损坏",
    ),
    ("空.docx", b"PK\x05\x06" + bytes(18), "不是 Word 文件"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSALS, ids=[name for name, _, _ in REFUSALS])
def test_what_is_no_plan_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadInput, match=sentence) as refusal:
        read_plan(path)
    assert name in str(refusal.value)
    assert str(refusal.value).count("。") == 1


@pytest.mark.parametrize("name", ["噪声.txt", "噪声.docx"])
def test_fifty_megabytes_are_refused_unread(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(BadInput, match="有 50 MB"):
        read_plan(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到文件"):
        read_plan(tmp_path / "没有.txt")
    with pytest.raises(BadInput, match="是文件夹"):
        read_plan(tmp_path)
