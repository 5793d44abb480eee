"""填报包 in the window: sent, taken after a look at every cell, and who has reported."""
