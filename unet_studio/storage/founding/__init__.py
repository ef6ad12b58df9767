"""How a project comes to be: of a folder, of a sample, of parts of another one."""
