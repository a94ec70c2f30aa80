"""What a mistyped word may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """The known words that are most like a mistyped one, as the end of a sentence; `otherwise`
    where none is like it.

    >>> nearest("exponental-elbo", ["exponential-elbo", "kl-self"], "`derive list` shows them")
    'did you mean exponential-elbo?'
    """
    near = difflib.get_close_matches(word, dict.fromkeys(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
