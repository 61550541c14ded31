"""Spreadsheets of the client folder: a part as .xlsx, and everything as one workbook."""
