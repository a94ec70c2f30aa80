"""What is said of how far a derivation may be believed."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far a derivation may be believed; only the verifier gives anything but `unchecked`."""

    UNCHECKED = "unchecked"
    VERIFIED = "verified"
    ASSUMES = "assumes"
    OPEN = "open"
    REFUTED = "refuted"
