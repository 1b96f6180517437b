"""Jobs: long work on a draft or a batch. A request accepts them, workers do them, and what comes out stays with the tenant."""
