"""Block Kit out: pure builders, one file a thing seen. Each message has a text for where blocks don't show."""
