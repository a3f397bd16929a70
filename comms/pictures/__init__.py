"""Pictures drawn from descriptions: bytes of PNG, the same for the same description.

The domain says what stands where; here are the fonts, and nothing of what a picture means.
"""
