"""./asn verify: walks along the chains of signatures of a database and says whether they hold."""

import json

from . import database, demo, setup
from .report import Trouble, quiet_output, say

CODE = """
import json
if "asn.signature" not in env:
    print(json.dumps(None))
else:
    found = []
    for company_id in env["asn.signature"]._get_chains():
        check = env["asn.signature"]._check_chain(company_id)
        broken = check.broken
        found.append({
            "region": env["res.company"].browse(company_id).exists().name or str(company_id),
            "count": check.count,
            "hash": check.hash,
            "broken": broken and {"sequence": broken.sequence, "reason": broken.reason},
        })
    print(json.dumps(found))
"""
REASONS = {
    "missing": "a row is missing, was put in or was moved",
    "content": "the text is not the one that was signed",
    "link": "it does not follow from the row before it",
    "seal": "who, when or what was changed",
    "end": "rows at the end of the chain are gone",
}


def run(places, options):
    """The command: 0 when every chain is whole, 1 with the first row that is not."""
    quiet_output()
    name = database.check_name(options.db or demo.database_name("small"))
    with setup.engine(places, options) as motor:
        if not motor.server.exists(name):
            raise Trouble(f"There is no database {name} yet.", "Make it: ./asn demo --no-serve.")
        printed = motor.script(name, CODE, what="Checking the signatures")
    chains = json.loads(printed.strip().splitlines()[-1])
    if chains is None:
        raise Trouble(f"{name} has no signatures.", "Update its addons: ./asn demo.")
    return show(chains)


def show(chains):
    """Print a line for each region; 1 when one of them is broken."""
    broken = [chain for chain in chains if chain["broken"]]
    for chain in chains:
        if chain["broken"]:
            place = chain["broken"]
            say(
                f"BROKEN  {chain['region']}: number {place['sequence']}: {REASONS[place['reason']]}"
            )
        else:
            say(
                f"OK  {chain['region']}: {chain['count']} signatures, last checksum {chain['hash']}"
            )
    if not chains:
        say("OK  Nothing is signed yet.")
    return 1 if broken else 0
