"""Writing a page: to a file as a whole or not at all, never over another without being told to."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from derive.errors import DeriveError


def write(text: str, output: str | None, force: bool) -> None:
    """Print the text, or put it into a file. Raises DeriveError where the file exists and `force` is
    not given, or where it cannot be written."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    path = Path(output)
    if path.is_dir():
        raise DeriveError(f"{output} is a folder; name a file in it")
    if path.exists() and not force:
        raise DeriveError(f"{output} exists; --force overwrites it")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as wrong:
        raise DeriveError(f"{output} cannot be written: {wrong.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text if text.endswith("\n") else text + "\n")
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
