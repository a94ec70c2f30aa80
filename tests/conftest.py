"""What all tests share: examples are drawn alike in every run, and a slow machine is no failure."""

from __future__ import annotations

import pytest
from hypothesis import settings

from derive.packs.finding import find

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def built_in_derivations():
    """The name and the derivation of every built-in problem."""
    entries = [e for e in find().entries if e.module.name.startswith("derive_problems.")]
    return [(e.declared.name, e.problem().derive()) for e in entries]
