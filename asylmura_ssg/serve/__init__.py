"""What an editor looks at: the published tree (``built``), or the content itself as it is written.

``shelves`` holds the content's files in memory, ``collection`` what they say, and reads again what changes; ``pages`` makes
of it what is asked for; ``proofs`` sets an entry's pages of the book beside; ``answers`` hands all of it to browsers, and tells them of changes.
"""
