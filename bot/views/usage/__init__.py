"""What was used, in pictures and dollars by the price list: one's own, and for admins the workspace's."""
