"""Rule files archived by hash, so that an old receipt can be run again. Facts of a person are never stored."""
