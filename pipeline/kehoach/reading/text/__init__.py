"""Plain and Markdown-like text files."""
