"""The bot end to end on PostgreSQL. Not within tests/road: DBOS allows one bot a process, and that one lasts."""
