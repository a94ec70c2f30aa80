"""Integrals and sums of formulas: where the mass is, the nodes, and when they have converged."""
