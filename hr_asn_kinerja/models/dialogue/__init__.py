"""Performance dialogues: planned in the calendar, agenda, minutes, agreements, the record."""

from . import res_company_dialogue
from . import asn_dialogue
from . import asn_dialogue_agenda
from . import asn_dialogue_agreement
from . import asn_dialogue_workflow
from . import asn_dialogue_meeting
from . import asn_dialogue_filling
from . import asn_dialogue_record
from . import asn_skp_dialogue
