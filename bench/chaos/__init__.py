"""Chaos: everything fails at once, all the time, and every acknowledged command is one picture, shown once."""
