"""Several PCs on one campaign: steps travel as packets, and every PC folds the same rows from them."""
