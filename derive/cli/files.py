"""Writing a page into a file: as a whole or not at all, and over another only when told to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from derive.errors import DeriveError


class CannotWrite(DeriveError):
    """A file that was named for the output is not to be written."""


def target(output: str, force: bool) -> Path:
    """The file that is meant, links followed. Raises CannotWrite where it must not be written."""
    try:
        path = Path(os.path.realpath(output))
        why = _refusal(path, force)
    except (OSError, ValueError) as failure:
        raise CannotWrite(f"{output} cannot be a file: {failure}") from failure
    if why:
        raise CannotWrite(f"{output} {why}")
    return path


def _refusal(path: Path, force: bool) -> str:
    """Why a file must not be written; nothing where it may."""
    if path.is_dir():
        return "is a folder: name a file in it"
    if not path.parent.is_dir():
        return f"cannot be written: there is no folder {path.parent}"
    if path.exists() and not path.is_file():
        return "is not an ordinary file"
    if path.exists() and not force:
        return "exists already: --force overwrites it"
    return ""


def write(text: str, output: str, force: bool) -> None:
    """Put the text into a file of the same folder, and that in the place of `output`.

    Raises CannotWrite where `output` exists and `force` is not given, or cannot be written.
    """
    path = target(output, force)
    try:
        _replace(text, path, force)
    except FileExistsError:
        raise CannotWrite(f"{output} exists already: --force overwrites it") from None
    except OSError as failure:
        raise CannotWrite(f"{output} cannot be written: {failure.strerror}") from failure


def _replace(text: str, path: Path, force: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".derive-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        if not force:
            # Whoever made the file since we looked keeps it.
            path.touch(exist_ok=False)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode of the file that is replaced; of a new one, what the process gives to new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
