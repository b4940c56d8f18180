"""Content read for its faults and for what an editor would mend: all of it, or the records that are named.

``whole.py`` sees everything a build would see. ``named.py`` reads a few records and holds them against an index of all
others (``index.py``), in a fraction of a second. ``changes.py`` asks git when texts were changed.
"""
