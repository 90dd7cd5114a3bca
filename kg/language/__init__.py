"""Language: the spaCy pipeline and the questions that rules ask of a parse."""
