"""`make chaos`: workers killed at random points while they send, into servers that refuse, delay and hang up.

Nothing may be lost. In the tool nothing may appear twice; by mail or webhook only what a kill cut short may arrive
twice, at most one message a kill, under the same key. The office's clock runs faster than the real one.
"""
