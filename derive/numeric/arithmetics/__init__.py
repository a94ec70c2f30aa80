"""The arithmetics that numbers are computed in: floats, mpmath, exact rationals."""
