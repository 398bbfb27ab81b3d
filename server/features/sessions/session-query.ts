import { presentedName } from './presented-name.js';

/** Of the sheet "h", as the JSON of `SheetSummary`, without what was handed in. */
export const SHEET_SUMMARY = `'id', h.id, 'memberId', h.member_id, 'state', h.state, 'attempt', h.attempt, 'version', h.version,
          'total', h.total, 'partPoints', h.part_points, 'scored', h.scored, 'reason', h.reason, 'savedAt', h.saved_at`;

/** SQL that reads one session whole, as the JSON of `SessionState`. $1 session, $2 further evaluations to read with sheets. */
export const READ_SESSION = {
  name: 'read_session',
  text: `
select json_build_object(
  'id', s.id, 'councilId', c.id, 'councilName', c.name, 'councilRetired', c.retired_at is not null, 'name', s.name,
  'year', s.year, 'batch', s.batch, 'round', s.round, 'location', s.location,
  'phase', s.phase, 'suspendedReason', s.suspended_reason, 'onTableId', s.on_table_id, 'revision', s.revision, 'saves', s.saves,
  'regulation', (
    select json_build_object('id', r.id, 'version', r.version, 'note', r.note, 'createdAt', r.created_at, 'settings', r.settings) from regulation r
    where r.id = coalesce(s.regulation_id,
      (select latest.id from regulation latest where latest.council_id = c.id order by latest.version desc limit 1))),
  'members', coalesce((
    select json_agg(json_build_object(
      'id', m.id, 'accountId', m.account_id, 'fullName', m.full_name, 'title', m.title, 'institution', m.institution,
      'role', m.role, 'voting', m.voting, 'position', m.position, 'present', a.present, 'absenceReason', a.reason)
      order by m.position, m.id)
    from council_member m left join attendance a on a.session_id = s.id and a.member_id = m.id
    where m.council_id = c.id
      and m.member_from <= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date
      and (m.member_to is null or m.member_to >= (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date)), '[]'),
  'evaluations', coalesce((
    select json_agg(json_build_object(
      'id', e.id, 'dossierId', e.dossier_id, 'position', e.position, 'phase', e.phase, 'attempt', e.attempt,
      'round', e.round, 'criteriaSetCode', e.criteria_set_code, 'cardSha256', e.card_sha256, 'hasStory', d.has_story,
      'productName', ${presentedName('e', 'product_name', 'p.name')}, 'photoUrl', p.photo_url,
      'producerName', ${presentedName('e', 'producer_name', 'r.name')}, 'placeName', ${presentedName('e', 'place_name', 'l.name')},
      'productSet', d.product_set, 'reason', e.reason, 'fixList', coalesce(e.fix_list, case when e.round > 1 then (
        select f.fix_list from evaluation f
        where f.dossier_id = e.dossier_id and f.round < e.round and f.phase = 'DEFERRED'
        order by f.round desc limit 1) end),
      'dossierKind', d.kind, 'submittedOn', d.submitted_on, 'regime', d.regime,
      'recusedIds', coalesce((
        select json_agg(h.member_id) from sheet h where h.evaluation_id = e.id and h.state = 'RECUSED'), '[]'),
      'earlierRecusals', coalesce((
        select json_agg(json_build_object('memberId', carried.member_id, 'reason', carried.reason))
        from (
          select distinct on (seat.id) seat.id as member_id, h.reason
          from evaluation f
          join session fs on fs.id = f.session_id
          join sheet h on h.evaluation_id = f.id and h.state = 'RECUSED'
          join council_member was on was.id = h.member_id
          join council_member seat on seat.council_id = c.id
            and (seat.id = was.id or seat.account_id = was.account_id)
          where f.dossier_id = e.dossier_id and f.session_id <> s.id
            and fs.opened_at < coalesce(s.opened_at, 'infinity')
            and not exists (select 1 from sheet own where own.evaluation_id = e.id and own.member_id = seat.id
                            and own.state in ('SUBMITTED', 'SEALED'))
          order by seat.id, fs.opened_at desc) carried), '[]'),
      'result', (
        select json_build_object('outcome', x.outcome, 'starClass', x.star_class, 'sumPoints', x.sum_points,
          'sheetCount', x.sheet_count, 'parts', x.parts, 'why', coalesce(x.classification -> 'why', '[]'),
          'reason', x.reason, 'concludedAt', x.concluded_at, 'releasedAt', x.released_at)
        from result x where x.evaluation_id = e.id),
      'findings', coalesce((
        select json_agg(json_build_object('id', f.id, 'code', f.code, 'effect', f.effect, 'scope', f.scope,
          'remark', f.remark, 'reportedById', f.reported_by, 'reportedAt', f.reported_at, 'state', f.state,
          'reason', f.reason) order by f.reported_at, f.id)
        from finding f where f.evaluation_id = e.id), '[]'),
      'sheets', case when e.id = s.on_table_id or e.id = any($2::uuid[]) then coalesce((
        select json_agg(json_build_object(
          ${SHEET_SUMMARY},
          'attempts', coalesce((
            select json_agg(json_build_object('id', t.id, 'attempt', t.attempt, 'submittedAt', t.submitted_at,
              'withdrawn', t.withdrawn_at is not null, 'total', t.total, 'partPoints', t.part_points,
              'marks', t.marks, 'opinion', t.opinion, 'receipt', t.receipt) order by t.seq)
            from sheet_attempt t where t.sheet_id = h.id), '[]')))
        from sheet h where h.evaluation_id = e.id), '[]') else '[]' end)
      order by e.position)
    from evaluation e
    join dossier d on d.id = e.dossier_id
    join product p on p.id = d.product_id
    join producer r on r.id = p.producer_id
    join place l on l.id = r.place_id
    where e.session_id = s.id), '[]'),
  'acts', (select count(*) from ledger act where act.session_id = s.id
    and act.act not in ('submitSheet', 'withdrawSheet', 'reportStop')),
  'recordHead', (select g.hash from ledger g where g.session_id = s.id and g.act = 'closeSession' order by g.seq desc limit 1)
) as state
from session s join council c on c.id = s.council_id
where s.id = $1`,
};
