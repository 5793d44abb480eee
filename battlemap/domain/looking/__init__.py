"""Looking: what is filtered, searched, sorted and typed into cells."""
