"""What is told of runs: the report of one, the comparison of several, as pages and tables."""
