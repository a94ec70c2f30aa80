"""Building derivations with their claims left out: a claim shapes the page and proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_left_out: ContextVar[bool] = ContextVar("claims_left_out", default=False)


@contextmanager
def claims_left_out() -> Iterator[None]:
    """Inside this block `Derivation.claim` leaves the derivation as it is."""
    token = _left_out.set(True)
    try:
        yield
    finally:
        _left_out.reset(token)


def are_left_out() -> bool:
    """Whether claims are being left out."""
    return _left_out.get()
