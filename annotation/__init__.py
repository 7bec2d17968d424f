"""What an annotation is: records, changes and the pure functions that make them. No Qt, no SQL."""
