"""What is wrong with the log of a service, and what to do about it."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

SERVICE_MESSAGES = {
    "column_personal": (
        _lt("This column looks like personal data of citizens, which a log may not bring here."),
        _lt("Delete the column from the file; only the columns of the template are needed."),
    ),
    "ticket_nik": (
        _lt("The ticket holds sixteen digits, like a NIK or the number of a family card."),
        _lt("Use the number that the application gave to the ticket."),
    ),
    "ticket_form": (
        _lt("This is no number of a ticket; it may be a name."),
        _lt("Write letters, digits, points, slashes and dashes without spaces, with a digit."),
    ),
    "ticket_twice": (
        _lt("Row %(other)s has the same ticket with other times or another officer."),
        _lt("Keep the right one of the two rows."),
    ),
    "ticket_differs": (
        _lt("The ticket is in the log already, with other times or another officer."),
        _lt("It was left as it was. Delete it from the log first if the file is right."),
    ),
    "ticket_open": (
        _lt("The ticket is not finished yet, so it was left out."),
        _lt("Nothing to do; it comes in with a later file."),
    ),
    "service_unknown": (
        _lt("No active service has this code."),
        _lt("Correct the code, or make the service under Services."),
    ),
    "service_reversed": (
        _lt("The service was finished before it was opened."),
        _lt("Swap the two times, or correct one."),
    ),
    "service_long": (
        _lt("More than %(years)s years lie between opening and finishing."),
        _lt("Correct the year of one of the two times."),
    ),
    "moment_empty": (_lt("The time is missing."), _lt("Fill it in as YYYY-MM-DD HH:MM.")),
    "moment_form": (
        _lt("This is not a day with a time."),
        _lt("Write it as YYYY-MM-DD HH:MM, for example 2026-01-31 08:15; midnight is 00:00."),
    ),
    "moment_gap": (
        _lt("This time does not exist in the region: the clocks were put forward over it."),
        _lt("Correct the time."),
    ),
    "moment_future": (
        _lt("The service was finished at a time that has not come yet."),
        _lt("Correct the time, or leave it empty while the ticket is open."),
    ),
}
