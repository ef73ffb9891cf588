"""The people and documents that the walks act on, built once through Odoo's shell."""

import hashlib
import json
from contextlib import contextmanager
from pathlib import Path

from asn_tool.live import LiveServer

from .rpc import Database, Login
from .states import (
    ANSWERED,
    EVALUATION_STATES,
    PLAN_PARTS,
    WITH_EVALUATION,
    document_of,
)

# Column of the matrix -> login (a password is the login). The documents are those of ``owner``.
ROLES = {
    "owner": "asn_nurse",
    "colleague": "asn_colleague",
    "evaluator": "asn_head",
    "superior": "asn_chief",
    "unit_officer_own": "asn_officer",
    "unit_officer_other": "asn_officer_other",
    "hr_office": "asn_hr",
    "auditor": "asn_auditor",
    "administrator": "asn_administrator",
    "no_employee": "asn_plain",
    "portal": "asn_portal",
    "public": None,
}
# Words that stand in hidden places only; no door may let them out.
SECRETS = {
    "note": "RAHASIA-CATATAN",
    "reason": "RAHASIA-ALASAN",
    "feedback": "RAHASIA-UMPAN",
    "recommendation": "RAHASIA-SARAN",
    "result": "RAHASIA-HASIL",
    "entry": "RAHASIA-KERJA",
    "key": "RAHASIA-KUNCI",
    "request": "RAHASIA-PERMOHONAN",
    "round": "RAHASIA-360",
    "innovation": "RAHASIA-INOVASI",
    "calibration": "RAHASIA-KALIBRASI",
    "nameless": "RAHASIA-TANPA-NAMA",
    "achievement": "RAHASIA-CAPAIAN",
    "credit": "RAHASIA-ANGKA-KREDIT",
    "ticket": "RAHASIA-TIKET",
    "objection": "RAHASIA-KEBERATAN",
    "development": "RAHASIA-PENGEMBANGAN",
}
HERE = Path(__file__).parent
SOURCES = b"".join(path.read_bytes() for path in sorted((HERE / "made").glob("*.py")))
# What Odoo's shell runs. The comment makes another script of it when what is made changes, so that
# a database of what was made before is not taken for this one.
BUILD = f"""
import json, sys
sys.path.insert(0, {str(HERE.parent)!r})
from security.made import make
print(json.dumps(make(env, {SECRETS!r})))
# {hashlib.sha256(SOURCES).hexdigest()}
"""
# Parents first: rows are put back in this order and taken away in the opposite one.
TABLES = (
    "asn_rank",
    "asn_behaviour_value",
    "asn_behaviour_guide",
    "asn_indicator",
    "asn_quality_rule",
    "res_company",
    "hr_department",
    "hr_employee",
    "hr_version",
    "asn_unit_officer_rel",
    "asn_change_request",
    "asn_period",
    "asn_skp_template",
    "asn_skp_template_job_rel",
    "asn_skp_template_result",
    "asn_skp_template_indicator",
    "asn_skp",
    "asn_skp_template_run",
    "asn_skp_template_run_waiting",
    "asn_skp_template_apply",
    "asn_skp_asn_skp_template_apply_rel",
    "asn_skp_result",
    "asn_skp_result_parent_rel",
    "asn_skp_indicator",
    "asn_skp_parent_change",
    "asn_cascade_take",
    "asn_cascade_take_line",
    "asn_skp_behaviour",
    "asn_skp_appendix",
    "asn_skp_target",
    "calendar_event",
    "calendar_event_res_partner_rel",
    "calendar_attendee",
    "asn_dialogue",
    "mail_activity",
    "asn_dialogue_agenda",
    "asn_dialogue_agreement",
    "asn_coaching_statement",
    "asn_coaching",
    "asn_coaching_session",
    "asn_coaching_feedback",
    "asn_coaching_competence",
    "asn_skp_revision",
    "asn_skp_remark",
    "asn_evaluation",
    "asn_evaluation_indicator",
    "asn_evaluation_behaviour",
    "asn_evaluation_rating",
    "asn_evaluation_version",
    "asn_signature",
    "asn_signature_head",
    "asn_signature_scan",
    "asn_access_log",
    "asn_objection",
    "asn_objection_answer",
    "asn_objection_file",
    "asn_evaluation_reflection",
    "asn_service",
    "asn_service_log",
    "asn_service_figure",
    "asn_indicator_figure",
    "asn_source_model",
    "asn_source_field",
    "asn_indicator_source",
    "asn_indicator_source_indicator_rel",
    "asn_indicator_source_library_rel",
    "asn_indicator_source_template_rel",
    "asn_indicator_source_service_rel",
    "asn_realisation",
    "asn_evidence",
    "asn_achievement_mapping",
    "asn_unit_achievement",
    "asn_credit_opening",
    "asn_credit",
    "asn_credit_standing",
    "asn_innovation",
    "asn_innovation_member",
    "asn_innovation_appreciation",
    "asn_calibration",
    "asn_calibration_confirmation",
    "asn_calibration_confirmation_user_rel",
    "asn_calibration_change",
    "asn_behaviour_scale",
    "asn_feedback_round_rule",
    "asn_feedback_round",
    "asn_feedback_round_nominee",
    "asn_feedback_round_answer",
    "asn_feedback_round_assessment",
    "asn_feedback_round_participation",
    "asn_feedback_round_open",
    "asn_feedback_round_open_asn_skp_rel",
    "asn_development_catalogue",
    "asn_development_plan",
    "asn_development_action",
    "asn_development_evidence_rel",
    "asn_follow_up",
    "asn_transition",
    "asn_reason",
    "asn_reason_line",
    "asn_skp_compare",
    "asn_reminder",
    "asn_delivery",
    "asn_print_run",
    "asn_print_line",
    "asn_print_run_hr_department_rel",
    "asn_satisfaction",
    "asn_import",
    "asn_import_problem",
    "asn_reconciliation",
    "asn_reconciliation_line",
    "asn_workbook_order",
    "asn_period_asn_workbook_order_rel",
    "asn_workbook_order_hr_department_rel",
    "asn_socialisation",
    "asn_socialisation_material",
    "asn_socialisation_question",
    "asn_socialisation_key",
    "asn_socialisation_participant",
    "asn_socialisation_reading_rel",
    "asn_socialisation_session",
    "asn_socialisation_session_unit_rel",
    "asn_socialisation_session_material_rel",
    "asn_socialisation_attendance",
    "asn_socialisation_ask",
    "asn_feedback_tone",
    "asn_feedback_request",
    "asn_feedback",
    "asn_feedback_anonymous",
    "asn_feedback_participation",
    "asn_absence_kind",
    "asn_absence",
    "asn_acting",
    "asn_acting_skp_rel",
    "asn_skp_split",
    "asn_skp_end",
    "asn_bulk_run",
    "asn_bulk_line",
    "asn_retention_run",
    "asn_retention_line",
    "ir_attachment",
)


