"""填报包 as both doors make and take them."""
