"""Preferences and presets, of a person and of a channel."""
