"""Distances and divergences of two laws."""
