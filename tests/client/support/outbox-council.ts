import { answered, decide, nextSave, unblock } from '../../../client/live/outbox-core';
import {
  conflicts,
  emptyOutbox,
  type Answer,
  type KeptSheet,
  type OutboxState,
  type Save,
  type Wish,
} from '../../../client/live/outbox-state';

const IDS = { sheetId: 's', memberId: 'm', evaluationId: 'e' };
export const NOW = '2026-11-22T02:00:00.000Z';

export const level = (at: number, remark: string | null = null): Wish => ({
  choice: 'LEVELS',
  levels: [at],
  remark,
});
export const NONE: Wish = { choice: 'NONE', levels: [], remark: null };

/** The server as its contract says: versions, a memory of saveIds, sheets replaced criterion by criterion. */
export class Council {
  sheet: KeptSheet = { version: 3, attempt: 1, state: 'DRAFT', marks: [] };
  open = true;
  private readonly given = new Map<string, Answer>();

  receive(save: Save): Answer {
    const before = this.given.get(save.saveId);
    if (before) return before;
    if (!this.open) {
      return { kind: 'refused', refusal: { code: 'SCORING_NOT_OPEN', vi: 'Chưa mở chấm', en: 'Not open' } };
    }
    if (save.baseVersion !== this.sheet.version) return { kind: 'stale', sheet: this.sheet };
    this.change(Object.entries(save.entries).map(([criterion, entry]) => [criterion, entry.wish]));
    const answer: Answer = { kind: 'saved', sheet: this.sheet };
    this.given.set(save.saveId, answer);
    return answer;
  }

  change(changes: readonly (readonly [string, Wish])[]): void {
    const marks = this.sheet.marks.filter((mark) =>
      changes.every(([criterion]) => criterion !== mark.criterion),
    );
    for (const [criterion, { choice, levels, remark }] of changes) {
      if (choice || remark) marks.push({ criterion, choice, levels, remark });
    }
    this.sheet = { ...this.sheet, version: this.sheet.version + 1, marks };
  }
}

export function start(council: Council): OutboxState {
  return emptyOutbox(IDS, council.sheet);
}

let ids = 0;
export const newId = (): string => `save-${(ids += 1)}`;

/** Sends until nothing more can leave; the member settles what he is asked by keeping his own. */
export function drain(state: OutboxState, council: Council): OutboxState {
  let now = unblock(state);
  for (let round = 0; round < 100; round += 1) {
    for (const criterion of conflicts(now)) now = decide(now, criterion, 'mine');
    const next = nextSave(now, newId);
    if (!next) return now;
    now = answered(next.state, next.save.saveId, council.receive(next.save));
  }
  throw new Error('the outbox does not come to rest');
}
