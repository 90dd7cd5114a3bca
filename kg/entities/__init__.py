"""Entities: who is meant by the names, roles and pronouns of a text."""
