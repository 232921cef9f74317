"""The knowledge base: written, queried, checked, drawn."""
