"""A view as a widget of Jupyter, marimo and others (anywidget): the selection comes back to Python.

widget = graph.view().widget()
widget                     # shows itself; pick somebody in it
widget.chosen              # the events behind what is picked, as kg.Event
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from kg.core.event import Event

if TYPE_CHECKING:
    from kg.view.explorer import View


class ViewWidget(anywidget.AnyWidget):
    """A view in an isolated frame that follows the notebook's light or dark theme.

    Attributes:
        selection: What is picked: ``{"node": id or None, "pair": [id, id] or None, "events": [ids, newest first],
            "count": number}``; of more than 5 000 events the newest are told.  Observe it to act on a choice:
            ``widget.observe(handler, "selection")``.
        height: Of the frame, in pixels.
    """

    _esm = files("kg.view").joinpath("assets", "widget.js").read_text(encoding="utf-8")
    _html = traitlets.Unicode("").tag(sync=True)
    _title = traitlets.Unicode("").tag(sync=True)
    selection = traitlets.Dict({}).tag(sync=True)
    height = traitlets.Int(720).tag(sync=True)

    def __init__(self, view: View, **traits: Any) -> None:
        self.view = view
        super().__init__(_html=view.html(), _title=view.title, **traits)

    @property
    def chosen(self) -> list[Event]:
        """The events of the selection, newest first; all that pass the filters where nobody is picked."""
        known = {event.id: event for event in self.view.events}
        return [known[id_] for id_ in self.selection.get("events", ()) if id_ in known]
