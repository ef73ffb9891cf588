from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import NIPS, AsnCase


class TestEmployeeNip(AsnCase):
    def test_bad_numbers_are_refused_with_a_remedy(self):
        """(threat: H05)"""
        bad = (
            "19850230201001290",
            "1985021020100129055",
            "198502302010012905",
            "199013011993031009",
            "198502102010013905",
            "1.98501E+17",
            "١٩٨٥٠٢١٠٢٠١٠٠١٢٩٠٥",
            "A98502102010012905",
        )
        for nip in bad:
            with self.subTest(nip=nip), self.assertRaisesRegex(ValidationError, "decree|digits"):
                self.nurse.asn_nip = nip

    def test_printed_form_is_accepted(self):
        self.outsider.asn_nip = "19680411 199303 1 009"
        self.assertEqual(self.outsider.asn_nip, "196804111993031009")

    def test_active_employees_never_share_a_nip(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.outsider.asn_nip = NIPS["nurse"]
            self.env.flush_all()
