"""The registrar: adds events to the register of plates, and knows what may be added; it never changes what stands there.

What is to be added is worked out from the catalogue as lines (``issuing``, ``fieldwork``, ``adopting``); the ``desk``
alone writes them. It knows nothing of terminals and of today: the command line hands over the day.
"""
