"""Programs beside the package: the build hook of the wheel, the bill of materials."""
