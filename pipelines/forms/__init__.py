"""From a scan to the crops that an engine reads: rasterise, register, crop."""
