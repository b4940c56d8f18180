"""JSON Schemas of the files that editors write, made of what the readers ask for; and what an editor's program is told."""
