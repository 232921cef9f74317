"""Tables of pages, however they were found, joined where one runs on over several pages."""
