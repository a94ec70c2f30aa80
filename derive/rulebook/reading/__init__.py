"""Reading an expression as what a rule speaks of: terms, factors, coordinates, bounds."""
