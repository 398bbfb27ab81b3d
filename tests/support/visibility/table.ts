import type { Role, WorldPlan } from './cast.js';
import type { Secret } from './secrets.js';
import type { ItemStage, Stage } from './stages.js';
import type { World } from './world.js';

/** Three councils whose regulations and chairs differ in all that decides who may see what. */
export const PLANS: readonly WorldPlan[] = [
  {
    name: 'Chủ trì',
    ...{ chair: 'PRESIDES', averagesVisibleTo: 'CHAIR_AND_SECRETARY', blindAverages: false },
    ...{ sheetsAfterRelease: 'CHAIR', resultsVisibleToRoom: 'AFTER_RELEASE' },
  },
  {
    name: 'Kín',
    ...{ chair: 'ABSENT', averagesVisibleTo: 'CHAIR', blindAverages: true },
    ...{ sheetsAfterRelease: 'MEMBERS', resultsVisibleToRoom: 'AFTER_CLOSING' },
  },
  {
    name: 'Cáo lui',
    ...{ chair: 'RECUSED', averagesVisibleTo: 'CHAIR_AND_SECRETARY', blindAverages: false },
    ...{ sheetsAfterRelease: 'MEMBERS', resultsVisibleToRoom: 'AFTER_CLOSING' },
  },
];

/**
 * Who may see what, from ARCHITECTURE §4 and decision 0002, and not from the code that is tested.
 * CHAIR presides or is the chair; SEC is a secretary who may see averages, KEPT one who may not. A trailing ? is a "may",
 * everything else is also a "does". RUNNING: CHAIR and SEC, but nobody while averages are blind. SHEETS: members, where
 * the regulation shows them the sheets. OUT: everybody with a board, a report or a product list, from the moment on at
 * which the room may know; INSIDE: everybody in the council, the support team and administrators.
 * Words with # are fields of the board: shown to these, null for all others.
 */
