"""图上回填: marks from the wall are typed back, scanned cards are found."""
