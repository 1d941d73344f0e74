"""`python -m bot jobs` and `python -m bot stats`: what the bot does, seen and mended from the shell.

They need the database alone, work beside running processes, and never launch the job engine.
"""
