"""The kg command, one module per verb."""
