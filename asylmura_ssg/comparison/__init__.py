"""Two built sites side by side: which pages a change touches, what a reader reads differently, and how it looks."""
