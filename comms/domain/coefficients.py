"""The weights of the logistic model, in the order of Features; bench/train_matching.py prints them."""

NOTHING_KNOWN = -5.07
COEFFICIENTS = (4.46, 2.06, 1.58, 2.55, 2.53, 0.36, 0.26, 1.66)
