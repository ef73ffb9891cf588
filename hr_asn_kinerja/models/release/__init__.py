"""Handing the result over: releases for many, receipt, versions of what was released, locks."""

from . import res_company_release
from . import asn_transition
from . import asn_evaluation_version
from . import asn_evaluation_receipt
from . import asn_evaluation_outcome
from . import asn_evaluation_release
from . import asn_evaluation_handover
from . import asn_bulk_release
from . import asn_release_locks
from . import asn_period_release
