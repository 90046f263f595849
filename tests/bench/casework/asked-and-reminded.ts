// Of the bench's cases: in which an opinion was asked, of a unit of the holder's or of another institution, and of which the clock has
// reminded whom. Every tenth case has a question; of what is open half of them wait, and the others' opinions are news.

/** In `drawn`, of which case an opinion is asked, and whether of a unit. */
export const IS_ASKED = `state not in ('received') and nth % 10 = 3 and holder <> other`;
export const IS_ASKED_OF_UNIT = `(nth % 20 = 3)`;
export const IS_GIVEN = `(state in ('answered', 'closed', 'not-examined', 'withdrawn') or nth % 40 < 20)`;

/** An account of the centre, whom the clock reminds of all that is overdue. */
export const CENTRE_ACCOUNT = `insert into staff_account (id, name, institution_id, created_at)
  values (gen_random_uuid(), 'Ekin Merkez', null, now())`;

/** Of the cases in `drawn`, after they were written (generate.ts). */
export const ASK_AND_REMIND = [
  `insert into case_opinion (event_id, application_id, asked_of, asked_of_unit, asked_at, given_at)
   select opinion_id, id, case when not ${IS_ASKED_OF_UNIT} then other end, case when ${IS_ASKED_OF_UNIT} then unit_id end,
     received_at + worked / 3, case when ${IS_GIVEN} then received_at + worked / 2 end
   from drawn where ${IS_ASKED} and unit_id is not null order by id`,
  `update case_file set news = 'opinion-given' where is_open and application_id in (
     select id from drawn where ${IS_ASKED} and unit_id is not null and ${IS_GIVEN})`,
  // As reminders.ts: whoever's desk it lies on, who assigns in the institution, at last the centre.
  `create temp table due on commit drop as
   select case_file.application_id, case_file.due_on, author_id,
     case when case_file.due_on < moment.now::date then 3 when case_file.due_on <= moment.now::date + 1 then 2 else 1 end as step
   from moment, drawn join case_file on case_file.application_id = drawn.id
   where is_open and case_file.due_on <= moment.now::date + 7 and case_file.institution_id is not null`,
  `update case_file set reminder_step = due.step from due where case_file.application_id = due.application_id`,
  `insert into staff_reminder (account_id, application_id, due_on, step, at)
   select author_id, application_id, due_on, taken, moment.now
   from moment, due, generate_series(1, due.step) as taken
   union all
   select staff_account.id, application_id, due_on, 3, moment.now
   from moment, due, staff_account where step = 3 and institution_id is null
   order by application_id`,
];
