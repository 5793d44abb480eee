"""The past on the screen: history, recycle bin, time machine, two moments compared."""
