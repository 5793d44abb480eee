"""The command line: the second door into the same rooms."""
