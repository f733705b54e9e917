"""What all families share: arguments, labels, errors, progress, pieces of HTML. Not public."""
