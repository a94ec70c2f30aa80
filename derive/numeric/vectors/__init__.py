"""Laws of several numbers, vectors, matrices and sequences."""
