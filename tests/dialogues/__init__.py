"""Conversations written as data (`*.yml`), and the interpreter that plays them against the bot."""
