"""Extractors: articles in, events and relations out."""
