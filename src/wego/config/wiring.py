"""Every upward hook, page slot and periodic job, in one place and in the order in which they run."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wego.accounts import hooks as accounts
from wego.accounts import mails as account_mails
from wego.accounts import notes
from wego.accounts import personal_data as accounts_data
from wego.accounts import queries as people
from wego.accounts.authorization import declare_permissions
from wego.accounts.person_sections import account_section, sessions_section
from wego.accounts.search import PERSON
from wego.accounts.services.sessions import forget_ended_sessions
from wego.admissions import letter_matters as admissions_matters
from wego.admissions import office_home as admissions_home
from wego.admissions import personal_data as admissions_data
from wego.admissions import queries as applications
from wego.admissions.assignments import APPLICATION as APPLICATION_WORK
from wego.admissions.evidence import documents_of_begun_applications
from wego.admissions.flow_pages import application_page
from wego.admissions.hooks import figure_submitted
from wego.admissions.member_sections import admissions_section, decisions_section, history_section
from wego.admissions.panels import history_panel
from wego.admissions.person_sections import applications_of_person
from wego.admissions.search import APPLICATION
from wego.admissions.services import decisions as admissions
from wego.admissions.services import erasure as application_names
from wego.admissions.services import requests as join_requests
from wego.assessment import office_home as assessment_home
from wego.assessment import personal_data as assessment_data
from wego.assessment.benefits import diagnoses_used
from wego.assessment.flow_pages import diagnosis_page
from wego.assessment.member_sections import diagnoses_section
from wego.assessment.panels import stage_panel
from wego.assessment.services import frameworks
from wego.cityindex import front_page as cityindex_front
from wego.cityindex import office_home as cityindex_home
from wego.cityindex import personal_data as cityindex_data
from wego.cityindex.assignments import CORRECTION
from wego.cityindex.benefits import editions_used
from wego.cityindex.member_sections import index_section
from wego.cityindex.panels import index_panel
from wego.cityindex.queries.participation import corrections_using
from wego.cityindex.search import EDITION
from wego.cityindex.services.seals import seal_editions
from wego.core import cleanup, front_page, office_home, personal_data, search
from wego.core.absences import queries as absences
from wego.core.absences.services import forget_old_absences
from wego.core.absences.services import forget_person as forget_absences
from wego.core.acts.tasks import resume_bulk_runs
from wego.core.assignments import kinds as assignments
from wego.core.assignments import queries as assigned
from wego.core.assignments.services import forget_old_openings, release_work
from wego.core.assignments.services import forget_person as forget_assignments
from wego.core.comments import queries as comments
from wego.core.comments.hooks import names_of
from wego.core.consents import queries as consents
from wego.core.consents.services import forget_person as forget_consents
from wego.core.context_processors import navigation
from wego.core.dated_tasks import queries as dated_tasks
from wego.core.dated_tasks.hooks import mailbox_of
from wego.core.dated_tasks.services import forget_person as forget_tasks
from wego.core.dated_tasks.services import send_task_reminders
from wego.core.form_tokens import forget_spent_tokens
from wego.core.outbox import services as outbox
from wego.core.outbox.hooks import mail_bounced, may_see_mails
from wego.core.outbox.tasks import send_due_mails
from wego.core.periodic import Job
from wego.core.personal_links import services as personal_links
from wego.core.print import letters_missing
from wego.core.search.hooks import names_written
from wego.core.search.index import refresh_index
from wego.core.time_zones import zone_of_address
from wego.correspondence import audiences, mailing_fields
from wego.correspondence import hooks as correspondence
from wego.correspondence import office_home as correspondence_home
from wego.correspondence import personal_data as correspondence_data
from wego.correspondence.listings.contacts import CONTACTS
from wego.correspondence.member_sections import contacts_section, letters_section
from wego.correspondence.search import CONTACT, EXTERNAL_ORGANISATION, LETTER
from wego.correspondence.services import confirmations
from wego.correspondence.services import contacts as contact_persons
from wego.correspondence.tasks import resume_mailings
from wego.dues import office_home as dues_home
from wego.dues import personal_data as dues_data
from wego.dues.assignments import DUES_RUN
from wego.dues.queries import history
from wego.dues.services.decisions import declare_figure
from wego.dues.tasks import resume_runs
from wego.entitlements import personal_data as entitlements_data
from wego.entitlements.hooks import benefit_uses
from wego.finance import hooks as finance
from wego.finance import office_home as finance_home
from wego.finance import personal_data as finance_data
from wego.finance.assignments import BANK_LINE as BANK_LINE_WORK
from wego.finance.assignments import INVOICE as INVOICE_WORK
from wego.finance.assignments import REFUND as REFUND_WORK
from wego.finance.banking.search import BANK_LINE
from wego.finance.banking.services import forget_previews
from wego.finance.mailing import INVOICE_AUDIENCE, UNPAID
from wego.finance.member_sections import money_section
from wego.finance.queries import terms as money
from wego.finance.queries.dues_paid import dues_of_member
from wego.finance.search import CREDIT_NOTE, INVOICE, PAYMENT, RECEIPT
from wego.finance.services import billing, debtor_names
from wego.finance.services.notices import send_reminders
from wego.finance.tasks import resume_imports
from wego.governance import front_page as governance_front
from wego.governance import hooks as governance
from wego.governance import letter_matters as governance_matters
from wego.governance import office_home as governance_home
from wego.governance import personal_data as governance_data
from wego.governance.assignments import AGENDA_ITEM as AGENDA_ITEM_WORK
from wego.governance.queries import references_in_force
from wego.governance.search import AGENDA_ITEM, DECISION, MEETING
from wego.members import front_page as members_front
from wego.members import office_home as members_home
from wego.members import personal_data as members_data
from wego.members.assignments import PROFILE_CHANGE
from wego.members.hooks import decisions_in_force, held_back, member_sections, profile_panels
from wego.members.listings.organisations import ORGANISATIONS
from wego.members.member_sections import profile_section, standing_section
from wego.members.person_sections import posts_section
from wego.members.queries import affiliations as posts
from wego.members.queries.choices import regions_of_members
from wego.members.search import ORGANISATION
from wego.members.services.affiliations import forget_old_invitations, forget_person
from wego.members.services.api_keys import forget_answered_requests
from wego.members.services.standings import refresh_standings
from wego.networks.search import REGIONAL_OFFICE
from wego.portal import work_queues
from wego.portal.assignments import MAIL as MAIL_WORK
from wego.portal.member_sections import mails_section
from wego.portal.navigation import main_entries
from wego.portal.permissions import can_see_mails
from wego.portal.person_sections import consents_section, mails_to_person, tasks_of_person
from wego.portal.print_notices import tell_letters_missing
from wego.portal.search import MAIL
from wego.questionnaires import personal_data as questionnaires_data
from wego.questionnaires import queries as answers
from wego.questionnaires.hooks import flow_page, version_published, version_refusals
from wego.questionnaires.queries.documents import answers_using
from wego.questionnaires.services import outside_requests
from wego.records import front_page as records_front
from wego.records import personal_data as records_data
from wego.records.hooks import evidence_held_back, evidence_uses
from wego.records.member_sections import documents_section
from wego.records.panels import background_panel, figures_panel
from wego.records.queries.evidence import facts_using
from wego.records.search import INDICATOR
from wego.records.services.evidence import remove_due_evidence
from wego.records.services.imports import forget_fact_imports
from wego.records.tasks import resume_fact_imports

# What can be assigned, in the order of work.
ASSIGNABLE = (
    APPLICATION_WORK,
    PROFILE_CHANGE,
    CORRECTION,
    AGENDA_ITEM_WORK,
    BANK_LINE_WORK,
    INVOICE_WORK,
    REFUND_WORK,
    DUES_RUN,
    MAIL_WORK,
)

JOBS = (
    Job("clear_sessions", timedelta(days=1), cleanup.clear_sessions),
    Job("forget_ended_sessions", timedelta(days=1), forget_ended_sessions),
    Job("forget_old_invitations", timedelta(days=1), forget_old_invitations),
    Job("forget_answered_requests", timedelta(days=1), forget_answered_requests),
    Job("forget_old_links", timedelta(days=1), personal_links.forget_old_addresses),
    Job("refresh_standings", timedelta(hours=6), refresh_standings),
    Job("forget_old_join_requests", timedelta(days=1), join_requests.forget_old_join_requests),
    Job("seal_editions", timedelta(days=1), seal_editions),
    Job("send_task_reminders", timedelta(days=1), send_task_reminders),
    Job("send_reminders", timedelta(days=1), send_reminders),
    Job("resume_bulk_runs", timedelta(minutes=5), resume_bulk_runs),
    Job("resume_dues_runs", timedelta(minutes=5), resume_runs),
    Job("forget_bank_previews", timedelta(days=1), forget_previews),
    Job("resume_bank_imports", timedelta(minutes=5), resume_imports),
    Job("forget_fact_imports", timedelta(days=1), forget_fact_imports),
    Job("resume_fact_imports", timedelta(minutes=5), resume_fact_imports),
    Job("ask_due_contacts", timedelta(days=1), confirmations.ask_due_contacts),
    Job("follow_up_ended_posts", timedelta(days=1), confirmations.follow_up_ended_posts),
    Job("follow_up_agreements", timedelta(days=1), confirmations.follow_up_agreements),
    Job("forget_old_recipients", timedelta(days=1), contact_persons.forget_old_recipients),
    Job("resume_mailings", timedelta(minutes=5), resume_mailings),
    Job("send_due_mails", timedelta(minutes=1), send_due_mails),
    Job("forget_old_mails", timedelta(days=1), outbox.forget_old_mails),
    Job("forget_old_absences", timedelta(days=1), forget_old_absences),
    Job("forget_old_openings", timedelta(days=1), forget_old_openings),
    Job("remove_due_evidence", timedelta(days=1), remove_due_evidence),
    Job("forget_spent_tokens", timedelta(days=1), forget_spent_tokens),
    Job("refresh_search", timedelta(days=1), refresh_index),
    Job("forget_finished_tasks", timedelta(days=1), cleanup.forget_finished_tasks),
)


# What can be found, in the order in which the results show it.
SEARCHED = (
    ORGANISATION,
    EDITION,
    INDICATOR,
    PERSON,
    INVOICE,
    CREDIT_NOTE,
    RECEIPT,
    PAYMENT,
    BANK_LINE,
    APPLICATION,
    AGENDA_ITEM,
    DECISION,
    MEETING,
    REGIONAL_OFFICE,
    CONTACT,
    EXTERNAL_ORGANISATION,
    LETTER,
    MAIL,
)

# Lists that a mailing can go to.
AUDIENCES = (
    audiences.Audience("members", _("Organisations"), lambda: ORGANISATIONS, audiences.of_organisations),
    audiences.Audience("contacts", _("Contacts"), lambda: CONTACTS, audiences.of_contacts),
    INVOICE_AUDIENCE,
)

# A member's page in the office, in the order in which it is read.
MEMBER_SECTIONS = (
    contacts_section,
    standing_section,
    money_section,
    admissions_section,
    decisions_section,
    diagnoses_section,
    index_section,
    letters_section,
    mails_section,
    documents_section,
    history_section,
    profile_section,
)

# A person's page in the office, in the order in which it is read.
PERSON_SECTIONS = (
    account_section,
    posts_section,
    applications_of_person,
    consents_section,
    tasks_of_person,
    mails_to_person,
    sessions_section,
)

# Who keeps what of people, in the order of the privacy notice.
KEEPERS = (
    accounts_data,
    members_data,
    records_data,
    questionnaires_data,
    correspondence_data,
    finance_data,
    entitlements_data,
    governance_data,
    admissions_data,
    dues_data,
    assessment_data,
    cityindex_data,
)


def connect() -> None:
    """Connect hooks and slots; called once, when every app is ready."""
    _declare()
    _connect_people()
    _connect_work()
    _connect_pages()


def _declare() -> None:
    """What each app has of a kind that the house knows."""
    declare_permissions()
    for keeper in KEEPERS:
        personal_data.declare(*keeper.RECORDS)
    for kind in SEARCHED:
        search.declare(kind)
    for assignable in ASSIGNABLE:
        assignments.declare(assignable)
    for audience in AUDIENCES:
        audiences.declare(audience)
    mailing_fields.declare(UNPAID)


def _connect_people() -> None:
    """Who somebody is, what is kept of people, and what goes when they are erased or leave."""
    accounts.person_erased.connect(forget_person)
    accounts.person_erased.connect(billing.forget_person)
    accounts.person_erased.connect(join_requests.forget_person)
    accounts.person_erased.connect(personal_links.forget_person)
    accounts.person_erased.connect(outside_requests.forget_person)
    accounts.person_erased.connect(outbox.forget_person)
    accounts.person_erased.connect(forget_consents)
    accounts.person_erased.connect(forget_tasks)
    accounts.person_erased.connect(contact_persons.forget_person)
    accounts.person_erased.connect(notes.forget_person)
    accounts.person_erased.connect(forget_assignments)
    accounts.person_erased.connect(forget_absences)
    accounts.role_ended.connect(release_work)
    accounts.personal_data.connect(consents.personal_data)
    accounts.personal_data.connect(comments.personal_data)
    accounts.personal_data.connect(notes.personal_data)
    accounts.personal_data.connect(dated_tasks.personal_data)
    accounts.personal_data.connect(dated_tasks.tasks_about_person)
    accounts.personal_data.connect(assigned.personal_data)
    accounts.personal_data.connect(absences.personal_data)
    accounts.personal_data.connect(account_mails.personal_data)
    accounts.personal_data.connect(correspondence_data.personal_data)
    accounts.person_erased.connect(application_names.forget_person)
    accounts.personal_data.connect(posts.personal_data)
    accounts.personal_data.connect(answers.personal_data)
    accounts.personal_data.connect(applications.personal_data)
    accounts.personal_data.connect(money.personal_data)
    accounts.regions.connect(regions_of_members)
    accounts.invited.connect(posts.is_invited)
    accounts.invited.connect(applications.is_invited)
    accounts.posts.connect(posts.posts_of)
    may_see_mails.connect(can_see_mails)
    names_of.connect(people.names_of)
    mailbox_of.connect(people.mailbox_of)
    zone_of_address.connect(people.zone_of_address)


def _connect_work() -> None:
    """What an act in one app sets off in another, or asks of it."""
    mail_bounced.connect(confirmations.note_bounce)
    benefit_uses.connect(diagnoses_used)
    benefit_uses.connect(editions_used)
    governance.decision_taken.connect(admissions.apply_decision)
    governance.decision_revoked.connect(admissions.undo_decision)
    decisions_in_force.connect(references_in_force)
    finance.drafts.connect(history.runs_under_way)
    correspondence.dues_of_member.connect(dues_of_member)
    correspondence.matters.connect(admissions_matters.letter_matters)
    correspondence.matters.connect(governance_matters.letter_matters)
    figure_submitted.connect(declare_figure)
    flow_page.connect(diagnosis_page)
    flow_page.connect(application_page)
    version_refusals.connect(frameworks.refused_by_frameworks)
    version_published.connect(frameworks.follow_questionnaire)
    held_back.connect(applications.held_back)
    evidence_uses.connect(facts_using)
    evidence_uses.connect(answers_using)
    evidence_uses.connect(corrections_using)
    evidence_held_back.connect(documents_of_begun_applications)
    names_written.connect(debtor_names.names_written)
    letters_missing.connect(tell_letters_missing)


def _connect_pages() -> None:
    """What apps show on pages that are not theirs."""
    navigation.connect(main_entries)
    for page in (records_front, members_front, cityindex_front):
        front_page.findings.connect(page.findings)
    front_page.news.connect(cityindex_front.news)
    front_page.news.connect(members_front.news)
    front_page.dates.connect(governance_front.dates)
    front_page.network_maps.connect(members_front.network_map)
    for home in (
        correspondence_home,
        admissions_home,
        governance_home,
        members_home,
        cityindex_home,
        dues_home,
        finance_home,
        work_queues,
    ):
        office_home.queues.connect(home.queues)
    office_home.queues.connect(correspondence_home.letter_queues)
    for home in (admissions_home, members_home, assessment_home, cityindex_home, finance_home, governance_home):
        office_home.week.connect(home.week)
    office_home.dates.connect(governance_home.dates)
    office_home.pictures.connect(finance_home.pictures)
    for section in MEMBER_SECTIONS:
        member_sections.connect(section)
    for part in PERSON_SECTIONS:
        accounts.person_sections.connect(part)
    profile_panels.connect(history_panel)
    profile_panels.connect(stage_panel)
    profile_panels.connect(figures_panel)
    profile_panels.connect(index_panel)
    profile_panels.connect(background_panel)
