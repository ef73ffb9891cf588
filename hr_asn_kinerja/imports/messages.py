"""What is wrong, and what to do about it: two sentences for each code, to be translated."""

from odoo.tools.translate import LazyTranslate

from .service_messages import SERVICE_MESSAGES

_lt = LazyTranslate(__name__)

MESSAGES = {
    # The file
    "file_empty": (
        _lt("The file is empty."),
        _lt("Choose the file that holds the rows, or start from the template."),
    ),
    "file_too_large": (
        _lt("The file has %(size)s MB; at most %(limit)s MB are read at once."),
        _lt("Split it into several files."),
    ),
    "file_bomb": (
        _lt("Unpacked, the workbook has more than %(limit)s MB."),
        _lt("Copy the rows alone into a new workbook, or save them as CSV."),
    ),
    "file_not_table": (
        _lt("This is neither a CSV file nor an Excel workbook (.xlsx), or it is damaged."),
        _lt("Open it in a spreadsheet and save it again as CSV UTF-8 or as .xlsx."),
    ),
    "file_old_excel": (
        _lt("This is an old Excel file (.xls) or a protected one."),
        _lt("Open it and save it as .xlsx, without a password."),
    ),
    "file_encoding": (
        _lt("The text is written as %(detail)s, not as UTF-8."),
        _lt("Save it again: in Excel as “CSV UTF-8 (comma delimited)”, elsewhere as UTF-8."),
    ),
    "file_encoding_row": (
        _lt("The text is not UTF-8; line %(detail)s holds letters of another encoding."),
        _lt("Save it again: in Excel as “CSV UTF-8 (comma delimited)”, elsewhere as UTF-8."),
    ),
    "file_quotes": (
        _lt("The quotation marks do not match, in the row that begins on line %(detail)s."),
        _lt("Close the quotation mark, or write it twice where it belongs to the text."),
    ),
    "cell_too_large": (
        _lt("The row that begins on line %(detail)s has an enormous cell."),
        _lt("Look for a quotation mark that is not closed, or shorten the text."),
    ),
    "too_many_columns": (
        _lt("There are more than %(limit)s columns."),
        _lt("Keep only the columns of the template."),
    ),
    "too_many_rows": (
        _lt("There are more than %(limit)s rows."),
        _lt("Split the file."),
    ),
    "no_rows": (
        _lt("There is a header and no row below it."),
        _lt("Add the rows, one for each line of your list."),
    ),
    "column_missing": (
        _lt("The column is missing."),
        _lt("Add it with exactly this heading; the template has all of them."),
    ),
    "column_twice": (
        _lt("Two columns have this heading."),
        _lt("Delete or rename one of them."),
    ),
    "column_unknown": (
        _lt("This column is not known and was not read."),
        _lt("Nothing to do, unless the heading was misspelt."),
    ),
    # The row
    "row_cells": (
        _lt("The row has %(count)s cells, the header has %(expected)s."),
        _lt("Look for a missing or superfluous separator, or an unquoted comma in a text."),
    ),
    "row_present": (
        _lt("Already there; it was left as it is."),
        _lt("Nothing to do."),
    ),
    "row_left_out": (
        _lt("Left out, because row %(other)s is wrong and both belong together."),
        _lt("Correct row %(other)s and import the file again."),
    ),
    "database_refused": (
        _lt("The database refused the rows: %(detail)s"),
        _lt("Nothing was written. Correct the rows, or try a smaller file to find them."),
    ),
    # Texts, words, numbers, dates
    "text_empty": (_lt("The cell is empty."), _lt("Fill it in.")),
    "text_long": (
        _lt("The text has %(length)s characters; at most %(limit)s are possible."),
        _lt("Shorten it."),
    ),
    "text_characters": (
        _lt("The text holds an invisible control character."),
        _lt("Delete the text and type it again."),
    ),
    "choice_unknown": (
        _lt("This word is not known here."),
        _lt("Write one of: %(choices)s."),
    ),
    "number_empty": (_lt("The number is missing."), _lt("Fill it in.")),
    "number_bad": (
        _lt("This is not a number."),
        _lt("Write digits 0-9 with a point for decimals and nothing for thousands: 1234.5"),
    ),
    "number_not_finite": (
        _lt("This is not a number that can be measured."),
        _lt("Write digits 0-9 with a point for decimals: 1234.5"),
    ),
    "number_negative": (_lt("The number is negative."), _lt("Write a number from 0 up.")),
    "number_large": (
        _lt("The number is too large."),
        _lt("Write a number below 1,000,000,000,000."),
    ),
    "number_over": (_lt("The number is above %(limit)s."), _lt("Write at most %(limit)s.")),
    "whole_bad": (
        _lt("This is not a whole number from %(smallest)s to %(largest)s."),
        _lt("Write such a number, with digits 0-9 only."),
    ),
    "date_empty": (_lt("The date is missing."), _lt("Write it as YYYY-MM-DD: 2026-01-31")),
    "date_form": (
        _lt("This is not a date as it is written here."),
        _lt("Write it as YYYY-MM-DD: 2026-01-31. In a spreadsheet format the column as text."),
    ),
    "date_calendar": (
        _lt("There is no such day in the calendar."),
        _lt("Correct the day, the month or the year."),
    ),
    "date_future": (
        _lt("This day is still to come."),
        _lt("Correct the year, or wait with this row."),
    ),
    "date_far": (
        _lt("This day is more than a year ahead."),
        _lt("Correct the year."),
    ),
    "date_before_birth": (
        _lt("This day is before the person's birth on %(birth)s."),
        _lt("Correct the year."),
    ),
    "date_outside": (
        _lt("The plan goes from %(start)s to %(end)s; this day lies outside."),
        _lt("Correct the date, or import it for the plan of that year."),
    ),
    "email_bad": (_lt("This is not an e-mail address."), _lt("Correct it or leave it empty.")),
    # NIP
    "nip_excel": (
        _lt("The spreadsheet made a number of it, and its last digits are lost."),
        _lt("Format the column as text and copy the 18 digits again from the source."),
    ),
    "nip_apostrophe": (
        _lt("It begins with an apostrophe."),
        _lt("Delete the apostrophe; the column is to be formatted as text."),
    ),
    "nip_not_digits": (
        _lt("A NIP has the digits 0-9 only."),
        _lt("Copy the 18 digits from the decree of appointment."),
    ),
    "nip_length": (
        _lt("A NIP has 18 digits, this one has %(length)s."),
        _lt("Copy the 18 digits from the decree of appointment."),
    ),
    "nip_birth_date": (
        _lt("The first eight digits are no date of birth."),
        _lt("Compare them with the decree: year, month and day."),
    ),
    "nip_kind": (
        _lt("Digits 13-14 are neither a month (01-12) nor a code of PPPK (21-29)."),
        _lt("Compare them with the decree of appointment."),
    ),
    "nip_appointment": (
        _lt("By digits 9-12 the person was appointed before being born."),
        _lt("Compare the year of appointment with the decree."),
    ),
    "nip_sex": (
        _lt("Digit 15 is 1 for a man or 2 for a woman, nothing else."),
        _lt("Compare it with the decree of appointment."),
    ),
    "nip_sequence": (
        _lt("The last three digits are a sequence from 001 on, not 000."),
        _lt("Compare them with the decree of appointment."),
    ),
    "nip_age": (
        _lt("By the NIP the age or the year of appointment is impossible."),
        _lt("Compare the date of birth and of appointment with the decree."),
    ),
    "nip_kind_differs": (
        _lt("The NIP is one of %(kind)s, the status is another."),
        _lt("Compare both with the decree; a PPPK who became PNS gets a new NIP."),
    ),
    "nip_twice": (
        _lt("The same NIP stands in row %(other)s."),
        _lt("Keep one of the two rows, or correct the NIP of one."),
    ),
    "nip_archived": (
        _lt("An employee who was archived has this NIP."),
        _lt("Restore that employee (filter “Archived”) instead of importing again."),
    ),
    "nip_elsewhere": (
        _lt("An employee of another region has this NIP."),
        _lt("Move the employee there, or correct the NIP."),
    ),
    "name_differs": (
        _lt("Already there under the name %(name)s; it was left as it is."),
        _lt("Make sure that the NIP belongs to this person."),
    ),
    "sex_differs": (
        _lt("It differs from digit 15 of the NIP."),
        _lt("Make sure which is right; numbers were given with errors and stay valid."),
    ),
    "birth_differs": (
        _lt("It differs from the first eight digits of the NIP."),
        _lt("Make sure which is right; numbers were given with errors and stay valid."),
    ),
    # Units, posts, people
    "code_twice": (
        _lt("The same code stands in row %(other)s."),
        _lt("Give each its own code."),
    ),
    "name_twice": (
        _lt("The same name stands in row %(other)s."),
        _lt("Keep one of the two rows."),
    ),
    "unit_unknown": (
        _lt("There is no unit with this code."),
        _lt("Import the unit first, or correct the code."),
    ),
    "unit_archived": (
        _lt("A unit that was archived has this code."),
        _lt("Restore that unit, or use another code."),
    ),
    "unit_refused": (
        _lt("The unit above, in row %(other)s, is wrong itself."),
        _lt("Correct row %(other)s first."),
    ),
    "unit_circle": (
        _lt("The units stand above one another in a circle."),
        _lt("Correct the unit above of one of them."),
    ),
    "post_unknown": (
        _lt("There is no post with this name."),
        _lt("Import the post first, or write its name exactly as there."),
    ),
    "rank_unknown": (
        _lt("This grade does not exist."),
        _lt("Write I/a to IV/e for CPNS and PNS, I to XVII for PPPK."),
    ),
    "rank_scheme": (
        _lt("This grade exists, but not for somebody with this status."),
        _lt("Write I/a to IV/e for CPNS and PNS, I to XVII for PPPK."),
    ),
    "superior_unknown": (
        _lt("There is no active employee with this NIP, here or in the file."),
        _lt("Add the superior to the file, or correct the NIP."),
    ),
    "official_unknown": (
        _lt("There is no official without NIP with this code."),
        _lt("Import the officials first, or correct the code."),
    ),
    "superior_self": (
        _lt("Nobody evaluates himself or herself."),
        _lt("Write the NIP of the direct superior."),
    ),
    "superior_circle": (
        _lt("These people would evaluate one another in a circle."),
        _lt("Correct the superior of one of them."),
    ),
    "superior_refused": (
        _lt("The superior, in row %(other)s, is wrong."),
        _lt("Correct row %(other)s and import the file again."),
    ),
    # Plans and entries
    "employee_unknown": (
        _lt("There is no active civil servant with this NIP in this region."),
        _lt("Import the employee first, or correct the NIP."),
    ),
    "year_unknown": (
        _lt("There is no year %(year)s among the periods."),
        _lt("Make the year under Configuration, Periods."),
    ),
    "year_closed": (
        _lt("The year %(year)s is closed."),
        _lt("Closed years stay as they are."),
    ),
    "plan_several": (
        _lt("This person has several plans in that year."),
        _lt("Type it into the right one."),
    ),
    "plan_unknown": (
        _lt("This person has no plan for that year."),
        _lt("Import or make the plan first."),
    ),
    "plan_not_agreed": (
        _lt("The plan is not agreed, so nothing can be logged yet."),
        _lt("Let employee and evaluator agree the plan first."),
    ),
    "plan_present": (
        _lt("A plan with content is already there; it was left as it is."),
        _lt("Nothing to do, or change that plan on the screen."),
    ),
    "too_many_indicators": (
        _lt("A plan has at most %(most)s indicators."),
        _lt("Keep those that say most about the results, and leave out the other rows."),
    ),
    "result_differs": (
        _lt("Row %(other)s has the same number with another wording or kind."),
        _lt("Repeat wording and kind of a result exactly, or give it another number."),
    ),
    "parent_unknown": (
        _lt("The superior's plan has no result with this number."),
        _lt("Correct the number, or leave it empty."),
    ),
    "parent_missing": (
        _lt("The superior has no plan with results for that year; no link was made."),
        _lt("Import the superior's plan first when the link is wanted."),
    ),
    "parent_circle": (
        _lt("The result would support itself through the results above it; no link was made."),
        _lt("Correct the evaluators, who stand in a ring, then link the result in the plan."),
    ),
    "plan_impossible": (
        _lt("No plan can be made: not appraised, or the plan of that year was cancelled."),
        _lt("Look at the civil service status, or restore the cancelled plan."),
    ),
    "indicator_unknown": (
        _lt("The indicator library has no such code."),
        _lt("Correct the code or leave it empty."),
    ),
    "range_reversed": (
        _lt("The upper end of the range is below the lower one."),
        _lt("Write the lower end as target, the upper end here."),
    ),
    "number_unknown": (
        _lt("The plan has no indicator with this number."),
        _lt("Count the indicators of the plan in their order, from 1."),
    ),
    "number_other_result": (
        _lt("The indicator with this number belongs to another result."),
        _lt("Correct the number of the result or of the indicator."),
    ),
    "evaluation_locked": (
        _lt("The evaluation that holds this day has been submitted or rated."),
        _lt("Ask the evaluator to return it first."),
    ),
    "ratio_denominator": (
        _lt("This indicator is a ratio and needs the number of all cases."),
        _lt("Fill in a number from 1 up."),
    ),
    "ratio_reversed": (
        _lt("There are more cases than all cases together."),
        _lt("Swap the two numbers, or correct one."),
    ),
    # Tickets of services
    **SERVICE_MESSAGES,
}


def sentences(env, problem):
    """Return (what is wrong, what to do) in the language of the user."""
    what, remedy = MESSAGES[problem.code]
    return _fill(env, what, problem), _fill(env, remedy, problem)


def _fill(env, sentence, problem):
    text = env._(sentence)
    try:
        return text % problem.values
    except (KeyError, TypeError, ValueError):  # a translation with a damaged placeholder
        return text
