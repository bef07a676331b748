"""What a policy means for a run: nothing passes where anything is in doubt."""

from collections import Counter
from datetime import date

import pytest

from pipelines.policies.deciding import PASS, decide, differences
from pipelines.runs import store
from pipelines.scored import parsed
from pipelines.tables import read_table


def signed(policy):
    named = policy.model_copy(update={"signed_by": "A", "signed_on": date(2026, 4, 1)})
    return named.model_copy(update={"seal": named.seal_digest()})


def again(policy, **change):
    """Another policy, proposed and signed as it is."""
    other = policy.model_copy(update=change)
    return signed(other.model_copy(update={"digest": other.content_digest()}))


@pytest.fixture
def tables(reference):
    batch = store.batch_of(reference)
    pages = read_table(reference.folder / "pages.csv").rows
    return batch, pages, parsed(batch, read_table(reference.folder / "readings.csv").rows)


def passing(found):
    return sum(row["decision"] == PASS for row in found.rows)


def test_every_field_has_one_decision(reference, tables, proposed):
    batch = tables[0]
    fields = [
        (document.name, field.id)
        for document in batch.documents
        if document.template in batch.templates
        for field in batch.templates[document.template].fields
    ]
    found = decide(reference, *tables, signed(proposed))
    assert [(row["document"], row["field"]) for row in found.rows] == fields


def test_without_a_policy_or_its_signature_everything_is_reviewed(reference, tables, proposed):
    for policy in (None, proposed):
        found = decide(reference, *tables, policy)
        assert passing(found) == 0
        assert {row["reason"] for row in found.rows} == {"unsigned"}
        assert found.audit is None
        assert found.void


def test_a_signed_policy_lets_pass_what_its_rules_say_and_audits_some(reference, tables, proposed):
    batch = tables[0]
    found = decide(reference, *tables, signed(proposed))
    assert found.void == ()
    reasons = Counter(row["reason"] for row in found.rows)
    assert found.audit.passed == reasons["certified"] + reasons["audit"]
    assert found.audit.sample == reasons["audit"] > 0
    assert reasons["certified"] == passing(found) > 100
    types = {type_ for rule in proposed.rules for type_ in rule.types}
    assert "name" not in types
    for row in found.rows:
        kind = batch.field_of(row).type
        if row["decision"] == PASS:
            assert kind in types
            assert row["value"] is not None
        if kind in ("name", "my_number"):
            assert row["reason"] == "no_rule"


def test_a_page_that_was_not_laid_on_its_form_is_reviewed(reference, tables, proposed):
    batch, pages, readings = tables
    before = decide(reference, batch, pages, readings, signed(proposed))
    document = next(row["document"] for row in before.rows if row["decision"] == PASS)
    changed = [page | {"status": "refused"} if page["document"] == document else page for page in pages]
    found = decide(reference, batch, changed, readings, signed(proposed))
    reasons = {row["reason"] for row in found.rows if row["document"] == document}
    assert reasons <= {"scan", "no_rule"}
    assert found.void == ()


def test_a_changed_policy_is_void(reference, tables, proposed):
    found = decide(reference, *tables, signed(proposed).model_copy(update={"target": 0.5}))
    assert passing(found) == 0
    assert found.void == ("It was changed after it was proposed or signed.",)
    assert {row["reason"] for row in found.rows} == {"void"}


def test_another_version_of_an_engine_makes_it_void_and_is_named(reference, tables, proposed):
    records = tuple(
        record.model_copy(update={"version": "9.9"}) if record.name == "marks" else record
        for record in reference.file.engines
    )
    newer = store.Run(reference.folder, reference.file.model_copy(update={"engines": records}))
    found = decide(newer, *tables, signed(proposed))
    assert passing(found) == 0
    (why,) = found.void
    assert "marks" in why
    assert "9.9" in why
    without = reference.file.model_copy(update={"engines": records[:0]})
    assert (
        "Engine marks has read nothing here."
        in decide(store.Run(reference.folder, without), *tables, signed(proposed)).void
    )


@pytest.mark.parametrize("name", ["template.toml", "blank.pdf"])
def test_another_template_makes_it_void_and_is_named(reference, tables, proposed, name):
    files = reference.file.files | {f"templates/survey/{name}": "0" * 64}
    other = store.Run(reference.folder, reference.file.model_copy(update={"files": files}))
    found = decide(other, *tables, signed(proposed))
    assert (passing(found), found.void) == (0, ("Template survey or its blank form was changed.",))


def test_a_form_that_was_not_there_is_reviewed_and_the_others_pass(reference, tables, proposed):
    fewer = {id: of for id, of in proposed.templates.items() if id != "survey"}
    found = decide(reference, *tables, again(proposed, templates=fewer))
    assert {row["reason"] for row in found.rows if row["template"] == "survey"} == {"other_template"}
    assert passing(found) > 0


@pytest.mark.parametrize("change", [{"dpi": (600.0, 600.0)}, {"residual_mm": 0.0}])
def test_scans_of_another_quality_make_it_void(reference, tables, proposed, change):
    scans = proposed.scans.model_copy(update=change)
    found = decide(reference, *tables, again(proposed, scans=scans))
    assert passing(found) == 0
    (why,) = found.void
    assert why.startswith("Scans are of another quality")


def test_few_pages_of_another_quality_are_reviewed_alone(reference, tables, proposed):
    batch, pages, readings = tables
    before = decide(reference, batch, pages, readings, signed(proposed))
    document = next(row["document"] for row in before.rows if row["decision"] == PASS)
    changed = [page | {"residual_mm": "0.9"} if page["document"] == document else page for page in pages]
    found = decide(reference, batch, changed, readings, signed(proposed))
    assert {row["reason"] for row in found.rows if row["document"] == document} <= {"scan", "no_rule"}
    assert passing(found) > 0


def test_what_was_judged_on_invented_forms_lets_nothing_real_pass(reference, tables, proposed):
    real = reference.file.batch.model_copy(update={"origin": "real"})
    run = store.Run(reference.folder, reference.file.model_copy(update={"batch": real}))
    assert len(differences(run, tables[1], signed(proposed))) == 1
    assert passing(decide(run, *tables, signed(proposed))) == 0


def test_the_order_of_readings_changes_nothing(reference, tables, proposed):
    batch, pages, readings = tables
    forwards = decide(reference, batch, pages, readings, signed(proposed))
    assert decide(reference, batch, pages[::-1], readings[::-1], signed(proposed)) == forwards
