"""Sketches in place of a model's pictures: the same prompt, size and seed give the same bytes."""

from sandbox.bedrock.painter.paint import paint, paint_plain

__all__ = ["paint", "paint_plain"]
