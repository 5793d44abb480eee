"""The timeline page: bars under the campaign's days, moved, stretched and linked by mouse and keyboard."""
