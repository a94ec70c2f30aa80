"""Rules about means, variances, integrals and their derivatives."""
