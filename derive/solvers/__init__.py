"""Whoever answers a question: solvers pick rules and build derivations."""

from __future__ import annotations
