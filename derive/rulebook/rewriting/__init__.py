"""Rules about logarithms, exponentials, absolute values and numbers."""
