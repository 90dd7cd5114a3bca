"""RDF: records as quads and back, and the gate that checks them.  Nothing here reads or writes a file of the user's."""
