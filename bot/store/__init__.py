"""What the bot keeps: rows in the database that the job engine uses too, and picture files."""
