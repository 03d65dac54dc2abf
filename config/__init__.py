"""Settings, addresses and the server process: the only place that knows both apps."""
