"""`python -m bot rules`: the same rules from the command line, while the bot runs or not; needs the database alone."""
