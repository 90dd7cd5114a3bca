"""Many articles, one event: which events of different articles are the same act, which names the same actor, and which
articles copies of others.

Merging adds a graph of its own to a store and changes nothing else: take that graph away and everything is as it was.
It depends on the articles in the store, the alias file and what a person corrected alone, so merging twice changes
nothing either.
"""

from kg.merging.acts import Merged
from kg.merging.aliases import Aliases
from kg.merging.corrections import Corrections
from kg.merging.merge import Report, is_current, merge, undo
from kg.merging.renewal import renew
from kg.merging.stored import remembered
from kg.store.touched import is_merged

__all__ = [
    "Aliases", "Corrections", "Merged", "Report", "is_current", "is_merged", "merge", "remembered", "renew", "undo",
]  # fmt: skip
