"""Means under laws of one number, their distribution functions and couplings."""
