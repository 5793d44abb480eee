"""What travels with the program: fonts, themes, lamp schemes."""
