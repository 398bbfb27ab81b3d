import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../seeded.js';
import type { ImaginedMark } from '../imagined-marks.js';
import { LiveRefusal, type LivePerson } from './live-person.js';

interface Sheet {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly marks: readonly { readonly criterion: string; readonly levels: readonly number[] }[];
}

/**
 * One member scores at a human pace: a mark at a time, then hands in. Marks that stand already as wanted are left.
 * @param ms  how long the member takes, about
 */
export async function scoreLive(
  person: LivePerson,
  evaluationId: string,
  marks: readonly ImaginedMark[],
  ms: number,
): Promise<void> {
  const { mySheet } = await person.ask<{ mySheet: Sheet }>(MY_SHEET, { evaluationId });
  const standing = new Map(mySheet.marks.map(({ criterion, levels }) => [criterion, levels.join()]));
  const todo = marks.filter(({ criterion, level }) => standing.get(criterion) !== String(level));
  const chance = seeded(`${person.username} ${evaluationId} ${mySheet.version}`);
  let version = mySheet.version;
  try {
    for (const mark of todo) {
      await sleep((ms / todo.length) * (0.5 + chance()));
      version = await saveMark(person, mySheet.id, version, mark);
    }
    await sleep((ms / 20) * chance());
    await person.ask(SUBMIT, { input: { sheetId: mySheet.id, version } });
  } catch (error) {
    // Somebody at this seat's own screen was quicker: the sheet is in, which is all that was wanted.
    if (!(error instanceof LiveRefusal && error.code === 'SHEET_SUBMITTED')) throw error;
  }
}

/** @returns the version after the save */
async function saveMark(
  person: LivePerson,
  sheetId: string,
  version: number,
  { criterion, level }: ImaginedMark,
): Promise<number> {
  let baseVersion = version;
  // A person at the same seat may be marking too; the newer sheet is then the base of the next try.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const marks = [{ criterion, choice: 'LEVELS', levels: [level] }];
    const input = { sheetId, saveId: randomUUID(), baseVersion, marks, enteredAt: new Date().toISOString() };
    const { saveMarks } = await person.ask<{ saveMarks: { __typename: string; sheet: { version: number } } }>(
      SAVE,
      { input },
    );
    baseVersion = saveMarks.sheet.version;
    if (saveMarks.__typename === 'MarksSaved') return baseVersion;
  }
  throw new LiveRefusal('STALE_SHEET', `phiếu của ${person.username} đang được sửa ở nơi khác`);
}

const MY_SHEET = `query ($evaluationId: ID!) { mySheet(evaluationId: $evaluationId) {
  id version state marks { criterion levels } } }`;
const SAVE = `mutation ($input: SaveMarksInput!) { saveMarks(input: $input) { __typename
  ... on MarksSaved { sheet { version } } ... on StaleSheet { sheet { version } }
  ... on Refusal { code message { vi } } } }`;
const SUBMIT = `mutation ($input: SubmitSheetInput!) { submitSheet(input: $input) { __typename
  ... on ScoreSheet { id } ... on Refusal { code message { vi } } } }`;
