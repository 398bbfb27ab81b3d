import { describe, expect, it } from 'vitest';
import { answered, decide, nextSave, put, sheetSeen, unblock } from '../../client/live/outbox-core';
import {
  conflicts,
  effectiveWish,
  keptWish,
  sameWish,
  UNSCORED,
  waiting,
  type Answer,
  type KeptSheet,
  type Save,
} from '../../client/live/outbox-state';
import { Council, drain, level, newId, NONE, NOW, start } from './support/outbox-council';

describe('what a member taps', () => {
  it('coalesces taps of one criterion into one entry, the last one holding', () => {
    const council = new Council();
    let state = start(council);
    state = put(state, { '1.1': level(0) }, NOW);
    state = put(state, { '1.1': level(2) }, NOW);
    state = put(state, { '1.2': NONE }, NOW);
    const next = nextSave(state, newId);
    expect(Object.keys(next?.save.entries ?? {})).toEqual(['1.1', '1.2']);
    expect(next?.save.entries['1.1']?.wish).toEqual(level(2));
  });

  it('sends nothing when a tap is taken back before it left', () => {
    const council = new Council();
    council.change([['1.1', level(1)]]);
    let state = start(council);
    state = put(state, { '1.1': level(2) }, NOW);
    state = put(state, { '1.1': level(1) }, NOW);
    expect(nextSave(state, newId)).toBeNull();
  });

  it('keeps the explicit nothing apart from not yet scored', () => {
    const state = put(start(new Council()), { '1.1': NONE }, NOW);
    expect(effectiveWish(state, '1.1').choice).toBe('NONE');
    expect(effectiveWish(state, '1.2').choice).toBeNull();
    expect(sameWish(NONE, null)).toBe(false);
  });

  it('sends a remark on a criterion that is not scored yet, and gives it along with the mark later', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': { ...UNSCORED, remark: 'Thiếu giấy xác nhận' } }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    const seen = effectiveWish(state, '1.1');
    expect(seen).toEqual({ choice: null, levels: [], remark: 'Thiếu giấy xác nhận' });
    state = put(state, { '1.1': { ...seen, choice: 'LEVELS', levels: [1] } }, NOW);
    expect(nextSave(state, newId)?.save.entries['1.1']?.wish).toEqual(level(1, 'Thiếu giấy xác nhận'));
  });
});

describe('a save on its way', () => {
  it('is sent again unchanged, whatever was tapped meanwhile', () => {
    let state = put(start(new Council()), { '1.1': level(1) }, NOW);
    const first = nextSave(state, newId);
    state = put(first?.state ?? state, { '1.1': level(2), '1.2': NONE }, NOW);
    const second = nextSave(state, newId);
    expect(second?.save).toEqual(first?.save);
  });

  it('is followed by the newer taps, on the version of its answer', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(1) }, NOW);
    const first = nextSave(state, newId);
    state = put(first!.state, { '1.1': level(2) }, NOW);
    state = answered(state, first!.save.saveId, council.receive(first!.save));
    const second = nextSave(state, newId);
    expect(second?.save.baseVersion).toBe(council.sheet.version);
    expect(second?.save.entries['1.1']?.wish).toEqual(level(2));
    expect(conflicts(state)).toEqual([]);
  });

  it('ignores an answer to another save', () => {
    const council = new Council();
    const state = nextSave(put(start(council), { '1.1': level(1) }, NOW), newId)!.state;
    expect(answered(state, 'save-of-yesterday', { kind: 'saved', sheet: council.sheet })).toBe(state);
  });
});

describe('a sheet that was changed elsewhere', () => {
  it('asks about the criterion both touched, and sends the other one by itself', () => {
    const council = new Council();
    let state = start(council);
    council.change([['1.1', level(0)]]);
    state = put(state, { '1.1': level(2), '1.2': level(1) }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    expect(conflicts(state)).toEqual(['1.1']);
    expect(effectiveWish(state, '1.1')).toEqual(level(2));
    expect(keptWish(state.base, '1.1')).toEqual(level(0));
    const second = nextSave(state, newId)!;
    expect(Object.keys(second.save.entries)).toEqual(['1.2']);
    state = answered(second.state, second.save.saveId, council.receive(second.save));
    expect(waiting(state)).toEqual(['1.1']);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(0));

    const theirs = decide(state, '1.1', 'theirs');
    expect(waiting(theirs)).toEqual([]);
    expect(effectiveWish(theirs, '1.1')).toEqual(level(0));
    const mine = drain(decide(state, '1.1', 'mine'), council);
    expect(waiting(mine)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
  });

  it('asks nothing where both put the same', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(2) }, NOW);
    council.change([['1.1', level(2)]]);
    state = sheetSeen(state, council.sheet);
    expect(waiting(state)).toEqual([]);
  });

  it('asks before a tap meant for an earlier attempt goes into the returned sheet', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(2) }, NOW);
    council.sheet = { ...council.sheet, version: 9, attempt: 2, state: 'RETURNED' };
    state = sheetSeen(state, council.sheet);
    expect(conflicts(state)).toEqual(['1.1']);
    expect(nextSave(state, newId)).toBeNull();
  });

  it('never goes back to an older sheet', () => {
    const council = new Council();
    const old = council.sheet;
    let state = start(council);
    council.change([['1.1', level(1)]]);
    state = sheetSeen(state, council.sheet);
    expect(sheetSeen(state, old)).toBe(state);
  });
});

