"""Catalogue → Artifacts: which files exist, and what each may use. Pure; nothing is made here."""
