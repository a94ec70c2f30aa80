"""Several derivations as one."""

from __future__ import annotations

from dataclasses import replace

from derive.derivation.derivation import Derivation
from derive.derivation.status import Status


def together(title: str, *parts: Derivation) -> Derivation:
    """Several derivations as one: a goal that has parts. Its result is that of the last one; the
    parts of a part stand beside the others, under both titles."""
    chains = tuple(chain for part in parts for chain in _chains(part))
    steps = tuple(s for c in chains for s in c.steps)
    letters = tuple(dict.fromkeys(name for c in chains for name in c.letters))
    names = tuple(dict.fromkeys(named for c in chains for named in c.names))
    whole = replace(
        chains[-1], title=title, steps=steps, parts=chains, letters=letters, names=names
    )
    return replace(whole, status=Status.UNCHECKED)


def _chains(part: Derivation) -> tuple[Derivation, ...]:
    titles = [": ".join(t for t in (part.title, c.title) if t) for c in part.parts]
    named = zip(part.parts, titles, strict=True)
    return tuple(replace(c, title=title) for c, title in named) or (part,)
