"""A tiny model for the prompt tool."""

from small_prompt_model import served_model

__all__ = ["served_model"]
