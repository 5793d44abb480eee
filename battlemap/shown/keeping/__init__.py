"""Where campaigns and their backups lie, without Qt."""
