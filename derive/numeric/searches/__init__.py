"""Suprema, roots, limits and derivatives of what can only be evaluated."""
