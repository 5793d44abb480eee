"""The catalogue of wall charts: a snapshot becomes pages of scenes."""
