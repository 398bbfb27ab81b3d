import type { Prepared } from '../../platform/pipeline.js';
import { READ_SIGN_IN_ENDS } from '../accounts/sign-in-standing.js';

/** The statements of the paths that every save walks, planned once a connection. */

export const LOCK_SESSIONS: Prepared = {
  name: 'lock_sessions',
  text: 'select id from session where id = any($1::uuid[]) order by id for no key update',
};

export const LOCK_FREE_SESSIONS: Prepared = {
  name: 'lock_free_sessions',
  text: 'select id from session where id = any($1::uuid[]) order by id for no key update skip locked',
};

export const READ_STANDINGS: Prepared = {
  name: 'read_standings',
  text: `
select h.id, h.state, h.attempt, h.version, h.saved_at::text as "savedAt", h.opinion, h.submitted_at as "submittedAt", h.receipt, h.reason,
  e.phase as "evaluationPhase", e.attempt as "evaluationAttempt", e.criteria_set_code as "criteriaSetCode",
  s.phase as "sessionPhase",
  coalesce(a.present, false) as present
from sheet h join evaluation e on e.id = h.evaluation_id join session s on s.id = e.session_id
left join attendance a on a.session_id = s.id and a.member_id = h.member_id
where h.id = any($1::uuid[])`,
};

/** One row of JSON instead of three round trips: each of them would wait for its turn on a busy machine. */
export const READ_FOR_SAVES: Prepared = {
  name: 'read_for_saves',
  text: `
select
  coalesce((select json_agg(standing) from (${READ_STANDINGS.text}) standing), '[]') as standings,
  coalesce((select json_agg(sign_in) from (${READ_SIGN_IN_ENDS.text.replace('$1', '$2')}) sign_in), '[]') as ends,
  coalesce((select json_agg(save) from (
    select save_id as "saveId", sheet_id as "sheetId", version from sheet_save where save_id = any($3::uuid[])) save), '[]')
    as settled,
  now()::text as "savedAt"`,
};

export const READ_MARKS: Prepared = {
  name: 'read_marks',
  text: 'select sheet_id as "sheetId", criterion, choice, levels, points, remark from mark where sheet_id = any($1::uuid[])',
};

export const WRITE_SAVES: Prepared = {
  name: 'write_saves',
  text: `
with written as (
  insert into mark (sheet_id, criterion, part, choice, levels, points, remark, entered_at)
  select m.sheet, m.criterion, m.part, m.choice, m.levels::smallint[], m.points, m.remark, m.entered_at
  from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::timestamptz[])
    as m (sheet, criterion, part, choice, levels, points, remark, entered_at)
  on conflict (sheet_id, criterion) do update set part = excluded.part, choice = excluded.choice,
    levels = excluded.levels, points = excluded.points, remark = excluded.remark, entered_at = excluded.entered_at, saved_at = now()
), gone as (
  delete from mark using unnest($9::uuid[], $10::text[]) as g (sheet, criterion)
  where mark.sheet_id = g.sheet and mark.criterion = g.criterion
), sheets as (
  update sheet set state = 'DRAFT', version = n.version, total = n.total, part_points = n.parts::smallint[],
    scored = n.scored, saved_at = now(), submitted_at = null, receipt = null
  from unnest($11::uuid[], $12::int[], $13::smallint[], $14::text[], $15::smallint[]) as n (id, version, total, parts, scored)
  where sheet.id = n.id
), journal as (
  insert into sheet_save (save_id, sheet_id, version, marks, entered_at)
  select j.save_id, j.sheet, j.version, j.marks::jsonb, j.entered_at
  from unnest($16::uuid[], $11::uuid[], $12::int[], $17::text[], $18::timestamptz[]) as j (save_id, sheet, version, marks, entered_at)
)
update session set revision = revision + 1, saves = saves + least(cardinality($11::uuid[]), 1) where id = any($19::uuid[]) returning id, revision`,
};