export const TABLE: Readonly<Record<ItemStage, Readonly<Record<string, string>>>> = {
  WAITING: {
    recusal: 'CHAIR? SEC? KEPT?',
    ...{ '#count': '', '#seats': '', '#totals': '', '#provisional': '', '#result': '', '#reason': '', '#fixList': '' },
    ...{ '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  PRESENTING: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT' },
    ...{ '#count': '', '#seats': 'CHAIR SEC KEPT', '#totals': '', '#provisional': '', '#result': '', '#reason': '' },
    ...{ '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  DRAFTS: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT', drafttotal: 'RUNNING' },
    ...{ '#count': 'CHAIR SEC KEPT ROOM', '#seats': 'CHAIR SEC KEPT', '#totals': 'RUNNING', '#result': '' },
    ...{ '#provisional': 'RUNNING', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  SUBMITTED: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT' },
    ...{ drafttotal: 'RUNNING?', '1total': 'RUNNING', '1mean': 'RUNNING', '1spread': 'RUNNING' },
    ...{ '#count': 'CHAIR SEC KEPT ROOM', '#seats': 'CHAIR SEC KEPT', '#totals': 'RUNNING', '#result': '' },
    ...{ '#provisional': 'RUNNING', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  REVIEWING: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT' },
    ...{ '1total': 'CHAIR SEC', '1mean': 'CHAIR SEC', '1spread': 'CHAIR SEC' },
    ...{ '1remark': 'CHAIR SEC', '1opinion': 'CHAIR SEC', '1receipt': 'CHAIR SEC' },
    ...{ '#count': 'CHAIR SEC KEPT ROOM', '#seats': 'CHAIR SEC KEPT', '#totals': 'CHAIR SEC', '#result': '' },
    ...{ '#provisional': 'CHAIR SEC', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  RE_SCORING: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT', return: 'CHAIR SEC KEPT' },
    ...{ '1total': 'RUNNING', '2total': 'RUNNING' },
    ...{ '#count': 'CHAIR SEC KEPT ROOM', '#seats': 'CHAIR SEC KEPT', '#totals': 'RUNNING', '#result': '' },
    ...{ '#provisional': 'RUNNING', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  CONCLUDED: {
    ...{ recusal: 'CHAIR SEC KEPT?', finding: 'CHAIR SEC KEPT', return: 'CHAIR? SEC? KEPT?', settled: 'CHAIR SEC' },
    ...{ '1total': 'CHAIR SEC', '1remark': 'CHAIR SEC', '1opinion': 'CHAIR? SEC?', '1receipt': 'CHAIR SEC' },
    ...{ '2total': 'CHAIR SEC', '2remark': 'CHAIR SEC', '2opinion': 'CHAIR SEC', '2receipt': 'CHAIR SEC' },
    ...{ resultmean: 'CHAIR SEC', resultspread: 'CHAIR? SEC?' },
    ...{ '#count': 'ALL', '#seats': 'CHAIR SEC KEPT', '#totals': 'CHAIR SEC', '#result': 'CHAIR SEC' },
    ...{ '#provisional': '', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  RELEASED: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT', return: 'CHAIR? SEC? KEPT?', settled: 'CHAIR SEC KEPT' },
    ...{ '1total': 'CHAIR SEC KEPT', '1remark': 'CHAIR SEC KEPT', '1receipt': 'CHAIR SEC KEPT' },
    ...{ '1opinion': 'CHAIR? SEC? KEPT?', '2receipt': 'CHAIR SEC KEPT', resultspread: 'CHAIR? SEC? KEPT?' },
    ...{ '2total': 'CHAIR SEC KEPT SHEETS', '2remark': 'CHAIR SEC KEPT SHEETS', '2opinion': 'CHAIR SEC KEPT SHEETS' },
    resultmean: 'INSIDE OUT',
    ...{ '#count': 'ALL', '#seats': 'CHAIR SEC KEPT', '#totals': 'CHAIR SEC', '#result': 'INSIDE OUT' },
    ...{ '#provisional': '', '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  DEFERRED: {
    ...{ recusal: 'CHAIR? SEC? KEPT?', deferral: 'INSIDE', fixList: 'INSIDE' },
    ...{ '#count': '', '#seats': '', '#totals': '', '#provisional': '', '#result': '', '#reason': 'INSIDE' },
    ...{ '#fixList': 'INSIDE', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  STOPPED: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT', stopped: 'CHAIR SEC KEPT', outcome: 'CHAIR SEC KEPT' },
    ...{ drafttotal: 'CHAIR SEC', '1total': 'CHAIR SEC', '1remark': 'CHAIR SEC', '1opinion': 'CHAIR SEC' },
    '1receipt': 'CHAIR SEC',
    ...{ '#count': '', '#seats': 'CHAIR SEC KEPT', '#totals': 'CHAIR SEC', '#provisional': '', '#result': 'CHAIR SEC' },
    ...{ '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
  STOPPED_RELEASED: {
    ...{ recusal: 'CHAIR SEC KEPT', finding: 'CHAIR SEC KEPT', stopped: 'INSIDE', outcome: 'INSIDE OUT' },
    ...{ drafttotal: 'CHAIR SEC', '1total': 'CHAIR SEC KEPT SHEETS', '1remark': 'CHAIR SEC KEPT SHEETS' },
    ...{ '1opinion': 'CHAIR SEC KEPT SHEETS', '1receipt': 'CHAIR SEC KEPT' },
    ...{ '#count': '', '#seats': 'CHAIR SEC KEPT', '#totals': 'CHAIR SEC', '#provisional': '', '#result': 'INSIDE OUT' },
    ...{ '#reason': '', '#fixList': '', '#findings': 'CHAIR SEC KEPT', '#dossierId': 'INSIDE' },
  },
}; // prettier-ignore

/** Why a member was recused by mistake, and let in again: on no board, at most in the history of who conducts. */
const MISTAKE = 'CHAIR? SEC? KEPT?';

/** Why somebody is absent goes into the minutes: those who keep them, and those who read the plan of a session. */
const ABSENCES: readonly Role[] = ['chair', 'vice', 'secretary', 'admin', 'adminMember', 'recusedAdmin'];

export type Audience =
  'CHAIR' | 'SEC' | 'KEPT' | 'MEMBER' | 'SUPPORT' | 'ADMIN' | 'ROOM' | 'RECUSED' | 'REPORTER' | 'NONE';

/** As whom somebody stands towards one dossier. */
export function audienceOf({ plan }: World, role: Role, item: number): Audience {
  const acting = plan.chair === 'ABSENT' || (plan.chair === 'RECUSED' && item === 0);
  switch (role) {
    case 'chair':
      return plan.chair === 'RECUSED' && item === 0 ? 'RECUSED' : 'CHAIR';
    case 'vice':
      return acting ? 'CHAIR' : 'MEMBER';
    case 'secretary':
      return plan.averagesVisibleTo === 'CHAIR' ? 'KEPT' : 'SEC';
    case 'owner':
    case 'absent':
    case 'adminMember':
      return 'MEMBER';
    case 'recused':
    case 'recusedAdmin':
      return 'RECUSED';
    case 'support':
      return 'SUPPORT';
    case 'admin':
      return 'ADMIN';
    case 'room':
      return 'ROOM';
    case 'tokenCriteria':
    case 'anonymous':
      return 'NONE';
    default:
      return 'REPORTER';
  }
}

/** What it is called in the name of a test. */
export function nameOf(plan: WorldPlan, role: Role, item: number): string {
  const acting =
    plan.chair === 'ABSENT' ? 'the acting vice-chair' : 'a vice-chair acting for this dossier only';
  const own = plan.chair === 'RECUSED' && item === 0;
  const names: Readonly<Record<Role, string>> = {
    chair: plan.chair === 'ABSENT' ? 'the absent chair' : own ? 'a chair recused from it' : 'the chair',
    vice: plan.chair === 'ABSENT' || own ? acting : 'a vice-chair who does not act',
    secretary: plan.averagesVisibleTo === 'CHAIR' ? 'a secretary kept from averages' : 'the secretary',
    owner: 'a voting member',
    recused: 'a recused member',
    absent: 'an absent member',
    support: 'the support team',
    admin: 'an administrator',
    adminMember: 'an administrator who is also a member',
    recusedAdmin: 'an administrator who is a recused member',
    room: 'the room screen',
    tokenReports: 'a token for reports',
    tokenProducts: 'a token for products',
    tokenCriteria: 'a token for scorecards',
    stranger: 'an account of no council',
    otherSeat: 'a seat of another session',
    anonymous: 'somebody not signed in',
  };
  return names[role];
}

/** Whether the table lets these see a row. `certain` leaves out what they only may. */
export function allows(
  world: World,
  at: Stage,
  item: number,
  row: string,
  audience: Audience,
  certain = false,
): boolean {
  const { blindAverages, sheetsAfterRelease, resultsVisibleToRoom } = world.plan;
  const told = resultsVisibleToRoom === 'AFTER_RELEASE' || at.name === 'a CLOSED session';
  const chairs = ['CHAIR', 'SEC'];
  const inside = [...chairs, 'KEPT', 'MEMBER', 'SUPPORT', 'ADMIN'];
  return row
    .split(' ')
    .filter((word) => word !== '' && !(certain && word.endsWith('?')))
    .some((word) => {
      switch (word.replace('?', '')) {
        case 'RUNNING':
          return !blindAverages && chairs.includes(audience);
        case 'SHEETS':
          return sheetsAfterRelease === 'MEMBERS' && audience === 'MEMBER';
        case 'INSIDE':
          return inside.includes(audience);
        case 'OUT':
          return told && audience !== 'NONE';
        case 'ALL':
          return true;
        case 'ROOM':
          // A recused member sees what the room sees, neither more nor less.
          return audience === 'ROOM' || audience === 'RECUSED';
        default:
          return word.replace('?', '') === audience;
      }
    });
}

/** Whether a secret may reach a role at a stage, whatever the way. */
export function may(world: World, at: Stage, role: Role, { kind, item, of }: Secret): boolean {
  if (item === null) return ABSENCES.includes(role) || of === role;
  const audience = audienceOf(world, role, item);
  if (of === role && (audience !== 'RECUSED' || kind === 'recusal')) return true;
  if (kind === 'return' && (world.voters(item) as readonly string[]).includes(role)) return true;
  const row = kind === 'mistake' ? MISTAKE : (TABLE[at.items[item]!][kind] ?? '');
  return allows(world, at, item, row, audience);
}
