"""The search index: words of monuments as skeletons, where they stand, and what is shown of a monument that was found."""
