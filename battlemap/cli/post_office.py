"""``post-office``: a server of its own on one PC, by which the others hear of each other at once."""

from __future__ import annotations

import os
import secrets
import signal
import threading
from datetime import datetime
from pathlib import Path

import click
import platformdirs

from battlemap.errors import BattlemapError
from battlemap.store.mailbox.post_office import PORT, PostOffice, own_address

#: Seconds between two looks at the server.
_LOOK = 2.0


@click.command("post-office")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="数据放在哪个文件夹，不写为用户数据文件夹",
)
@click.option("--port", type=click.IntRange(1024, 65535), default=PORT, show_default=True, help="端口")
@click.option("--address", default=None, help="其他电脑用什么地址找到本机，不写由程序判断")
@click.option("--stop", "is_stop", is_flag=True, help="停止正在运行的服务")
def post_office(folder: Path | None, port: int, address: str | None, is_stop: bool) -> None:
    """协作邮局：在一台电脑上启动自带的 PostgreSQL，印出一行加入地址；按 Ctrl+C 正常停止。"""
    place = folder or _usual_place()
    office = PostOffice.at(place.resolve(), port)
    if is_stop:
        was_running = office.is_running
        office.stop()
        click.echo("协作邮局已停止。" if was_running else "协作邮局没有在运行。")
        return
    office.make(lambda: secrets.token_urlsafe(12), datetime.now())
    has_ended = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: has_ended.set())
    office.start()
    try:
        tls = "已加密（TLS）" if office.has_tls else "未加密（口令不以明文传送；内容由签名防改）"
        click.echo(f"协作邮局已启动，通道{tls}。把下面这一行粘贴到每台电脑的“多机协作 › 服务器”：")
        click.echo(office.line(address or own_address()))
        click.echo("按 Ctrl+C 停止；停止期间各电脑照常工作，恢复后自动补齐。")
        while not has_ended.wait(_LOOK):
            if not office.is_running:
                click.echo("服务意外停止，正在重新启动…", err=True)
                try:
                    office.start()
                except BattlemapError as error:
                    click.echo(str(error), err=True)
    finally:
        office.stop()
    click.echo("协作邮局已停止，收到的数据都已保存。")


def _usual_place() -> Path:
    # root has another account run the server, which cannot look into root's own folders
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/battlemap-post-office")
    return platformdirs.user_data_path("battlemap", appauthor=False) / "post-office"
