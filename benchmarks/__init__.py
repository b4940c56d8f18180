"""How long a build takes and how much memory: synthetic content, and the measuring of the real command line."""
