"""The Excel workbook: rows made by pure functions, written by openpyxl."""
