"""值班 in the window: the page with its painted month, its dialogs, its menu."""
