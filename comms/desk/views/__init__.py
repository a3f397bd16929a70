"""One file a page. A view asks services and the store, and shows what they return."""
