"""Engines: run an extractor over many articles."""
