"""Failures that a user can act on: each is one clear sentence."""

from __future__ import annotations


class DeriveError(Exception):
    """Something asked of derive is wrong, and the message says what would be right."""


class InvalidParameter(DeriveError, ValueError):
    """A distribution was given parameters for which it does not exist."""


class CannotEvaluate(DeriveError):
    """An expression holds something that has no numeric meaning here, or a symbol without value."""


class OutOfDomain(DeriveError, ArithmeticError):
    """A number was asked for where the expression has no real (or infinite) value."""


class NotConverged(DeriveError, ArithmeticError):
    """A number could not be found to the accuracy that was asked for; the message says where."""
