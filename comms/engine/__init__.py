"""Who wakes whom. The row decides whether something is due, the engine only when somebody looks."""
