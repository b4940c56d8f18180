"""Tables and Word files of colleagues become records and texts, and the collection becomes tables again.

Nothing is invented on the way: what a table does not say stays unknown, and every cell that could not be taken is named.
"""
