"""Pictures as they are listed, in Home and in the history."""
