"""Models handed on to other programs, each compared with torch before it is kept."""
