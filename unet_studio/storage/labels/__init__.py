"""Label files: labelme's form, written so that nothing is lost, with their history."""
