"""The command `derive`."""

from derive.cli.main import main

__all__ = ["main"]
