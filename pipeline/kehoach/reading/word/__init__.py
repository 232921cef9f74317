"""Word files, and what an office library reads of older kinds."""
