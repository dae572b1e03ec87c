"""What the staff's desk for requests works out before it is shown: acts, effects, what blocks."""
