"""Functions of one number as arcs: where they bend, what is least or greatest, what they undo."""
