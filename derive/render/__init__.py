"""Pages for terminals, LaTeX, Markdown and notebooks. A printer computes nothing."""
