"""kg: knowledge graphs of geopolitical events, read from news articles."""
