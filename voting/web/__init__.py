"""What all pages share: forms, headers, filters, assets, uploads, error pages."""
