"""Silhouettes with a few telling details, one drawing a subject."""
