"""每日自动出刊: the daily report is printed to a folder by the system's own timetable."""
