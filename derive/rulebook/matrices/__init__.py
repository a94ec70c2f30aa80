"""Rules about matrices, quadratic forms and layers."""
