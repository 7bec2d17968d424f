"""What may be a mistake in an article: each check a function that looks and changes nothing."""
