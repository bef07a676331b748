"""The certificate that a section makes for itself."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from dashboards.web import starting
from dashboards.web.security.addresses import answers_to, names_of
from dashboards.web.security.certificate import command_of, make_certificate
from dashboards.web.settings import WebSettings
from dashboards.web.starting import check
from pipelines.errors import ExitCode, KoukaError

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
NAMES = ("Kouka-PC.city.example.lg.jp", "10.1.2.3", "fd00::5")


@pytest.fixture
def made(tmp_path):
    return make_certificate(tmp_path / "certificate", NAMES, NOW)


def test_it_is_for_the_names_that_were_given_and_this_machine(made):
    certificate = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["kouka-pc.city.example.lg.jp", "localhost"]
    addresses = ["10.1.2.3", "fd00::5", "127.0.0.1", "::1"]
    assert named.get_values_for_type(x509.IPAddress) == [*map(ip_address, addresses)]


def test_it_is_of_a_kind_that_browsers_take(made):
    certificate = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)
    assert certificate.signature_hash_algorithm.name == "sha256"
    assert certificate.not_valid_before_utc < NOW < certificate.not_valid_after_utc == made.until
    assert made.until - certificate.not_valid_before_utc <= timedelta(days=825)
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    certificate.verify_directly_issued_by(certificate)


def test_the_fingerprint_is_that_of_the_file(made):
    der = ssl.PEM_cert_to_DER_cert(made.certificate.read_text())
    digits = hashlib.sha256(der).hexdigest().upper()
    assert made.fingerprint == ":".join(digits[at : at + 2] for at in range(0, 64, 2))


def test_the_key_is_for_its_owner_alone(made):
    assert made.key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", ["kouka.crt", "kouka.key"])
def test_nothing_is_written_over(tmp_path, there):
    (tmp_path / there).write_text("mine")
    with pytest.raises(KoukaError) as caught:
        make_certificate(tmp_path, NAMES, NOW)
    assert caught.value.code is ExitCode.USAGE
    assert [file.name for file in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


@pytest.mark.parametrize("name", ["a b", "", "a_b", "課.example", "*.example", "https://x", "10.1.2", "x" * 64])
def test_what_is_no_name_of_a_machine_is_refused(tmp_path, name):
    with pytest.raises(KoukaError):
        make_certificate(tmp_path / "none", [name], NOW)
    assert not (tmp_path / "none").exists()


def test_without_names_it_is_for_this_machine(tmp_path):
    assert "localhost" in make_certificate(tmp_path, (), NOW).names


def test_the_command_that_is_told_can_be_typed(tmp_path):
    made = make_certificate(tmp_path / "情報 政策課", NAMES, NOW)
    assert "'" in command_of(made)


def test_the_app_answers_under_the_names_of_its_certificate(made):
    names = names_of(WebSettings(host="0.0.0.0", certificate=made.certificate, key=made.key, database="sqlite://"))
    assert {"kouka-pc.city.example.lg.jp", "10.1.2.3", "fd00::5", "localhost", "127.0.0.1", "::1"} <= names
    assert "evil.example" not in names


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("kouka.city.example", True),
        ("a.b.city.example", False),
        ("city.example", False),
        ("evilcity.example", False),
        ("", False),
    ],
)
def test_a_certificate_of_the_city_may_be_for_all_its_machines(host, answered):
    names = frozenset({"*.city.example", "localhost"})
    assert answers_to(host, names) is answered


def test_the_end_of_a_certificate_is_said_in_time(capsys, english):
    starting._warn_of_end(datetime.now(UTC) + timedelta(days=40))
    assert capsys.readouterr().err == ""
    starting._warn_of_end(datetime.now(UTC) + timedelta(days=20))
    assert "only" in capsys.readouterr().err


def test_beyond_this_machine_it_needs_a_certificate_and_its_own_key(made, tmp_path, english):
    other = make_certificate(tmp_path / "other", NAMES, NOW)
    check(WebSettings(host="0.0.0.0", certificate=made.certificate, key=made.key, database="sqlite://"))
    check(WebSettings(host="127.9.9.9", database="sqlite://"))
    check(WebSettings(host="::1", database="sqlite://"))
    refused = [
        ("0.0.0.0", None, None),
        ("::", None, None),
        ("10.1.2.3", None, None),
        ("kouka-pc", None, None),
        ("127.0.0.1.example", None, None),
        ("127.0.0.1", made.certificate, None),
        ("127.0.0.1", None, made.key),
        ("0.0.0.0", made.certificate, other.key),
        ("0.0.0.0", made.key, made.certificate),
        ("0.0.0.0", made.certificate, tmp_path / "none"),
    ]
    for host, certificate, key in refused:
        with pytest.raises(KoukaError) as caught:
            check(WebSettings(host=host, certificate=certificate, key=key, database="sqlite://"))
        assert caught.value.code is ExitCode.USAGE
