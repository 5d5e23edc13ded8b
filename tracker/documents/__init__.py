"""1. Read: uploaded files become blocks of text with positions."""
