"""Extractors: articles in, events and relations out."""

from kg.extractors.base import Extractor, get, names, register

__all__ = ["Extractor", "get", "names", "register"]
