"""Finding and filtering on the screen."""
