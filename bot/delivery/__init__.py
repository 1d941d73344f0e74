"""The only place that sends pictures, and words about them, to Slack."""
