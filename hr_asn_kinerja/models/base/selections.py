"""Choices that several models share. The keys are the words of the rules package."""

ASPECTS = [
    ("quantity", "Quantity"),
    ("quality", "Quality"),
    ("time", "Time"),
    ("cost", "Cost"),
]
POLARITIES = [
    ("higher", "Higher is better"),
    ("lower", "Lower is better"),
    ("range", "Within a range"),
    ("exact", "Exactly the target"),
    ("date", "By a date"),
]
AGGREGATIONS = [
    ("sum", "Sum"),
    ("average", "Average"),
    ("last", "Last value"),
    ("maximum", "Highest value"),
    ("minimum", "Lowest value"),
    ("ratio", "Ratio of two counts (%)"),
]
REVIEWS = [
    ("none", "Not looked at"),
    ("confirmed", "Confirmed"),
    ("questioned", "Question"),
    ("returned", "Returned"),
]
FIELDS_OF_WORK = [
    ("general", "General"),
    ("health", "Health"),
    ("population", "Population registry"),
    ("education", "Education"),
    ("secretariat", "Secretariat"),
    ("finance", "Finance"),
    ("licensing", "Licensing"),
    ("infrastructure", "Infrastructure"),
    ("social", "Social affairs"),
    ("village", "Village and district"),
    ("inspection", "Inspection"),
]
RATINGS = [
    ("above", "Above expectation"),
    ("meets", "Meets expectation"),
    ("below", "Below expectation"),
]
PREDICATES = [
    ("very_good", "Very good"),
    ("good", "Good"),
    ("needs_improvement", "Needs improvement"),
    ("poor", "Poor"),
    ("very_poor", "Very poor"),
]
POSITION_KINDS = [
    ("senior_leader", "Senior leader (JPT)"),
    ("administrator", "Administrator"),
    ("supervisor", "Supervisor"),
    ("executor", "Executor"),
    ("functional", "Functional"),
]
FUNCTIONAL_LEVELS = [
    ("skill_beginner", "Beginner (Pemula)"),
    ("skill_skilled", "Skilled (Terampil)"),
    ("skill_proficient", "Proficient (Mahir)"),
    ("skill_supervisor", "Foreman (Penyelia)"),
    ("expert_first", "First expert (Ahli Pertama)"),
    ("expert_junior", "Junior expert (Ahli Muda)"),
    ("expert_middle", "Middle expert (Ahli Madya)"),
    ("expert_principal", "Main expert (Ahli Utama)"),
]
EMPLOYEE_STATUSES = [
    ("cpns", "CPNS"),
    ("pns", "PNS"),
    ("pppk", "PPPK"),
    ("pppk_part_time", "PPPK part-time"),
    ("non_asn", "Not a civil servant"),
]
# A civil servant has a plan; a mayor, who evaluates only, has none.
APPRAISED_STATUSES = ("cpns", "pns", "pppk", "pppk_part_time")
