"""The task list (清单): all tasks as a table that is sorted, edited and exchanged with Excel and WPS."""
