/**
 * Condition of SQL on `result` and its `evaluation`: released, and the room may know. Reports, lists and counts are as
 * public as the room, so where a council lets the room wait for the closing, they wait as long; its own members read
 * the released result on their board meanwhile.
 * @source ARCHITECTURE §4; R 8.7
 */
export const PUBLIC_RESULT = `result.released_at is not null and not exists (
  select 1 from session told join regulation on regulation.id = told.regulation_id
   where told.id = evaluation.session_id and told.phase <> 'CLOSED'
     and regulation.settings ->> 'resultsVisibleToRoom' = 'AFTER_CLOSING')`;
