"""Rules about sums and products over an index."""
