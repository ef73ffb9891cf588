from .common import AsnCase


class TestIndicatorLibrary(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)

    def _offered_fields(self, user, plan, name="", limit=100):
        library = self.env["asn.indicator"].with_user(user).with_context(asn_skp_id=plan)
        ids = [key for key, _label in library.name_search(name, limit=limit)]
        return self.env["asn.indicator"].browse(ids).mapped("field")

    def test_field_of_the_unit_comes_first(self):
        """The clinic has no field of its own: the agency's counts."""
        self.agency.asn_field = "health"
        count = self.env["asn.indicator"].search_count([("field", "=", "health")])
        offered = self._offered_fields(self.nurse_user, self.plan.id, limit=count + 3)
        self.assertGreater(count, 5)
        self.assertEqual(offered[:count], ["health"] * count)
        self.assertEqual(len(offered), count + 3)
        self.assertNotIn("health", offered[count:])

    def test_words_are_searched_in_every_field(self):
        self.agency.asn_field = "health"
        offered = self._offered_fields(self.nurse_user, self.plan.id, "kepuasan")
        self.assertEqual(offered[0], "health")
        self.assertIn("population", offered)

    def test_plan_of_somebody_else_changes_nothing(self):
        """The order would tell the field of a hidden plan's unit."""
        self.agency.asn_field = "village"
        plain = self._offered_fields(self.outsider_user, False)
        self.assertEqual(self._offered_fields(self.outsider_user, self.plan.id), plain)
        self.assertEqual(self._offered_fields(self.outsider_user, 999999999), plain)
        self.assertEqual(self._offered_fields(self.outsider_user, "1; DROP"), plain)

    def test_measure_comes_from_the_library_by_any_door(self):
        """A line that names nothing but the library takes its measure, not a default."""
        library = self.env["asn.indicator"].search(
            [("aspect", "=", "time"), ("polarity", "=", "lower"), ("aggregation", "=", "average")],
            limit=1,
        )
        result = (
            self.env["asn.skp.result"]
            .with_user(self.nurse_user)
            .create({"skp_id": self.plan.id, "name": "Terlayaninya pasien tepat waktu"})
        )
        indicators = self.env["asn.skp.indicator"].with_user(self.nurse_user)
        taken, own = indicators.create(
            [
                {"result_id": result.id, "library_id": library.id},
                {"result_id": result.id, "name": "Jumlah kunjungan rumah"},
            ]
        )
        self.assertEqual(
            (taken.name, taken.aspect, taken.polarity, taken.aggregation),
            (library.name, "time", "lower", "average"),
        )
        self.assertEqual(
            (own.aspect, own.polarity, own.aggregation, own.target_kind),
            ("quantity", "higher", "sum", "number"),
        )
