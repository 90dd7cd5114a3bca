"""Readers: one file per kind of input; each yields articles."""
