from . import my_report
