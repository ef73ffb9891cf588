"""The words for each sentence that ``rules/my_report.py`` chooses; the values are written out."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = {
    # What went well
    "exceeded": _lt("%(name)s: %(realised)s, better than the target of %(target)s."),
    "reached": _lt("%(name)s: %(realised)s, exactly as planned."),
    "nearly": _lt("%(name)s: %(realised)s, close to the target of %(target)s."),
    "more_good": _lt("And %(count)s more went as expected; see the table below."),
    "value_above": _lt("%(name)s: more than was expected of you."),
    "value_above_why": _lt("%(name)s: more than was expected of you. Your evaluator: “%(why)s”"),
    "visible": _lt("You kept your work visible with %(entries)s entries."),
    "words": _lt("There are no figures to show; here the words of your evaluator count."),
    # Where to grow
    "below": _lt("%(name)s: %(realised)s; the target was %(target)s. Work on this next."),
    "more_low": _lt("And %(count)s more are below the target; see the table below."),
    "no_entry": _lt("%(name)s: nothing was logged. A short entry a week makes it visible."),
    "value_below": _lt("%(name)s: there is room to grow."),
    "value_below_why": _lt("%(name)s: there is room to grow. Your evaluator: “%(why)s”"),
    "nothing_low": _lt(
        "Nothing is below expectation. Talk with your evaluator about what you want to learn next."
    ),
    # How the numbers came about
    "counted": _lt(
        "%(entries)s entries were counted for %(indicators)s indicators; %(measured)s of these "
        "could be compared with their target."
    ),
    "absent": _lt(
        "You were away for %(months)s months. They were taken out of the targets, not held "
        "against you."
    ),
    "head": _lt(
        "You head a unit, so its achievement is your rating of work results: “%(result)s”."
    ),
    "not_measured": _lt(
        "Nothing could be compared with a target, so your evaluator rated your work results as "
        "“%(result)s” from what was written down."
    ),
    "mean": _lt(
        "Each indicator is compared with its target and counts up to %(cap)s. Their weighted mean "
        "is %(score)s; main work counts before additional work."
    ),
    "thresholds": _lt(
        "In your region more than %(above)s is above expectation, from %(meets)s on is as "
        "expected, and less is below expectation."
    ),
    "as_suggested": _lt("Your evaluator rated your work results as “%(result)s”."),
    "otherwise": _lt(
        "The figures suggested “%(suggested)s”; your evaluator decided “%(result)s” and gave the "
        "reason below."
    ),
    "behaviour": _lt(
        "The seven values of how you work were rated together as “%(behaviour)s”, with the "
        "feedback of the period in view."
    ),
    "both": _lt(
        "The predicate follows from both ratings by the table of PermenPANRB 6/2022; nobody "
        "types it."
    ),
    # What happens next
    "acknowledge": _lt("Confirm that you received and read it. That does not mean that you agree."),
    "object_days": _lt(
        "You see it differently? Talk with your evaluator first. You can object for %(days)s more "
        "days, until %(until)s."
    ),
    "object_today": _lt("You see it differently? Today, %(until)s, is the last day to object."),
    "object_over": _lt(
        "The time to object ended on %(until)s. If there was an important reason, ask the HR "
        "office."
    ),
    "object_running": _lt(
        "Your objection is being looked at. The superior of your evaluator decides."
    ),
    "object_decided": _lt("Your objection was decided. That decision is final."),
    "develop_agree": _lt("Agree on your development plan with your evaluator."),
    "develop": _lt("Your development plan runs: %(open)s of %(all)s actions are still open."),
    "develop_next": _lt(
        "Your development plan runs: %(open)s of %(all)s actions are still open, the next one is "
        "due on %(day)s."
    ),
    "developed": _lt("Your development plan is done: %(all)s actions. Well done."),
    "develop_start": _lt("If you like, start a development plan together with your evaluator."),
    "recommendation": _lt("Take the recommendation of your evaluator into the next period."),
    "nothing_next": _lt("Nothing waits for you here. Go on keeping your work visible."),
}
