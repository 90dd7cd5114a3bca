"""View: one offline HTML file to explore a graph."""
