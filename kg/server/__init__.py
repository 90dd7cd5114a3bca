"""A SPARQL endpoint on this computer, and its page."""
