"""Rules as a reader understands them without a case: conditions as sentences, values as a chart, what follows, what tests them."""
