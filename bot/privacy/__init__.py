"""What people may have done with their data, and how long it is kept otherwise."""
