"""Readers of what people write: a value comes whole, or not at all, with every problem named."""
