import { setTimeout as sleep } from 'node:timers/promises';
import type { Scorecard } from '../../domain/scorecard.js';
import { StartFault } from '../../platform/database/start-fault.js';
import type { ScorecardLibrary } from '../../scorecards/scorecard-library.js';
import { DEMO_PRODUCTS } from '../demo-products.js';
import type { ImaginedMark, Portrait } from '../imagined-marks.js';
import { attend, LiveBoard, type LiveBoardState, type LiveItem } from './live-board.js';
import { agreedMarks, firstMarks } from './live-marks.js';
import type { LivePerson } from './live-person.js';
import { scoreLive } from './live-sheet.js';

export interface LiveSettings {
  readonly address: string;
  readonly sessionId: string;
  /** 1 takes about two minutes to mark; 4 is four times as fast. */
  readonly speed: number;
  say(line: string): void;
}

const MARKING_MS = 120_000;
const TALK_MS = 8_000;
const RESCORING_MS = 25_000;
const PAUSE_MS = 4_000;
/** Longest wait for what the server has already acknowledged, in seconds. */
const PATIENCE = 30;

/**
 * Plays chair and members through one dossier over the public API: present, score, talk over a deviation above the
 * limit, score again, conclude, release. It goes on from wherever the dossier on the table stands.
 * @returns the dossier as it was released
 */
export async function performLive(
  cast: readonly LivePerson[],
  library: ScorecardLibrary,
  settings: LiveSettings,
): Promise<LiveItem> {
  const chair = cast.find(({ username }) => username === 'chutich');
  if (!chair)
    throw new StartFault('Demo không còn tài khoản Chủ tịch.', 'The demo has no chair account any more.');
  const board = new LiveBoard(settings.address, chair, settings.sessionId);
  const leaving: (() => Promise<void>)[] = [];
  try {
    const { members } = await board.until(() => true, PATIENCE, 'bảng của phiên họp');
    const present = new Set((members ?? []).filter((member) => member.present).map(({ id }) => id));
    const others = cast.filter((person) => person !== chair && present.has(person.memberId));
    for (const person of others) leaving.push(attend(settings.address, person, settings.sessionId));
    return await new LivePlay(cast, chair, board, library, settings).play();
  } finally {
    await Promise.all([board.leave(), ...leaving.map((leave) => leave())]);
  }
}

class LivePlay {
  constructor(
    private readonly cast: readonly LivePerson[],
    private readonly chair: LivePerson,
    private readonly board: LiveBoard,
    private readonly library: ScorecardLibrary,
    private readonly settings: LiveSettings,
  ) {}

  async play(): Promise<LiveItem> {
    const { say } = this.settings;
    const state = await this.board.until(() => true, PATIENCE, 'bảng của phiên họp');
    let item = chooseItem(state);
    const { id } = item;
    const card = this.library.get(item.criteriaSetCode);
    if (!card) {
      throw new StartFault(
        `Hồ sơ ${item.position} chấm theo ${item.criteriaSetCode}, một phiên bản ban hành tại máy chủ; demo chỉ chấm được theo bộ tiêu chí kèm theo.`,
        `Dossier ${item.position} is scored by ${item.criteriaSetCode}, an edition published on the server; the demo scores by shipped cards alone.`,
      );
    }
    const portrait = await this.portraitOf(item);
    if (item.phase === 'WAITING') item = await this.step(id, 'presentDossier', 'PRESENTING');
    say(`Hồ sơ ${item.position}: ${item.productName}`);
    await this.pause(PAUSE_MS);
    if (item.phase === 'PRESENTING') item = await this.step(id, 'openScoring', 'SCORING');
    if (item.phase === 'SCORING') {
      say('Chủ tịch mở chấm; các ủy viên đang chấm …');
      await this.scoreAll(item, card, portrait, state.regulation.deviationLimit);
      item = await this.closeWhenSubmitted(id);
    }
    item = await this.settleDeviation(item, card, portrait);
    return this.conclude(item);
  }

  private async scoreAll(item: LiveItem, card: Scorecard, portrait: Portrait, limit: number): Promise<void> {
    const people = this.stillScoring(item);
    const names = people.map(({ username }) => username);
    const first =
      item.attempt === 1 ? firstMarks(card, portrait, names, limit) : new Map<string, ImaginedMark[]>();
    await this.scoreTogether(
      item.id,
      people,
      MARKING_MS,
      ({ username }) => first.get(username) ?? agreedMarks(card, portrait, username),
    );
  }

  /** Talks over a deviation above the limit and has the widest members score again, once. */
  private async settleDeviation(item: LiveItem, card: Scorecard, portrait: Portrait): Promise<LiveItem> {
    const deviation = item.provisional?.deviation;
    if (!deviation?.exceeded) return item;
    const { say } = this.settings;
    say(`Chênh lệch ${deviation.spread} điểm, quá ${deviation.limit}: Hội đồng trao đổi, chấm lại.`);
    await this.pause(TALK_MS);
    const apart = new Set([...deviation.highest, ...deviation.lowest]);
    // The board names the widest members by their labels.
    const memberIds = (item.seats ?? [])
      .filter(({ label, state }) => apart.has(label) && state === 'SUBMITTED')
      .map(({ id }) => id);
    const reason = `Chênh lệch ${deviation.spread} điểm, quá ${deviation.limit} điểm theo quy chế`;
    await this.chair.ask(RETURN, { id: item.id, memberIds, reason });
    const returned = await this.board.item(item.id, ({ phase }) => phase === 'SCORING', PATIENCE, 'chấm lại');
    await this.scoreTogether(item.id, this.stillScoring(returned), RESCORING_MS, ({ username }) =>
      agreedMarks(card, portrait, username),
    );
    return this.closeWhenSubmitted(item.id);
  }

