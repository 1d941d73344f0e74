"""From what people type to jobs: every door's way, and the questions that come before money is spent."""
