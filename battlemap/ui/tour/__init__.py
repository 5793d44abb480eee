"""The first start, and a guided tour of the demo."""
