"""Text of a post -> what its author says and does in it, and in which words; nothing here knows of threads."""
