"""The one general step: deciding signs, deciding that a difference is zero, and tidying."""

from __future__ import annotations

from derive.rules.algebra.decisions import consistent, decide, sign

__all__ = ["consistent", "decide", "sign"]
