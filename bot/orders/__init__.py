"""What a job draws: a task of titan_core, the pictures that go into it, and what it was derived from."""
