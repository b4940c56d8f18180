"""One recipe → bytes. Makers know only their recipe: no clock, no files, no other recipe."""
