"""Cases made from parts of our own, with the answer known by construction."""
