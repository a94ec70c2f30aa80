"""The first meaning: rewrites of one expression into another, under conditions."""
