from tests.committed import _audit_guarded_again, committed

__all__ = ["_audit_guarded_again", "committed"]
