"""How requests are answered, for everyone: the statistics page, its rows and its table of dates."""
