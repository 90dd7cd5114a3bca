"""The graph in the formats of other programs.  The package is not called export: that is the function, `kg.export`."""
