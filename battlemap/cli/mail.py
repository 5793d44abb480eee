"""``mail``: several PCs on one campaign, by files, a shared folder or a server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import DONE, FAULTS, FILE
from battlemap.commands.heard import silent_for
from battlemap.commands.letter_book import HandOnLetters
from battlemap.commands.mailing import DismissMember, Exchange, Post, RegisterMember, SettleConflict
from battlemap.commands.session import Session
from battlemap.domain.collecting.form import unit_named
from battlemap.domain.kinds.member import ROLES
from battlemap.domain.telling.conflict_words import conflict_words, side_words
from battlemap.domain.telling.difference_words import WHOLE, difference_words, names_after
from battlemap.errors import BadInput, NotFound
from battlemap.render.saving import write_whole
from battlemap.shown.kept_password import forget, keep, password_of
from battlemap.shown.settings import default_path
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.address import Address, address_of
from battlemap.store.mailbox.carrier import MOST_SKEW, Carrier
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.keys import words_of
from battlemap.store.mailbox.postgres import PostgresCarrier, set_up
from battlemap.store.mailbox.sharing import entries_in_conflict
from battlemap.store.mailbox.taking import Received

FOLDER = click.Path(path_type=Path, file_okay=False)
#: Where the password of the server is looked for before it is asked; it never stands in the campaign.
_PASSWORD = "BATTLEMAP_MAIL_PASSWORD"
_MOST = 20


@click.group()
def mail() -> None:
    """多机协作：U 盘、共享文件夹或服务器，互通改动，冲突由人处理。"""


@mail.command("begin")
@click.argument("file", type=FILE)
@click.option("--name", required=True, help="这台电脑的名称，如 指挥部一号机")
def begin(file: Path, name: str) -> None:
    """开始协作：本机为指挥部，其余电脑用此后复制的档案加入。"""
    with open_session(file) as session:
        post = _post(session)
        post.begin(name)
        click.echo(f"已开始多机协作。本机识别词：{words_of(post.public_key)}")
    click.echo("请把这份档案复制到其他电脑，在那里运行 battlemap mail card，再回本机登记。")


@mail.command("card")
@click.argument("file", type=FILE)
@click.option("--name", required=True, help="这台电脑的名称")
def card(file: Path, name: str) -> None:
    """给出本机的登记名片，由指挥部登记；两边念识别词核对。"""
    with open_session(file, read_only=True) as session:
        post = _post(session)
        click.echo(post.card(name))
        click.echo(f"识别词：{words_of(post.public_key)}")


@mail.command("register")
@click.argument("file", type=FILE)
@click.argument("card_words", metavar="名片")
@click.option("--role", type=click.Choice(list(ROLES.values())), default="指挥部", show_default=True)
@click.option("--unit", default=None, help="单位用机是哪个单位")
def register(file: Path, card_words: str, role: str, unit: str | None) -> None:
    """登记一台协作电脑及其权限。"""
    parts = card_words.split(maxsplit=2)
    if len(parts) != 3:
        raise BadInput("名片应是 battlemap mail card 给出的一整行，请完整复制。")
    with open_session(file) as session:
        which = next(key for key, word in ROLES.items() if word == role)
        of = unit_named(unit, session.snapshot) if unit else None
        session.run(RegisterMember(parts[0], parts[2], which, parts[1], of))  # type: ignore[arg-type]
    click.echo(f"已登记“{parts[2]}”（{role}）。请与对方念识别词核对：{words_of(parts[1])}")


@mail.command("dismiss")
@click.argument("file", type=FILE)
@click.argument("name")
def dismiss(file: Path, name: str) -> None:
    """停用一台协作电脑。"""
    with open_session(file) as session:
        members = [m for m in session.snapshot.members.values() if name in (m.id, m.name) and not m.deleted]
        if len(members) != 1:
            raise NotFound(
                f"没有叫“{name}”的协作电脑。" if not members else f"叫“{name}”的有多台，请写编号。"
            )
        session.run(DismissMember(members[0].id))
    click.echo(f"已停用“{members[0].name}”。")


@mail.command("letters-at")
@click.argument("file", type=FILE)
@click.argument("name")
def letters_at(file: Path, name: str) -> None:
    """把公文编号移交给另一台指挥部用机；只能在现在编号的电脑上移交。"""
    with open_session(file) as session:
        live = [m for m in session.snapshot.members.values() if not m.deleted and name in (m.id, m.name)]
        if len(live) != 1:
            raise NotFound(f"没有叫“{name}”的协作电脑，或有多台，请写编号。")
        session.run(HandOnLetters(live[0].id))
    click.echo(f"公文今后由“{live[0].name}”编号；请尽快交换一次。")


@mail.command("export")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help=f"写到这个 {parcel.SUFFIX} 文件")
def export(file: Path, output: Path) -> None:
    """导出增量包，用 U 盘、光盘或单向导入设备带走。"""
    with open_session(file) as session:
        count = _post(session).export(output, write_whole)
    click.echo(f"已导出 {count} 步：{output}")


@mail.command("receive")
@click.argument("file", type=FILE)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="增量包…")
@click.option("--try", "is_trial", is_flag=True, help="只列出差异，不写入")
def receive(file: Path, paths: tuple[Path, ...], is_trial: bool) -> None:
    """接收增量包：先列出每一处差异，再写入。"""
    packets, torn = parcel.read_files(paths)
    if torn and not packets:
        raise BadInput("\n".join(torn))
    with open_session(file) as session:
        post = _post(session)
        seen = post.foresee(packets)
        names = names_after(session.snapshot, seen.changes)
        for change in seen.changes:
            click.echo(difference_words(change, names, WHOLE))
        for words in (*torn, *seen.order.refused):
            click.echo(f"! {words}")
        if is_trial:
            click.echo(f"试算完毕，没有写入：可接收 {len(seen.order.ready)} 步。")
            return
        received = post.take(packets)
        _tell(session, received)
    raise SystemExit(FAULTS if torn or received.refused else DONE)


@mail.command("folder")
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
def folder(file: Path, folder: Path) -> None:
    """通过共享文件夹交换一次。"""
    with open_session(file) as session:
        campaign = session.snapshot.campaign
        carrier = FolderCarrier(folder, campaign.id, campaign.title, session.file.site, session.actor)
        _exchange(session, carrier)


@mail.command("server")
@click.argument("file", type=FILE)
@click.argument("address", metavar="地址")
@click.option("--keep", "keeps", is_flag=True, help="把密码存入系统密钥环，下次不再问")
def server(file: Path, address: str, keeps: bool) -> None:
    """通过 PostgreSQL 服务器交换一次；地址为协作邮局给出的一行，如 host=10.0.0.8 dbname=battlemap user=pc。"""
    where, password = _reached(address)
    with open_session(file) as session:
        carrier = PostgresCarrier(where.words, password, session.snapshot.campaign.id, session.file.site)
        try:
            done = _post(session).exchange(carrier)
            is_encrypted = carrier.is_encrypted
        finally:
            carrier.close()
        _told(session, done)
    click.echo("通道已加密（TLS）。" if is_encrypted else "通道未加密。")
    if keeps:
        click.echo(
            "密码已存入系统密钥环。" if keep(where, password) else "本机没有系统密钥环，密码没有存下。"
        )


@mail.command("forget-password")
@click.argument("address", metavar="地址")
def forget_password(address: str) -> None:
    """从系统密钥环里删去一个服务器的密码。"""
    forget(address_of(address))
    click.echo("已删去。")


@mail.command("setup-server")
@click.argument("address", metavar="地址")
@click.option("--role", required=True, help="各电脑登录用的账号，只能读取和追加")
def setup_server(address: str, role: str) -> None:
    """在服务器上建表并授权；由管理员运行一次。"""
    where, password = _reached(address)
    set_up(where.words, password, role)
    click.echo(f"已建表；账号 {role} 可读取和追加，不能修改和删除。")


@mail.command("status")
@click.argument("file", type=FILE)
def status(file: Path) -> None:
    """协作成员和待处理的冲突。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        for member in snapshot.members.values():
            state = "（已停用）" if member.deleted else "（本机）" if member.id == session.file.site else ""
            unit = f"·{snapshot.unit_label(member.unit)}" if member.unit else ""
            click.echo(f"{member.name}　{ROLES[member.role]}{unit}　{words_of(member.public_key)}{state}")
        open_ = [conflict for conflict in snapshot.conflicts.values() if conflict.is_open]
        entries = entries_in_conflict(session.file)
        for conflict in open_:
            click.echo(f"{conflict.id}　{conflict_words(conflict, snapshot, entries)}")
            for number, _ in enumerate(conflict.accounts, 1):
                click.echo(f"    {number}. {side_words(conflict, number - 1, snapshot, entries)}")
        click.echo(f"协作电脑 {len(snapshot.members)} 台，待处理冲突 {len(open_)} 处")


