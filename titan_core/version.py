"""The version, as pyproject.toml has it; written into every picture."""

VERSION = "0.1.0"
