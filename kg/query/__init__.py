"""Questions to a graph, and their answers as tables."""
