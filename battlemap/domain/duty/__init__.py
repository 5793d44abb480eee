"""Duty round the clock: who may stand where, the roster that is fair, what is wrong with one, who stands there now."""
