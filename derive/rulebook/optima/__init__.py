"""Rules about suprema, maximisers and convex conjugates."""
