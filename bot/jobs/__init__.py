"""Durable jobs on DBOS: enqueue, draw, deliver, adopt. All of DBOS is called from here."""
