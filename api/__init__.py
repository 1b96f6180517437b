"""The service: the decisions of the engine over HTTP and on pages, with the rule files behind them kept by hash."""
