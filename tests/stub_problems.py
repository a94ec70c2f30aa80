"""A pack with one problem of each status, and commands run on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

DERIVE = str(Path(sys.executable).with_name("derive"))
STUBS = '''\
"""One problem of each status."""
from dataclasses import replace
from sympy import Symbol, log
from derive import ArbitraryMap, Expect, Sheet, Space, arbitrary_law, start
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.linearity import expectation_is_linear

sheet = Sheet("stubs", "One of each")
a, x, X = Symbol("a", real=True), Symbol("x"), Space("X")
p, f, g = arbitrary_law("p", X), ArbitraryMap("f", X), ArbitraryMap("g", X)


@sheet.problem("stub-verified", part="1")
def good():
    """A square.

    Write the log of a square as a multiple of a log.
    """
    return start(log(a**2), a > 0).by(algebra, 2 * log(a))


@sheet.problem("stub-assumes", part="2")
def assumed():
    """A sum whose means may not exist."""
    return start(Expect(f(x) + g(x), x, p)).by(expectation_is_linear)


@sheet.problem("stub-open", part="3")
def stopped():
    """A chain that stops."""
    return good().stop("nothing more is known.")


@sheet.problem("stub-refuted", part="4a")
def wrong():
    """A step that is false."""
    d = good()
    return replace(d, steps=(replace(d.steps[0], after=3 * log(a)),))


@sheet.problem("stub-unchecked", part="4b")
def impossible():
    """Nothing satisfies what is given."""
    return start(log(a**2), a > 0, a < -1).by(algebra, 2 * log(a))


@sheet.problem("stub-broken", part="5")
def broken():
    """A problem that fails."""
    return 1 / 0


@sheet.problem("verify", part="6")
def named_like_a_command():
    """A problem whose name is a command."""
    return good()
'''
TIME = re.compile(r"\d+\.\d+ s\b")

Run = Callable[..., tuple[int, str, str]]


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DERIVE, *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def plain_only() -> str:
    """The stubs up to the first that is not verified."""
    return STUBS.partition('@sheet.problem("stub-assumes"')[0]
