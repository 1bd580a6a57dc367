"""What the course draws in the page itself: panels that answer at once."""
