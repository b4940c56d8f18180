"""How entries and pictures come into the collection: under a number and a name of their own, and nothing is overwritten."""
