"""What the command line library itself says comes in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from battlemap.cli.door import COMMANDS, main
from battlemap.paths import resource

PO = resource("locale", "zh_CN", "LC_MESSAGES", "click.po")
#: What click says to those who program with it, to shells, or of editors and colours that we do not use.
UNSAID = ("Editing failed", "Windows error", "Deprecat", "defined twice", "Boolean option", "determine name",
          "a name was passed", "exactly one parameter", "start character", "Bash", "Unknown ", "UUID", "Choice(")  # fmt: skip


def catalogue() -> Catalog:
    with PO.open("rb") as words:
        return read_po(words, locale="zh_CN")


def spoken(words: Catalog) -> dict[str, str]:
    """The first form of each message with its translation."""
    return {first(message.id): first(message.string) for message in words if message.id}


def first(forms: str | tuple[str, ...]) -> str:
    return forms if isinstance(forms, str) else forms[0]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nope"], "没有“nope”这个命令。"),
        (["check"], "缺少参数 '档案'"),
        (["check", "a.battlemap", "b"], "多写了参数：b。"),
        (["posters", "--nope"], "没有“--nope”这个选项。"),
        (["poster", "daily", "x.battlemap", "-o"], "选项“-o”后面要带值。"),
        (["check", "/"], "是文件夹，应为文件。"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    error = capsys.readouterr().err
    assert said in error
    assert not re.search(r"Usage|Error|OPTIONS|Try |Missing|No such", error)


def test_help_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    words = capsys.readouterr().out
    for part in ("用法：", "命令", "显示本说明。", *COMMANDS):
        assert part in words
    assert "Show this message" not in words


@pytest.mark.parametrize("word", COMMANDS)
def test_every_command_has_a_help_page_in_chinese(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word, "--help"]) == 0
    words = capsys.readouterr().out
    assert words.startswith(f"用法： battlemap {word} [选项]")
    assert re.search(r"[\u4e00-\u9fff]{4}", words)


def test_everything_that_click_may_say_has_its_chinese() -> None:
    translated = catalogue()
    said = extract_from_dir(
        Path(click.__file__).parent, [("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
    )
    missing = {
        words
        for _, _, message, _, _ in said
        for words in [message[0] if isinstance(message, tuple) else message]
        if len(words) > 1 and words not in translated and not any(part in words for part in UNSAID)
    }
    assert missing == set()


def test_the_compiled_words_are_those_of_the_source() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert spoken(compiled) == spoken(catalogue())


def test_a_translation_asks_for_nothing_that_the_original_does_not_give() -> None:
    def fields(words: str | tuple[str, ...]) -> set[str]:
        return set(re.findall(r"\{(\w+)", " ".join(words) if isinstance(words, tuple) else words))

    for message in catalogue():
        if message.id:
            assert fields(message.string) <= fields(message.id)