describe('a refusal', () => {
  it('keeps the entries on the device while scoring is closed, and sends them when it opens again', () => {
    const council = new Council();
    council.open = false;
    let state = put(start(council), { '1.1': level(2) }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    expect(state.blocked?.code).toBe('SCORING_NOT_OPEN');
    expect(waiting(state)).toEqual(['1.1']);
    expect(nextSave(state, newId)).toBeNull();
    council.open = true;
    state = drain(state, council);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
    expect(waiting(state)).toEqual([]);
  });

  it('of one mark holds up only that mark', () => {
    const council = new Council();
    const picky = (save: Save): Answer =>
      '1.1' in save.entries
        ? { kind: 'refused', refusal: { code: 'REMARK_REQUIRED', vi: 'Cần ý kiến', en: 'Remark needed' } }
        : council.receive(save);
    let state = put(start(council), { '1.1': level(2), '1.2': level(1), '2.1': NONE }, NOW);
    for (let next = nextSave(state, newId); next; next = nextSave(state, newId)) {
      state = answered(next.state, next.save.saveId, picky(next.save));
    }
    expect(waiting(state)).toEqual(['1.1']);
    expect(state.pending['1.1']?.refused?.code).toBe('REMARK_REQUIRED');
    expect(council.sheet.marks.map((mark) => mark.criterion)).toEqual(['1.2', '2.1']);
    state = put(state, { '1.1': level(2, 'Đã xem hợp đồng') }, NOW);
    expect(nextSave(state, newId)?.save.entries['1.1']?.wish.remark).toBe('Đã xem hợp đồng');
  });
});

describe('a member recused by mistake', () => {
  const shut = (sheet: KeptSheet): KeptSheet => ({
    ...sheet,
    version: sheet.version + 1,
    state: 'RECUSED',
    marks: [],
  });

  it('keeps what waited on the device, sends none of it meanwhile, and all of it once he is let in again', () => {
    const council = new Council();
    council.change([['1.1', level(0)]]);
    const tapped = put(start(council), { '1.1': level(2), '2.1': NONE }, NOW);
    const { marks } = council.sheet;
    const sent = nextSave(tapped, newId)!;
    council.sheet = shut(council.sheet);
    const out = answered(sent.state, sent.save.saveId, council.receive(sent.save));
    expect(waiting(out)).toEqual(['1.1', '2.1']);
    expect(nextSave(out, newId)).toBeNull();
    expect(nextSave(unblock(out), newId)).toBeNull();
    // The marks were hidden from him and never gone: nobody else touched them, so there is nothing to ask.
    council.sheet = { ...council.sheet, version: council.sheet.version + 1, state: 'DRAFT', marks };
    const back = sheetSeen(out, council.sheet);
    expect(conflicts(back)).toEqual([]);
    const done = drain(back, council);
    expect(waiting(done)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
    expect(keptWish(council.sheet, '2.1')).toEqual(NONE);
  });

  it('is asked where the sheet has become one of a later attempt meanwhile', () => {
    const council = new Council();
    const out = sheetSeen(put(start(council), { '1.1': level(2) }, NOW), shut(council.sheet));
    council.sheet = { ...council.sheet, version: council.sheet.version + 2, attempt: 2 };
    const back = sheetSeen(out, council.sheet);
    expect(conflicts(back)).toEqual(['1.1']);
    expect(nextSave(back, newId)).toBeNull();
  });
});

describe('marks of two editions of a card', () => {
  it('leave apart, each saying which, and those of the wrong one hold up only themselves', () => {
    const council = new Council();
    const sent: (string | null)[] = [];
    const strict = (save: Save): Answer => {
      sent.push(save.criteriaSetCode);
      return save.criteriaSetCode === 'A'
        ? { kind: 'refused', refusal: { code: 'OTHER_CARD', vi: 'Bản khác', en: 'Another edition' } }
        : council.receive(save);
    };
    let state = put(start(council), { '1.1': level(2) }, NOW, 'A');
    state = put(state, { '1.2': level(1), '2.1': NONE }, NOW, 'B');
    for (let next = nextSave(state, newId); next; next = nextSave(state, newId))
      state = answered(next.state, next.save.saveId, strict(next.save));
    expect(new Set(sent)).toEqual(new Set(['A', 'B']));
    expect(state.blocked).toBeNull();
    expect(state.pending['1.1']?.refused?.code).toBe('OTHER_CARD');
    expect(council.sheet.marks.map((mark) => mark.criterion).sort()).toEqual(['1.2', '2.1']);
    state = put(state, { '1.1': level(0) }, NOW, 'B');
    const again = nextSave(state, newId)!;
    state = answered(again.state, again.save.saveId, strict(again.save));
    expect(waiting(state)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(0));
  });
});
