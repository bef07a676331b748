"""A certificate for a section's own network, which nobody but this machine has signed."""

import os
import re
import shlex
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError, Place

DAYS = 825
"""Browsers of Apple take none that is valid for longer."""
EARLIER = timedelta(hours=1)
"""Clocks of a section do not all agree."""
CERTIFICATE, KEY = "kouka.crt", "kouka.key"
ALWAYS = ("localhost", "127.0.0.1", "::1")
MOST_CHARACTERS = 64
"""Of the common name; what browsers look at is the list of names."""
LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
NAME = re.compile(rf"(?:{LABEL}\.)*(?![0-9]+$){LABEL}")
"""RFC 1123; the last label is no number, or it would be half an address."""
LONGEST_NAME = 253


@dataclass(frozen=True)
class Made:
    """A certificate, and what tells it from others."""

    certificate: Path
    key: Path
    names: tuple[str, ...]
    until: datetime
    fingerprint: str
    """SHA-256, as browsers show it: pairs of digits with colons."""


def make_certificate(folder: Path, names: Sequence[str], now: datetime) -> Made:
    """Make a key and a certificate signed with it, for names and addresses; by default those of this machine.

    Raises:
        KoukaError: a file is already there, or a name cannot be one.
    """
    files = folder / CERTIFICATE, folder / KEY
    for file in files:
        if file.exists():
            raise KoukaError(
                _("There already is a file of this name; nothing was changed."),
                where=Place(file),
                todo=_("Name another folder, or take this file away."),
                code=ExitCode.USAGE,
            )
    named = tuple(dict.fromkeys([*(names or (socket.gethostname(),)), *ALWAYS]))
    general = [*map(_general, named)]
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(key, named[0], general, now)
    folder.mkdir(parents=True, exist_ok=True)
    _write(files[1], 0o600, key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    _write(files[0], 0o644, certificate.public_bytes(serialization.Encoding.PEM))
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    return Made(*files, named, certificate.not_valid_after_utc, fingerprint)


def command_of(made: Made) -> str:
    """What to type to use it."""
    files = f"--certificate {shlex.quote(str(made.certificate))} --key {shlex.quote(str(made.key))}"
    return f"kouka serve --host 0.0.0.0 {files}"


def _signed(
    key: ec.EllipticCurvePrivateKey, name: str, general: Sequence[x509.GeneralName], now: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:MOST_CHARACTERS])])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now - EARLIER + timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName(general), critical=False)
        # Whoever trusts it trusts this machine and none that it could vouch for.
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        pass
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        raise KoukaError(_("“{name}” is no name of a machine.", name=name), code=ExitCode.USAGE)
    return x509.DNSName(name.lower())


def _write(file: Path, mode: int, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as target:
        target.write(content)
