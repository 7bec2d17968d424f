"""Taking an edited workbook back: read, compared with what was exported and with the project, and applied."""
