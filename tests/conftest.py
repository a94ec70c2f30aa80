"""What all tests share: examples are drawn alike in every run, and a slow machine is no failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
