"""The three roles. Each may do what the ones below it may."""

from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    ANALYST = "analyst"
    """Starts runs, makes studies and accounts, sees everything."""
    STAFF = "staff"
    """Works in studies, and sees results."""
    VIEWER = "viewer"
    """Sees results."""

    def may(self, needed: "Role") -> bool:
        """Whether what needs a role is open to this one."""
        order = list(Role)
        return order.index(self) <= order.index(needed)
