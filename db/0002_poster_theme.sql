-- The colours in which the campaign's wall charts are printed, from the window and from the command line alike.
ALTER TABLE campaign ADD COLUMN poster_theme TEXT NOT NULL DEFAULT 'red';
