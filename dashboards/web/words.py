"""What things are called on the pages of the app."""

from dashboards.language import _
from dashboards.web.security.roles import Role


def role_name(role: Role) -> str:
    """A role, with what it is for."""
    return {
        Role.ANALYST: _("Analyst: runs, studies, accounts"),
        Role.STAFF: _("Staff: works in studies"),
        Role.VIEWER: _("Viewer: sees results"),
    }[role]
