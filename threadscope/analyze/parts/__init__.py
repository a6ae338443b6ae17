"""What the rules of `roles` share."""
