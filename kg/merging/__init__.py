"""Many articles, one event: which events of different articles are the same act, and which names the same actor.

Merging adds a graph of its own to a store and changes nothing else: take that graph away and everything is as it was.
It depends on the events in the store and the alias file alone, so merging twice changes nothing either.
"""

from kg.merging.aliases import Aliases
from kg.merging.merge import Merged, is_merged, merge, undo

__all__ = ["Aliases", "Merged", "is_merged", "merge", "undo"]
