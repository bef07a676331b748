"""A city's list of tasks on the disk, and what its runs say of them."""
