"""Do two descriptions name the very same edition? Measures of likeness, and fitted curves that turn them into bits."""