@mail.command("settle")
@click.argument("file", type=FILE)
@click.argument("conflict", metavar="冲突编号")
@click.option("--side", type=int, default=None, help="采用第几方；不写则以现值为准")
def settle(file: Path, conflict: str, side: int | None) -> None:
    """处理一处冲突。"""
    with open_session(file) as session:
        if conflict not in session.snapshot.conflicts:
            raise NotFound(f"没有编号为“{conflict}”的冲突。可用 battlemap mail status 列出。")
        step = session.run(SettleConflict(conflict, None if side is None else side - 1))
        click.echo(step.label if step else "没有改动。")


def _post(session: Session) -> Post:
    return Post(session, default_path().parent)


def _reached(words: str) -> tuple[Address, str]:
    """Returns where a server is, and the password: of the address, the environment, the keyring, else it is asked for."""
    address = address_of(words)
    password = address.password or os.environ.get(_PASSWORD) or password_of(address)
    return address, password or str(click.prompt("密码", hide_input=True, default="", show_default=False))


def _exchange(session: Session, carrier: Carrier) -> None:
    try:
        done = _post(session).exchange(carrier)
    finally:
        carrier.close()
    _told(session, done)


def _told(session: Session, done: Exchange) -> None:
    if done.away:
        raise BadInput(f"{done.away}（未发出 {done.unsent} 步）")
    click.echo(f"已发出 {done.sent} 步。")
    for words in done.torn:
        click.echo(f"! {words}")
    if done.received is not None:
        _tell(session, done.received)
    if done.wants:
        click.echo(f"! 已向对方索取数据包 {'、'.join(done.wants)}")
    now = session.clock()
    for heard in done.members:
        skew = f"，对方时钟差 {abs(heard.skew) // 60} 分钟，请校准" if abs(heard.skew) > MOST_SKEW else ""
        click.echo(f"{heard.actor}（{heard.site}）{silent_for(heard, now)} 分钟前{skew}")


def _tell(session: Session, received: Received) -> None:
    click.echo(f"已接收 {len(received.applied)} 步，已有 {received.known_count} 步。")
    if received.renewed:
        click.echo(f"! {received.renewed}")
    for words in received.refused:
        click.echo(f"! {words}")
    if received.missing:
        more = "等" if len(received.missing) > _MOST else ""
        click.echo(
            f"! 还缺 {len(received.missing)} 个数据包：{'、'.join(received.missing[:_MOST])}{more}，请向对方索取；先到的已存下"
        )
    if received.parked:
        click.echo(f"! {len(received.parked)} 个数据包由新版程序写出，已存下，本机升级后自动接收")
    entries = entries_in_conflict(session.file)
    for id in received.conflicts:
        click.echo(f"? {conflict_words(session.snapshot.conflicts[id], session.snapshot, entries)}")
