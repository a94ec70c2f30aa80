"""Whether a condition of a rule holds, fails, or is not known."""
