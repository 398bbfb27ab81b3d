import { describe, expect, it } from 'vitest';
import { check } from './check.js';
import type { Kept, KeptMark } from './kept.js';
import { nothingTold, type Told } from './told.js';

const SHEET = 'sheet-1';

/** A little day: two saves to one place and one beside it, a closing, a conclusion; all of it right. */
function rightDay(): { told: Told; kept: Kept } {
  const told = nothingTold();
  const save = (saveId: string, version: number, criterion: string, stamp: string, level: number) => {
    told.taps.push({ stamp, sheetId: SHEET, criterion, device: 'tablet', at: version * 10 });
    const marks = [{ criterion, choice: 'LEVELS', levels: [level], stamp }];
    told.sent.push({ saveId, sheetId: SHEET, device: 'tablet', at: version * 10 + 1, marks });
    told.acknowledged.push({ saveId, sheetId: SHEET, version, at: version * 10 + 2 });
    return { saveId, sheetId: SHEET, version, savedAt: version * 10 + 1 };
  };
  const journal = [save('a', 1, '1.1', '#1', 0), save('b', 2, '1.1', '#2', 1), save('c', 3, '1.2', '#3', 2)];
  const mark = (criterion: string, stamp: string, level: number): KeptMark => ({
    ...{ sheetId: SHEET, criterion, choice: 'LEVELS', levels: [level], points: level, stamp },
  });
  for (const revision of [5, 6, 6, 7]) {
    told.boards.push({ screen: 'chair', stream: 1, revision, at: 0 });
    told.shown.push({ screen: 'chair', revision, at: 0 });
  }
  told.handedIn.push({ sheetId: SHEET, receipt: 'AB-12' });
  const kept: Kept = {
    journal,
    marks: [mark('1.1', '#2', 1), mark('1.2', '#3', 2)],
    sheets: [{ id: SHEET, evaluationId: 'e', memberId: 'm', state: 'SEALED', version: 3, total: 3 }],
    attempts: [{ sheetId: SHEET, receipt: 'AB-12' }],
    acts: [
      { seq: 1, act: 'openScoring', at: 1, evaluation: 'e', sheets: [] },
      { seq: 2, act: 'closeScoring', at: 40, evaluation: 'e', sheets: [{ id: SHEET, version: 3 }] },
    ],
    results: [{ evaluationId: 'e', sum: 3, count: 1 }],
    lastRevision: 7,
  };
  return { told, kept };
}

/** The day with one thing altered. @returns what the checker finds */
function found(alter: (day: { told: Told; kept: Kept }) => Partial<Kept> | void): string[] {
  const day = rightDay();
  const changed = alter(day);
  return [...new Set(check(day.told, { ...day.kept, ...changed }).map(({ wrong }) => wrong))];
}

describe('the checker of the laboratory', () => {
  it('finds nothing where all is right', () => {
    expect(found(() => undefined)).toEqual([]);
  });

  it('finds an acknowledged save that is not in the journal', () => {
    expect(
      found(({ told }) => void told.acknowledged.push({ saveId: 'x', sheetId: SHEET, version: 4, at: 50 })),
    ).toEqual(['lost']);
  });

  it('finds an acknowledged save that is kept as another version than was said', () => {
    expect(
      found(({ told }) => void (told.acknowledged[2] = { ...told.acknowledged[2]!, version: 2 })),
    ).toEqual(['lost']);
  });

  it('finds a sheet that was handed in, with a receipt that is not kept', () => {
    expect(found(() => ({ attempts: [{ sheetId: SHEET, receipt: 'AB-13' }] }))).toEqual(['lost']);
  });

  it('finds a mark that was written and does not stand', () => {
    expect(
      found(({ kept }) => ({
        marks: kept.marks.slice(0, 1),
        sheets: [{ ...kept.sheets[0]!, total: 1 }],
        results: [{ evaluationId: 'e', sum: 1, count: 1 }],
      })),
    ).toEqual(['lost']);
  });

  it('finds a mark that stands with another level than was tapped', () => {
    expect(found(({ kept }) => ({ marks: [{ ...kept.marks[0]!, levels: [0] }, kept.marks[1]!] }))).toEqual([
      'lost',
    ]);
  });

  it('finds a save that was written twice', () => {
    expect(found(({ kept }) => ({ journal: [...kept.journal, kept.journal[2]!] }))).toEqual(['doubled']);
  });

  it('finds one touch that was written by two saves', () => {
    expect(
      found(({ told, kept }) => {
        told.sent.push({ ...told.sent[2]!, saveId: 'd' });
        return {
          journal: [...kept.journal, { saveId: 'd', sheetId: SHEET, version: 4, savedAt: 39 }],
          acts: kept.acts.map((act) => ({
            ...act,
            sheets: act.sheets.map((sheet) => ({ ...sheet, version: 4 })),
          })),
        };
      }),
    ).toEqual(['doubled']);
  });

  it('finds an older mark that stands where a newer one was written', () => {
    expect(
      found(({ kept }) => ({
        marks: [{ ...kept.marks[0]!, stamp: '#1', levels: [0] }, kept.marks[1]!],
      })),
    ).toEqual(['stale']);
  });

  it('finds an older mark that was written over one that was meant later', () => {
    expect(found(({ told }) => void (told.taps[0] = { ...told.taps[0]!, at: 25 }))).toEqual(['stale']);
  });

  it('takes an older mark that its member decided for again as the newer one', () => {
    expect(
      found(({ told }) => {
        told.taps[1] = { ...told.taps[1]!, at: 5 };
        told.decisions.push({ stamp: '#2', at: 19 });
      }),
    ).toEqual([]);
  });

  it('finds a mark that was written after the closing', () => {
    expect(
      found(({ kept }) => ({
        acts: [kept.acts[0]!, { ...kept.acts[1]!, sheets: [{ id: SHEET, version: 2 }] }],
      })),
    ).toEqual(['late']);
  });

  it('takes no mark for late that came after the sheets were returned', () => {
    const returned = { seq: 3, act: 'returnSheets', at: 29, evaluation: 'e', sheets: [] };
    expect(
      found(({ kept }) => ({
        acts: [kept.acts[0]!, { ...kept.acts[1]!, at: 25, sheets: [{ id: SHEET, version: 2 }] }, returned],
      })),
    ).toEqual([]);
  });

  it('finds a stream and a screen that go back, and a board that is not kept', () => {
    expect(
      found(({ told }) => void told.boards.push({ screen: 'chair', stream: 1, revision: 6, at: 1 })),
    ).toEqual(['board']);
    expect(found(({ told }) => void told.shown.push({ screen: 'chair', revision: 6, at: 1 }))).toEqual([
      'board',
    ]);
    expect(found(() => ({ lastRevision: 6 }))).toEqual(['board']);
  });

  it('takes a lower revision on a new stream as such, for the screen does not show it', () => {
    expect(
      found(({ told }) => void told.boards.push({ screen: 'chair', stream: 2, revision: 6, at: 1 })),
    ).toEqual([]);
  });

  it('finds what nobody sent, what nobody tapped, and sums that the marks do not make', () => {
    expect(found(({ told }) => void told.sent.splice(2, 1))).toContain('unexplained');
    expect(found(({ told }) => void told.taps.splice(2, 1))).toEqual(['unexplained']);
    expect(found(({ kept }) => ({ sheets: [{ ...kept.sheets[0]!, total: 4 }] }))).toEqual(['unexplained']);
    expect(found(() => ({ results: [{ evaluationId: 'e', sum: 4, count: 1 }] }))).toEqual(['unexplained']);
  });
});
