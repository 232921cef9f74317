"""PDF files: their text layers with positions, what was stamped on them, and the pages that must be recognised."""
