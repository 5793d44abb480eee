"""What the war board shows and where a card may fall, without Qt."""
