"""Who wants to know how far a derivation has come: every chain is told to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_LISTENER: ContextVar[Callable[[Any], None] | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Callable[[Any], None]) -> Iterator[None]:
    """A block in which every chain is told to a listener as soon as it has one step more."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(derivation: Any) -> Any:
    """The chain, after the listener has heard of it where there is one."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(derivation)
    return derivation
