"""The offices that reports are for, by the groups of the core."""

HR_OFFICE = "hr_asn_kinerja.group_asn_hr_office"
AUDITOR = "hr_asn_kinerja.group_asn_auditor"
UNIT_OFFICER = "hr_asn_kinerja.group_asn_unit_officer"
# These see the whole region; the officer of a unit sees the units below it.
REGION_OFFICES = (HR_OFFICE, AUDITOR)
OFFICES = (*REGION_OFFICES, UNIT_OFFICER)
