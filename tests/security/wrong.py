"""What a client may send that no column of ours can hold."""

ABSENT = 999_999_999
WRONG_NUMBERS = (float("nan"), float("inf"), 1e308, -1, "x", [1], {"x": 1}, True)
WRONG_DATES = ("2024-02-30", "29/02/2024", "0000-00-00", 7, ["2024-01-01"], "2024-13-01")
WRONG_TEXTS = ("a\x00b", "\ud800", "x" * 30_000, 7, ["x"], {"x": 1})
WRONG_LINKS = (ABSENT, -1, "x", "1; DROP TABLE asn_skp", 1.5, [1], {"id": 1})
