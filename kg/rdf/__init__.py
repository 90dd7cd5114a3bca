"""RDF: events as quads, their validation and export."""
