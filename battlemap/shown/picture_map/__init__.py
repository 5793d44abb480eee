"""The picture map on the screen without Qt: what part is in sight, what lies under the pointer, where a drawing snaps."""
