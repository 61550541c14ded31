"""The client folder: human-readable files that hold everything about a client."""
