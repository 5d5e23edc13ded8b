"""What `make bench` measures. Each module has `measure()`, which yields the lines of its table (docs/benchmarks.md)."""
