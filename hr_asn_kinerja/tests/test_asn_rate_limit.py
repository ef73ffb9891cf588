"""How often one may ask: the page of the QR code, and the file of the own data."""

from unittest.mock import patch

from odoo.sql_db import db_connect
from odoo.tests import BaseCase, HttpCase, tagged

from ..controllers import limit, my_data, verify
from .common import AsnDataMixin


@tagged("post_install", "-at_install")
class TestAsnLimit(BaseCase):
    def setUp(self):
        super().setUp()
        self.now = 1000.0
        clock = patch.object(limit.time, "monotonic", lambda: self.now)
        clock.start()
        self.addCleanup(clock.stop)

    def test_so_many_in_a_window_and_again_in_the_next(self):
        counter = limit.Limit(2, 60)
        self.assertEqual([counter.take("a"), counter.take("a")], [0, 0])
        self.now += 20.5
        self.assertEqual((counter.take("a"), counter.take("b")), (40, 0))
        # Asking in vain does not make the wait longer.
        self.now += 39.5
        self.assertEqual([counter.take("a"), counter.take("a"), counter.take("a")], [0, 0, 60])

    def test_a_fresh_server_holds_nobody_up(self):
        """The clock of a machine that has just started is near zero."""
        self.now = 1.0
        counter = limit.Limit(1, 60)
        self.assertEqual((counter.take("a"), counter.take("a")), (0, 60))

    def test_memory_is_bounded_and_the_oldest_goes(self):
        counter = limit.Limit(1, 60)
        with patch.object(limit, "KEYS_AT_MOST", 3):
            for key in "abcd":
                counter.add(key)
        self.assertEqual(list(counter.places), ["b", "c", "d"])

    def test_a_network_of_addresses_is_one_place(self):  # threat: K01
        self.assertEqual(limit.get_place("2001:db8::1"), limit.get_place("2001:db8::2:ffff"))
        self.assertNotEqual(limit.get_place("2001:db8::1"), limit.get_place("2001:db8:0:1::1"))
        self.assertEqual(limit.get_place("::ffff:10.0.0.7"), limit.get_place("10.0.0.7"))
        self.assertNotEqual(limit.get_place("10.0.0.7"), limit.get_place("10.0.0.8"))
        self.assertEqual(limit.get_place(None), limit.get_place("nonsense"))


@tagged("post_install", "-at_install")
class TestAsnRateLimit(AsnDataMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_region(cls.env)

    def setUp(self):
        super().setUp()
        for counter in (verify.pages, verify.guesses, my_data.files):
            counter.places.clear()
            self.addCleanup(counter.places.clear)

    def test_the_public_page_answers_in_words_when_it_is_flooded(self):  # threat: K01
        with patch.object(verify.pages, "at_most", 3):
            first = [self.url_open("/asn/verify/x").status_code for _number in range(3)]
            answer = self.url_open("/asn/verify/x")
        self.assertEqual((first, answer.status_code), ([404] * 3, 429))
        self.assertEqual(answer.headers["Retry-After"], "60")
        self.assertIn("Terlalu banyak percobaan", answer.text)
        self.assertEqual(self.url_open("/asn/verify/x").status_code, 404)

    def test_wrong_guesses_are_few_and_each_place_has_its_own(self):  # threat: K01
        with patch.object(verify.guesses, "at_most", 2):
            found = [self.url_open(f"/asn/verify/{number}").status_code for number in range(3)]
            self.assertEqual(found, [404, 404, 429])
            with patch.object(verify, "get_place", lambda _address: "elsewhere"):
                self.assertEqual(self.url_open("/asn/verify/x").status_code, 404)

    def test_the_own_file_is_made_so_often_for_each_person(self):
        with patch.object(my_data.files, "at_most", 2):
            self.authenticate("asn_nurse", "asn_nurse")
            found = [self.url_open("/asn/my-data").status_code for _number in range(3)]
            self.assertEqual(found, [200, 200, 429])
            answer = self.url_open("/asn/my-data")
            self.assertTrue(0 < int(answer.headers["Retry-After"]) <= my_data.WINDOW)
            self.assertIn("10 ", answer.text)
            self.authenticate("asn_colleague", "asn_colleague")
            self.assertEqual(self.url_open("/asn/my-data").status_code, 200)

    def test_the_own_file_is_made_once_at_a_time_in_all_workers(self):
        self.authenticate("asn_nurse", "asn_nurse")
        # A connection of its own, as another worker has.
        with db_connect(self.env.cr.dbname).cursor() as elsewhere:
            elsewhere.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [my_data.LOCK, self.nurse_user.id]
            )
            answer = self.url_open("/asn/my-data")
        self.assertEqual((answer.status_code, answer.headers["Retry-After"]), (429, "60"))
        self.assertNotIn("Content-Disposition", answer.headers)
        self.assertEqual(self.url_open("/asn/my-data").status_code, 200)
