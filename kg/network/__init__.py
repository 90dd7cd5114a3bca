"""Who deals with whom: events as a network, and the measures that analysts of events use.

    >>> from kg import network
    >>> ties = network.ties(graph, level="country")            # doctest: +SKIP
    >>> network.balance(ties, between=("RUS", "UKR"))          # doctest: +SKIP
    >>> network.mediators(ties).head()                         # doctest: +SKIP

Every measure takes a graph, some events, or the table of :func:`ties`, and gives a table (a pandas DataFrame).  The
same events give the same table.  Where a measure comes from stands in its docstring.
"""

from __future__ import annotations

from kg.network import plot
from kg.network.against import against
from kg.network.balance import balance
from kg.network.brokers import brokerage, mediators
from kg.network.centrality import centrality, communities
from kg.network.change import change
from kg.network.escalation import escalation
from kg.network.lags import follows, reciprocity
from kg.network.losses import acts, casualties
from kg.network.panel import panel
from kg.network.projection import multigraph, weighted
from kg.network.ties import ties
from kg.network.timeline import timeline
from kg.network.triads import structural_balance, triads

__all__ = [
    "acts", "against", "balance", "brokerage", "casualties", "centrality", "change", "communities", "escalation",
    "follows", "mediators", "multigraph", "panel", "plot", "reciprocity", "structural_balance", "ties", "timeline",
    "triads", "weighted",
]  # fmt: skip
