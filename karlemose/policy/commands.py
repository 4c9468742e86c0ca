"""`karlemose decide`, `karlemose rules`: the law at the command line. Needs no database and starts none."""

import json
import sys
from datetime import date

import click

from karlemose.foundation import clock
from karlemose.policy import rulebook as law
from karlemose.policy.engine import decide as decided
from karlemose.policy.explain import reasons
from karlemose.policy.facts import NotFacts, facts_from, signed_in
from karlemose.policy.rule import Rule, Signature


@click.command()
def decide() -> None:
    """Read facts as JSON on standard input and print what the law says, as JSON.

    Needed: from, to, information, purpose. Optional: channel, conditions (none), at (today), signed (rules switched
    on; none). `karlemose rules` lists the codes. A refusal is an answer: it ends with exit code 0 as well.
    """
    rulebook = law.in_force()
    try:
        raw = json.load(sys.stdin)
        facts = facts_from(raw, rulebook=rulebook, today=clock.today())
        signed = signed_in(raw, rulebook=rulebook)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"the facts are not JSON: {error}") from error
    except NotFacts as error:
        raise click.UsageError(str(error)) from error
    rulebook = rulebook.signed(
        Signature(rule=code, version=rulebook.version, by="the facts", on=date.min) for code in signed
    )
    decision = decided(facts, rulebook)
    answer = {
        "outcome": decision.outcome,
        "rule": decision.rule,
        "reason": reasons(decision, facts=facts, rulebook=rulebook),
        "missing": list(decision.missing),
        "trace": [{"rule": trial.rule, "verdict": trial.verdict, "result": trial.result} for trial in decision.trace],
        "rulebook": f"{rulebook.name} {decision.rulebook}",
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="A list of objects, for programs.")
@click.pass_context
def rules(context: click.Context, as_json: bool) -> None:
    """Print the rulebook: who may give what to whom, and on what ground."""
    if context.invoked_subcommand is not None:
        return
    rulebook = law.in_force()
    if as_json:
        click.echo(json.dumps([described(rule) for rule in rulebook.rules], ensure_ascii=False, indent=2))
        return
    click.echo(f"{rulebook.title.en} · {rulebook.name} {rulebook.version[:12]} · {len(rulebook.rules)} rules")
    for rule in rulebook.rules:
        click.echo(_line(rule))


def described(rule: Rule) -> dict[str, object]:
    """One rule for programs. `conditions` are what must be stated; of a DENY its own exception, also under `unless`."""
    return {
        "id": rule.id,
        "verdict": rule.verdict,
        "from": rule.senders,
        "to": rule.receivers,
        "both_ways": rule.both_ways,
        "information": rule.information,
        "purpose": rule.purposes,
        "conditions": rule.conditions or rule.unless,
        "unless": rule.unless,
        "enabled": not rule.needs_signature,
        "words": {"da": rule.words.da, "en": rule.words.en},
        "basis": {"da": rule.basis.da, "en": rule.basis.en},
        "terms": {"da": rule.terms.da, "en": rule.terms.en} if rule.terms else None,
        "consent": rule.consent,
        "retention": {"da": rule.retention.da, "en": rule.retention.en},
        "log": rule.log,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "sources": rule.sources,
        "confidence": rule.confidence,
    }


def _line(rule: Rule) -> str:
    state = "  [off until signed]" if rule.needs_signature else ""
    parts = (" ".join(codes) for codes in (rule.senders, rule.receivers, rule.information, rule.purposes))
    sender, receiver, information, purpose = parts
    way = "↔" if rule.both_ways else "→"
    asked = rule.conditions or rule.unless
    conditions = f"\n      {'unless' if rule.unless else 'when'} {', '.join(asked)}" if asked else ""
    return (
        f"{rule.id} {rule.verdict:5} {sender} {way} {receiver} · {information} · for {purpose}{state}\n"
        f"      {rule.words.en} ({rule.basis.en}){conditions}"
    )
