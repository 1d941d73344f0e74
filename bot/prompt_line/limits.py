"""The grammar's own limits; those of a picture are titan_core's."""

MOST_JOBS = 20  # one line's, by groups in braces and by --repeat together
KEEP = (0, 100)  # percent of a picture
