"""How the encyclopedia comes along, for those who run it: figures, gaps, what git remembers, and a picture of it all."""
