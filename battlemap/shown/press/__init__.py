"""What is printed: choices, drawings and what stands behind the figures, without Qt."""
