"""The review station: what people do next, the screen on which they do it, and the clock that measures them."""
