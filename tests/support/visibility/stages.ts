import type { World } from './world.js';

/** Where one dossier stands, told apart wherever what may be seen of it differs. */
export type ItemStage =
  | 'WAITING'
  | 'PRESENTING'
  | 'DRAFTS'
  | 'SUBMITTED'
  | 'REVIEWING'
  | 'RE_SCORING'
  | 'CONCLUDED'
  | 'RELEASED'
  | 'DEFERRED'
  | 'STOPPED'
  | 'STOPPED_RELEASED';

/** A moment of a session at which everybody is asked everything. */
export interface Stage {
  readonly name: string;
  /** The dossier the stage is about: its place on the agenda, from 0. */
  readonly focus: number;
  readonly items: readonly ItemStage[];
  /** Goes there from the stage before. */
  readonly walk: (world: World) => Promise<void>;
}

/** Numbers that stand nowhere else in any answer: no threshold, no part of a scorecard, no count. */
const FIRST = { chair: 97, vice: 91, owner: 87, other: 83, adminMember: 43 };
const SECOND = { chair: 95, vice: 89, owner: 85, other: 81, adminMember: 47 };
const LAST = { chair: 67, vice: 66, owner: 62, other: 61, adminMember: 59 };

const stage = (
  name: string,
  focus: number,
  items: readonly ItemStage[],
  walk: (world: World) => Promise<void>,
): Stage => ({ name, focus, items, walk });

const REST = ['WAITING', 'WAITING', 'WAITING'] as const;

/** From the plan to the closing; every phase of session, evaluation and sheet is passed. */
export const STAGES: readonly Stage[] = [
  stage('a PLANNED session', 0, ['WAITING', ...REST], async () => undefined),
  stage('WAITING', 0, ['WAITING', ...REST], async (world) => {
    await world.act('secretary', 'openSession', 'sessionId: $id', { id: world.sessionId });
    await world.attend();
    await world.recuseAll();
  }),
  stage('PRESENTING', 0, ['PRESENTING', ...REST], async (world) => {
    await world.conduct('secretary', 'presentDossier', 0);
    const finding = await world.report(0, 'REJECT', world.plant('finding', 0, 'owner'));
    await world.decide(0, finding, 'DISMISS', world.plant('finding', 0, 'owner'));
  }),
  stage('SCORING with drafts', 0, ['DRAFTS', ...REST], async (world) => {
    await world.conduct('secretary', 'openScoring', 0);
    await world.score('owner', 0, 79, 'draft', false);
    await world.score('other', 0, 77, 'draft', false);
  }),
  stage('SCORING with submitted sheets', 0, ['SUBMITTED', ...REST], (world) =>
    world.scoreAll(0, FIRST, '1', '1'),
  ),
  stage('REVIEWING', 0, ['REVIEWING', ...REST], async (world) => {
    await world.conduct('secretary', 'closeScoring', 0);
  }),
  stage('SCORING again', 0, ['RE_SCORING', ...REST], async (world) => {
    await world.conduct('secretary', 'returnSheets', 0, { reason: world.plant('return', 0) });
    await world.score('owner', 0, SECOND.owner, '2', true);
  }),
  stage('CONCLUDED', 0, ['CONCLUDED', ...REST], async (world) => {
    await world.scoreAll(0, SECOND, '2', 'result', ['owner']);
    await world.conduct('secretary', 'closeScoring', 0);
    await world.conduct(world.presiding(0), 'conclude', 0, { reason: world.plant('settled', 0) });
  }),
  stage('RELEASED', 0, ['RELEASED', ...REST], async (world) => {
    await world.conduct(world.presiding(0), 'release', 0);
  }),
  stage('DEFERRED', 1, ['RELEASED', 'DEFERRED', 'WAITING', 'WAITING'], async (world) => {
    await world.conduct('secretary', 'presentDossier', 1);
    const why = { reason: world.plant('deferral', 1), fixList: world.plant('fixList', 1) };
    await world.conduct('secretary', 'defer', 1, why);
  }),
  stage('STOPPED', 2, ['RELEASED', 'DEFERRED', 'STOPPED', 'WAITING'], async (world) => {
    await world.conduct('secretary', 'presentDossier', 2);
    await world.conduct('secretary', 'openScoring', 2);
    await world.score('other', 2, 71, 'draft', false);
    await world.score('owner', 2, 73, '1', true);
    const finding = await world.report(2, 'REJECT', world.plant('finding', 2, 'owner'));
    world.note('outcome', 2, 'STOPPED');
    world.note('outcome', 2, 'REJECTED');
    await world.decide(2, finding, 'CONFIRM', world.plant('stopped', 2));
  }),
  stage('STOPPED and released', 2, ['RELEASED', 'DEFERRED', 'STOPPED_RELEASED', 'WAITING'], async (world) => {
    await world.conduct(world.presiding(2), 'release', 2);
  }),
  stage('a SUSPENDED session', 3, ['RELEASED', 'DEFERRED', 'STOPPED_RELEASED', 'DRAFTS'], async (world) => {
    await world.conduct('secretary', 'presentDossier', 3);
    await world.conduct('secretary', 'openScoring', 3);
    await world.score('owner', 3, 69, 'draft', false);
    await world.score('other', 3, 68, 'draft', false);
    const args = 'sessionId: $id, reason: $reason';
    await world.act('secretary', 'suspendSession', args, { id: world.sessionId, reason: 'Nghỉ giải lao' });
  }),
  stage('a CLOSED session', 3, ['RELEASED', 'DEFERRED', 'STOPPED_RELEASED', 'CONCLUDED'], async (world) => {
    await world.act('secretary', 'resumeSession', 'sessionId: $id', { id: world.sessionId });
    await world.scoreAll(3, LAST, '1', 'result');
    await world.conduct('secretary', 'closeScoring', 3);
    await world.conduct(world.presiding(3), 'conclude', 3);
    await world.act('secretary', 'closeSession', 'sessionId: $id', { id: world.sessionId });
  }),
];
