"""Asyl Mura: a static site generator for an encyclopedia of monuments.

Content becomes a catalogue, the catalogue becomes a plan, the plan becomes files; nothing flows back.
"""

__version__ = "0.1.0"
