"""The rows of each sheet, made one article at a time from what a project holds."""