@contextmanager
def running_world():
    """A world in a server of its own, which ends with the block."""
    server = LiveServer(fill=BUILD, jobs=False)
    try:
        yield World(server)
    finally:
        server.close()


class World:
    """The built data with a session per role.

    ``own``: {model: id} of the documents of ``owner``; ``peer``: of ``colleague``; ``facts``: all.
    """

    def __init__(self, server):
        self.server = server
        self.facts = json.loads(server.filled.splitlines()[-1])
        self.own, self.peer = self.facts["own"], self.facts["peer"]
        self.database = Database(server.motor.server.target, server.database, TABLES)
        self.database.keep()
        self.logins = {
            role: Login(server.url, server.database, login) for role, login in ROLES.items()
        }

    def put(self, model, state):
        """Put the documents of ``owner`` into a state named in the matrix.

        A state of a plan or evaluation; ``plan:x`` puts the plan of an entry into x. The
        evaluation of an open plan is open, the plan of an evaluation agreed.
        """
        own, set_state = self.own, self.database.set_state
        document = document_of(model)
        if model == "asn.socialisation.ask":
            set_state("asn_socialisation", [own["asn.socialisation"]], "open")
        if document:
            set_state(document.replace(".", "_"), [own[document]], state)
        if document and document not in WITH_EVALUATION:
            return
        plan, evaluation = "agreed", "open"
        if document == "asn.objection":
            evaluation = ANSWERED[state]
        if state.startswith("plan:"):
            plan = state[5:]
        elif model in PLAN_PARTS:
            plan = state
        elif state in EVALUATION_STATES:
            evaluation = state
        evaluations = [own["asn.evaluation"], self.facts["second_evaluation"]]
        set_state("asn_skp", [own["asn.skp"]], plan)
        set_state("asn_evaluation", evaluations, evaluation)
