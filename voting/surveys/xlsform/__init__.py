"""XLSForm (.xlsx, .xls, .md, .csv): a questionnaire written in a spreadsheet, read and written."""
