"""Where a server is: an address as somebody pastes it, with the password taken out of it, and what is said of failures."""

from __future__ import annotations

import attrs

from battlemap.errors import BadInput, CarrierAway


@attrs.frozen
class Address:
    """`words` is the address without the password, as settings may keep it; `password` never goes into a file."""

    words: str
    password: str = attrs.field(default="", repr=False)

    @property
    def account(self) -> str:
        """Who comes where: 「pc@10.0.0.8:5432/battlemap」; by this a password is found again."""
        parts = _read(self.words)
        where = parts.get("host") or parts.get("hostaddr") or "localhost"
        return f"{parts.get('user', '')}@{where}:{parts.get('port', '5432')}/{parts.get('dbname', '')}"


def address_of(words: str) -> Address:
    """Returns an address 「host=10.0.0.8 dbname=battlemap user=pc password=…」, in that form or as a URI.

    Raises BadInput for what no server can be found by.
    """
    from psycopg.conninfo import make_conninfo

    parts = _read(words.strip())
    password = str(parts.pop("password", "") or "")
    if not (parts.get("host") or parts.get("hostaddr")) or not parts.get("user"):
        raise BadInput(
            "服务器地址要写明 host 和 user，如 host=10.0.0.8 port=54320 dbname=battlemap user=pc；"
            "可整行粘贴 battlemap post-office 给出的地址。"
        )
    return Address(make_conninfo("", **parts), password)


def _read(words: str) -> dict[str, str]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {key: str(value) for key, value in conninfo_to_dict(words).items() if value is not None}
    except ProgrammingError as error:
        raise BadInput(
            "看不懂这个服务器地址，应如 host=10.0.0.8 port=54320 dbname=battlemap user=pc。", str(error)
        ) from error


class PasswordWanted(CarrierAway):
    """The server is there, and wants another password."""


def away(error: Exception) -> CarrierAway:
    """Returns in words why a server could not be reached."""
    detail, state = str(error), getattr(error, "sqlstate", None)
    if state == "42P01":
        return CarrierAway("协作服务器上还没有建表，请管理员运行一次 battlemap mail setup-server。", detail)
    if state == "42501":
        return CarrierAway("登录协作服务器的账号没有读写数据包的权限，请管理员核对。", detail)
    if state in ("28P01", "28000") or "password authentication" in detail:
        return PasswordWanted("协作服务器不接受这个用户名或密码，请核对后重试。", detail)
    if "no password supplied" in detail:
        return PasswordWanted("协作服务器需要密码，请在“多机协作”里输入。", detail)
    if "certificate" in detail:
        return CarrierAway(
            "协作服务器的证书不是地址里认可的那一张，可能有人冒充，没有连接；请向管理员核对。", detail
        )
    if "does not support SSL" in detail:
        return CarrierAway("地址要求加密（TLS），而协作服务器没有开通，没有连接；请向管理员核对。", detail)
    return CarrierAway("协作服务器暂时连不上，改动先存在本机，恢复后自动补发。", detail)
