"""The pages of the wall screen, without Qt."""
