"""The command `derive`."""

from __future__ import annotations

from derive.cli.main import main

__all__ = ["main"]
