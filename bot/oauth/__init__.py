"""Many workspaces: they install the app by Slack's OAuth, and each is served with its own token."""
