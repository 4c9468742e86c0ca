"""Every sample is set, read back with pypdf and compared; hostile texts stop nothing; bytes do not change."""
