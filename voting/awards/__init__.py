"""Awards (评优): persons or groups, several quotas on one sheet, the top of each by votes."""
