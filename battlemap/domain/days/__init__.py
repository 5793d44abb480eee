"""Days: the working calendar, and what people mean by the words for a day."""
