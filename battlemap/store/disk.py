"""What kind of disk a file lies on: WAL is safe on a local one only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_REMOTE: Final = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ncpfs",
    "fuse.sshfs",
    "davfs",
    "webdav",
}
_REMOVABLE: Final = {"vfat", "exfat", "fat32", "fat", "msdos", "fuseblk", "iso9660", "udf"}


def is_local(path: Path) -> bool:
    """Whether `path` lies on a fixed local disk; removable and network disks are not, an unknown one is taken for local."""
    import psutil

    place = path.resolve()
    if str(place).startswith("\\\\"):
        return False
    best = ""
    kind = options = ""
    for mount in psutil.disk_partitions(all=True):
        point = os.path.normcase(mount.mountpoint)
        if _is_under(os.path.normcase(str(place)), point) and len(point) >= len(best):
            best, kind, options = point, mount.fstype.lower(), mount.opts.lower()
    return not (kind in _REMOTE | _REMOVABLE or "removable" in options or "remote" in options)


def _is_under(place: str, point: str) -> bool:
    return place == point or place.startswith(point.rstrip(os.sep) + os.sep)
