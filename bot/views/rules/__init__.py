"""What admins set in the chat: a menu of the rules, a form for each part of them, and who changed what."""
