"""A campaign's promises on the disk, and the evidence for them."""
