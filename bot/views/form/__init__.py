"""The form that pictures are asked for with: a prompt builder, and one field for all words."""