  private async conclude(item: LiveItem): Promise<LiveItem> {
    const { say } = this.settings;
    await this.pause(PAUSE_MS);
    const exceeded = item.provisional?.deviation?.exceeded ?? false;
    const reason = exceeded ? 'Hội đồng đã trao đổi và chấm lại; các ủy viên giữ ý kiến riêng.' : null;
    await this.chair.ask(CONCLUDE, { id: item.id, reason });
    await this.board.item(item.id, ({ phase }) => phase === 'CONCLUDED', PATIENCE, 'kết luận');
    say('Chủ tịch kết luận.');
    await this.pause(PAUSE_MS);
    const released = await this.step(item.id, 'release', 'RELEASED');
    say(
      `Công bố: ${released.result?.starClass ?? '–'} sao, điểm trung bình ${released.result?.mean?.text ?? '–'}.`,
    );
    for (const { vi } of released.result?.why ?? []) say(`  ${vi}`);
    return released;
  }

  private async scoreTogether(
    evaluationId: string,
    people: readonly LivePerson[],
    ms: number,
    marksOf: (person: LivePerson) => readonly ImaginedMark[],
  ): Promise<void> {
    // Nobody takes exactly as long as another: the first hands in after three quarters of the time.
    const each = people.map((person, index) => {
      const share = 0.75 + (0.25 * index) / Math.max(1, people.length - 1);
      return scoreLive(person, evaluationId, marksOf(person), (ms * share) / this.settings.speed);
    });
    await Promise.all(each);
  }

  private async closeWhenSubmitted(id: string): Promise<LiveItem> {
    const done = ({ seats }: LiveItem) => (seats ?? []).every(({ state }) => !UNFINISHED.has(state));
    const item = await this.board.item(id, done, PATIENCE, 'đủ phiếu');
    this.settings.say(
      `Đã nộp ${(item.seats ?? []).filter(({ state }) => state === 'SUBMITTED').length} phiếu.`,
    );
    await this.pause(PAUSE_MS);
    return this.step(id, 'closeScoring', 'REVIEWING');
  }

  private stillScoring({ seats }: LiveItem): LivePerson[] {
    const open = new Set((seats ?? []).filter(({ state }) => UNFINISHED.has(state)).map(({ id }) => id));
    return this.cast.filter(({ memberId }) => open.has(memberId));
  }

  /** An act of the chair, and the board that shows it. */
  private async step(id: string, act: string, phase: string): Promise<LiveItem> {
    await this.chair.ask(`mutation ($id: ID!) { ${act}(evaluationId: $id) { ${BOARD_OUTCOME} } }`, { id });
    return this.board.item(id, (item) => item.phase === phase, PATIENCE, act);
  }

  private async portraitOf({ productName, dossierId }: LiveItem): Promise<Portrait> {
    const known = DEMO_PRODUCTS.find(({ product }) => product === productName)?.portrait;
    if (known) return known;
    const { dossier } = await this.chair.ask<{ dossier: { hasStory: boolean } }>(
      'query ($id: ID!) { dossier(id: $id) { hasStory } }',
      { id: dossierId },
    );
    return { quality: 0.74, meets: 3, hasStory: dossier.hasStory };
  }

  private pause(ms: number): Promise<void> {
    return sleep(ms / this.settings.speed);
  }
}

const UNFINISHED = new Set(['EMPTY', 'DRAFT', 'RETURNED']);
const BOARD_OUTCOME = '__typename ... on SessionBoard { id revision } ... on Refusal { code message { vi } }';
const CONCLUDE = `mutation ($id: ID!, $reason: String) { conclude(evaluationId: $id, reason: $reason) { ${BOARD_OUTCOME} } }`;
const RETURN = `mutation ($id: ID!, $memberIds: [ID!], $reason: String!) {
  returnSheets(evaluationId: $id, memberIds: $memberIds, reason: $reason) { ${BOARD_OUTCOME} } }`;

/** What lies on the table, or the next that waits. @throws {StartFault} where the session has nothing to play */
function chooseItem({ phase, onTable, agenda }: LiveBoardState): LiveItem {
  if (phase !== 'OPEN') {
    throw new StartFault(
      'Phiên họp demo chưa mở hoặc đang tạm dừng: hãy mở phiên họp rồi chạy lại.',
      'The demo session is not open: open it, then run this again.',
    );
  }
  const playable = new Set(['PRESENTING', 'SCORING', 'REVIEWING']);
  const item =
    agenda.find(({ id, phase: at }) => id === onTable && playable.has(at)) ??
    agenda.find(({ phase: at }) => at === 'WAITING');
  if (item) return item;
  throw new StartFault(
    'Phiên họp demo không còn hồ sơ nào chờ chấm.',
    'No dossier of the demo session waits to be scored.',
  );
}
