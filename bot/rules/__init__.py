"""What a workspace's admins allow: limits, words, people, places, models. Pure but for `bot/store/rules.py`."""
