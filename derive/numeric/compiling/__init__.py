"""Expressions as closures: compiled once, run at many points."""
