"""The Web API: one file a family of methods, one table of all of them in `registry`."""
