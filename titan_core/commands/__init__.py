"""What `titan` can do, a file each; the tables are in `drawing` (commands that draw) and `routing` (all of them)."""
