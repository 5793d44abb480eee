"""Rows of any kind: fields, form, list, part of the card, page; all made from the kind."""
