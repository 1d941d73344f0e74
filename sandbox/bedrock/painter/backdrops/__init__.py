"""What stands behind the subject, one drawing a place."""
