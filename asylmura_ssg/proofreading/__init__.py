"""Content read for its faults and for what an editor would mend: all of it, or the records that are named.

``whole.py`` sees everything a build would see. ``named.py`` reads a few records in a fraction of a second and holds them
against all others (``neighbours.py``): where those stand (``index.py``) and when git saw texts changed (``changes.py``) a
second process finds out meanwhile (``outside.py``).
"""
