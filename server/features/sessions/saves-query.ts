import type { Prepared } from '../../platform/pipeline.js';
import { standingColumns } from '../accounts/sign-in-standing.js';

/**
 * What every board needs anew while nothing but marks changes, of all who ask at the same moment, as of one moment: how
 * far the sessions have come ($1), the sheets on their tables, and how it stands with the sign-ins ($2) and screens ($3) of
 * those who watch.
 */
export const READ_SAVES: Prepared = {
  name: 'read_saves',
  text: `
select coalesce((select json_agg(json_build_object('id', s.id, 'revision', s.revision, 'saves', s.saves, 'sheets', coalesce((
    select json_agg(json_build_object(
      'id', h.id, 'memberId', h.member_id, 'state', h.state, 'attempt', h.attempt, 'version', h.version,
      'total', h.total, 'partPoints', h.part_points, 'scored', h.scored, 'reason', h.reason, 'savedAt', h.saved_at))
    from sheet h where h.evaluation_id = s.on_table_id), '[]')))
  from session s where s.id = any($1::uuid[])), '[]') as sessions, ${standingColumns('$2', '$3')}`,
};
