"""What the desk does: one module, one request. A service reads rows, asks the domain, and writes what it decided.

Each checks the person's permission, runs in one transaction and leaves a line in the audit.
"""
