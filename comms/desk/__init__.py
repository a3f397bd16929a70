"""The team's pages. No decision is made in a view: it asks a service and shows what it returns."""
