"""Additions to the employees, units, users and the region."""

from . import hr_version  # before hr_employee_public, whose view reads its columns
from . import hr_department
from . import hr_employee
from . import hr_employee_logins
from . import hr_employee_public
from . import ir_ui_menu
from . import res_company
from . import res_company_reminder
from . import res_config_settings
from . import res_users
from . import resource_resource
