"""What leaves and what arrives: the page, and the dialogs that send and take in."""
