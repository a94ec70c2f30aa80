"""Inequalities: Jensen, Gibbs, Cauchy and Schwarz, Fenchel and Young, log-sum."""
