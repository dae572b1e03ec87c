"""Chinese text: identifiers, document numbers, dates, words, detection, cleaning, comparison."""
