"""托管平台 What the forges are given: workflows, templates, forms and the tools they call."""
