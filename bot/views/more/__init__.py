"""The view behind More…, and the forms on top of it."""
