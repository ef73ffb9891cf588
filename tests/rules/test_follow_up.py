"""What may be proposed after an evaluation; every value worked out by hand from the articles."""

import pytest
from rules.exceptions import UnknownValueError
from rules.follow_up import (
    CONSEQUENCE,
    LOW_PREDICATES,
    PROPOSALS,
    REWARD,
    TABLE,
    low_streak,
    proposals,
)


def _names(*arguments):
    return [row.proposal for row in proposals(*arguments)]


@pytest.mark.parametrize(
    ("predicate", "times", "status", "functional", "expected"),
    [
        ("very_good", 0, "pns", False, ["talent_pool", "training", "study", "promotion"]),
        (
            "very_good",
            0,
            "pns",
            True,
            ["talent_pool", "training", "study", "promotion", "special_promotion"],
        ),
        ("very_good", 0, "cpns", True, ["talent_pool", "training", "study", "promotion"]),
        ("very_good", 0, "pppk", True, ["training"]),
        ("very_good", 0, "non_asn", False, []),
        ("good", 0, "pns", True, []),
        ("needs_improvement", 1, "pns", False, ["guidance"]),
        ("needs_improvement", 2, "pns", False, ["guidance", "competence_test", "reassignment"]),
        ("needs_improvement", 3, "pppk", False, ["guidance"]),
        ("poor", 1, "pns", False, ["counselling"]),
        ("poor", 2, "pns", False, ["counselling", "reassignment", "lower_post"]),
        ("poor", 1, "pppk", False, ["counselling", "contract"]),
        ("very_poor", 1, "cpns", False, ["counselling"]),
        ("very_poor", 4, "pns", True, ["counselling", "reassignment", "lower_post"]),
        ("very_poor", 2, "pppk_part_time", False, ["counselling", "contract"]),
    ],
)
def test_proposals_of_one_person(predicate, times, status, functional, expected):
    assert _names(predicate, times, status, functional) == expected


def test_a_rating_is_the_first_one_unless_said_otherwise():
    assert _names("poor") == ["counselling"]
    assert _names("very_good") == ["talent_pool", "training", "study", "promotion"]


def test_nobody_loses_a_post_after_one_low_rating():
    for predicate in LOW_PREDICATES:
        assert not {"reassignment", "lower_post"} & set(_names(predicate, 1))


def test_every_low_predicate_starts_with_help():
    for predicate in LOW_PREDICATES:
        assert _names(predicate, 1)[0] in ("guidance", "counselling")


def test_what_follows_from_a_low_rating_names_its_article():
    for row in TABLE:
        assert row.article, row
        assert (row.kind == CONSEQUENCE) == (row.predicate in LOW_PREDICATES), row
        if row.proposal in ("competence_test", "reassignment", "lower_post"):
            assert "PP 30/2019 Pasal 56–58" in row.article, row
    assert {row.kind for row in TABLE} == {REWARD, CONSEQUENCE}
    assert len(TABLE) == len({(row.predicate, row.proposal) for row in TABLE})
    assert len(PROPOSALS) == 11


@pytest.mark.parametrize(
    ("newest_first", "expected"),
    [
        ([], 0),
        (["good"], 0),
        (["poor"], 1),
        (["needs_improvement", "very_poor", "poor"], 3),
        (["needs_improvement", "very_good", "poor", "poor"], 1),
    ],
)
def test_low_ratings_in_a_row(newest_first, expected):
    assert low_streak(newest_first) == expected


def test_unknown_predicates_are_refused():
    for call in (lambda: proposals("cukup"), lambda: low_streak(["cukup"])):
        with pytest.raises(UnknownValueError):
            call()
