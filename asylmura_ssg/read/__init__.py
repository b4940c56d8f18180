"""Bytes → Catalogue: files, YAML nodes with their positions, typed records, references resolved.

Parsed once; afterwards every value has its type, and nothing is optional "just in case".
"""
