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
    ("beginner", "Beginner (Pemula)"),
    ("skilled", "Skilled (Terampil)"),
    ("proficient", "Proficient (Mahir)"),
    ("foreman", "Foreman (Penyelia)"),
    ("first_expert", "First expert (Ahli Pertama)"),
    ("junior_expert", "Junior expert (Ahli Muda)"),
    ("middle_expert", "Middle expert (Ahli Madya)"),
    ("main_expert", "Main expert (Ahli Utama)"),
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
