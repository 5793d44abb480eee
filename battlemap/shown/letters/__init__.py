"""Letters as doors show and save them, without Qt."""
