"""The nouns of the encyclopedia: frozen types that every stage shares. No input, no output, no third-party library."""
