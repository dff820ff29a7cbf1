"""Small files read with a limit, and any file written: aside, then swapped in, so that what was there is whole until
the new one is."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from app.errors import UserError

_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EROFS: "target-readonly",
    errno.EACCES: "target-forbidden",
    errno.EPERM: "target-forbidden",
    errno.EBUSY: "target-locked",
    errno.ETXTBSY: "target-locked",
    errno.EISDIR: "target-is-folder",
}


def read_file(path: Path, limit: int) -> bytes:
    """A small file whole; ``limit`` is in bytes.

    Raises UserError: ``file-missing``, ``file-unreadable``, ``file-too-big``.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            raise UserError("file-too-big", name=path.name, size=max(1, size >> 20), limit=max(1, limit >> 20))
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("file-missing", name=str(path)) from None
    except OSError:
        raise UserError("file-unreadable", name=str(path)) from None


def replace_file(path: Path, data: bytes) -> None:
    """Writes a file, or leaves everything as it was and raises UserError.

    A link is followed; an existing file keeps its permissions.
    """
    try:
        target = path.resolve()
        mode = _mode(target)
    except (OSError, ValueError, RuntimeError):
        raise UserError("target-unwritable", name=str(path), why="the name is not possible") from None
    if not target.parent.is_dir():
        raise UserError("folder-missing", folder=str(target.parent))
    aside = target.parent / f".enface-{secrets.token_hex(8)}"
    try:
        _write(aside, data, mode)
        _swap(aside, target)
    except OSError as error:
        raise _said(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()
    sync_folder(target.parent)


def _mode(target: Path) -> int | None:
    """The permissions to keep, None for a new file. Raises UserError where it must not be overwritten."""
    try:
        mode = target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISDIR(mode):
        raise UserError("target-is-folder", name=str(target))
    if not os.access(target, os.W_OK):
        raise UserError("target-forbidden", name=str(target))
    return stat.S_IMODE(mode)


def _write(aside: Path, data: bytes, mode: int | None) -> None:
    with aside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        aside.chmod(mode)


def _swap(aside: Path, target: Path) -> None:
    try:
        os.replace(aside, target)
    except PermissionError:  # the folder could be written to: somebody holds the file
        raise UserError("target-locked", name=str(target)) from None


def sync_folder(folder: Path) -> None:
    """Makes the swap last through a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _said(error: OSError, target: Path) -> UserError:
    code = _CODES.get(error.errno or 0)
    if code:
        return UserError(code, name=str(target))
    return UserError("target-unwritable", name=str(target), why=error.strerror or type(error).__name__)
