"""What a person can do: pure functions from records to a change set, one module per subject."""
