"""Plain text: what an expression looks like without a page."""
