"""Addresses and hosts that a request names: which of them are this app's."""

from urllib.parse import urlsplit

from cryptography import x509
from fastapi import Request

from dashboards.web.settings import WebSettings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def inside(address: str) -> str:
    """The address where it is a path of this app, else that of the first page."""
    path = address.isprintable() and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if path else "/"


def here(request: Request) -> str:
    """The page that was asked for, with its filters, to come back to; after something was written, the first one."""
    if request.method != "GET":
        return "/"
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def names_of(settings: WebSettings) -> frozenset[str]:
    """Names and addresses under which the app answers: what it was told, and those of its certificate.

    A page from elsewhere could otherwise give this machine's address to a name of its own, and then read everything.
    """
    names = LOOPBACK | {settings.host.lower()}
    if settings.certificate is None:
        return names
    return names | _names_on(x509.load_pem_x509_certificate(settings.certificate.read_bytes()))


def _names_on(certificate: x509.Certificate) -> set[str]:
    try:
        named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    names = named.get_values_for_type(x509.DNSName)
    return {*map(str.lower, names), *map(str, named.get_values_for_type(x509.IPAddress))}


def answers_to(host: str, names: frozenset[str]) -> bool:
    """Whether a host is one of the names; a certificate may be for ``*.city.example`` as well."""
    return bool(host) and (host in names or f"*.{host.partition('.')[2]}" in names)


def host_of(request: Request) -> str:
    """The host that a request is addressed to, without its port; empty where that is no host."""
    header = request.headers.get("host", "")
    try:
        return "" if "@" in header else urlsplit("//" + header).hostname or ""
    except ValueError:
        return ""


def is_from_here(request: Request, settings: WebSettings) -> bool:
    """Whether what a browser says of where a request comes from is a page of this app."""
    origin = request.headers.get("origin")
    expected = f"{'https' if settings.secure else 'http'}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    return origin in (None, expected) and site in ("same-origin", "none")
