"""Extractors: articles in, events and relations out."""

from kg.extractors.base import Extractor, find, get, names, register
from kg.extractors.checked import checked

__all__ = ["Extractor", "checked", "find", "get", "names", "register"]
