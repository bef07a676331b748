"""The review station: what people work on, what they do next and on which screen, and the clock that measures them."""
