"""Images of pages to lines: the picture is cleaned and turned upright, then read."""
