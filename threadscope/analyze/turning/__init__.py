"""What the kinds of `turning_points` are found by."""
