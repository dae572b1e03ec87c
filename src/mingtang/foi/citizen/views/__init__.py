"""What the addresses under /requests/ answer."""
