"""A draft is data from outside: commands on it run in a child process that can neither hang, grow, write, connect nor read anything else."""
