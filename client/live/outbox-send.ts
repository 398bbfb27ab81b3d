import { watch } from 'vue';
import {
  MySheetDocument,
  Outbox_SavedSheetFragmentDoc,
  SaveMarksDocument,
  type Outbox_SavedSheetFragment,
  type SaveMarksMutation,
} from '../generated/operations';
import { apollo } from './apollo';
import { amendSheetCopy } from './copies';
import { faultKind } from './faults';
import { endedSignIn } from './sign-in-state';
import { useViewer } from './viewer';
import { openOutbox, type Outbox } from './outbox';
import { SendFault, type Trouble } from './outbox-sender';
import type { Answer, KeptSheet, Save } from './outbox-state';

const TROUBLES: Record<ReturnType<typeof faultKind>, Trouble> = {
  network: 'offline',
  signedOut: 'signed-out',
  forbidden: 'signed-out',
  outdated: 'outdated',
  fault: 'fault',
};

type MarksSaved = Extract<SaveMarksMutation['saveMarks'], { __typename: 'MarksSaved' }>;

let open: Outbox | null = null;

// Who signs in again goes on sending; another person at this tab must not send for the former one. A tab whose sign-in
// has ended lets go too: as long as it leads, no other tab of this device can send for the member.
const { viewer } = useViewer();
watch([viewer, endedSignIn], ([now, ended]) => {
  if (!ended && now?.seats.some((seat) => seat.memberId === open?.memberId)) open?.kick();
  else {
    open?.close();
    open = null;
  }
});

/**
 * The outbox of the member who sits at this tab. It stays open when the page is left, so that unsent work goes on
 * being sent; another member at the same tab gets his own, and the former one is closed.
 */
export function outboxOf(memberId: string): Outbox {
  if (open?.memberId !== memberId) {
    open?.close();
    open = openOutbox(memberId, { send: sendSave });
  }
  return open;
}

/** Sends one save; the sheet after it also lands in the cache, where the page reads it, once it is whole. */
async function sendSave(sheetId: string, save: Save): Promise<Answer> {
  const before = cachedSheet(sheetId);
  const outcome = await mutate(sheetId, save);
  if (outcome.__typename === 'Refusal') {
    const { refusalCode: code, message, fields } = outcome;
    const inFull = (language: 'vi' | 'en'): string =>
      [message[language], ...fields.map((fault) => fault.message[language])].join(' ');
    return { kind: 'refused', refusal: { code, vi: inFull('vi'), en: inFull('en') } };
  }
  const isStale = outcome.__typename === 'StaleSheet';
  const sheet = isStale
    ? outcome.sheet
    : (wholeSheet(before, save, outcome) ?? (await readSheet(outcome.sheet.evaluationId)));
  // An answer may come late, when the page has read what was written after it.
  if ((cachedSheet(sheetId)?.version ?? 0) <= sheet.version)
    apollo.writeFragment({ ...SAVED_SHEET, id: cacheId(sheetId), data: sheet });
  // Before the outbox lets go of the marks: whenever the page is opened again, one of the two has them.
  await amendSheetCopy(sheet.evaluationId, sheet);
  return { kind: isStale ? 'stale' : 'saved', sheet: keptSheet(sheet) };
}

async function mutate(
  sheetId: string,
  { saveId, baseVersion, enteredAt, waitingOnDevice, entries, criteriaSetCode }: Save,
): Promise<SaveMarksMutation['saveMarks']> {
  const marks = Object.entries(entries).map(([criterion, { wish }]) => ({
    criterion,
    choice: wish.choice,
    levels: wish.choice === 'LEVELS' ? [...wish.levels] : null,
    remark: wish.remark,
  }));
  const input = { sheetId, saveId, baseVersion, criteriaSetCode, marks, enteredAt, waitingOnDevice };
  // Kept from the cache: it holds the sheet's new version, and not the marks that others wrote up to it.
  const { data } = await apollo
    .mutate({ mutation: SaveMarksDocument, variables: { input }, fetchPolicy: 'no-cache' })
    .catch(failed);
  return data?.saveMarks ?? failed(null);
}

/** The sheet from the server: somebody else wrote on it meanwhile, or this tab has never read it. */
async function readSheet(evaluationId: string): Promise<Outbox_SavedSheetFragment> {
  const { data } = await apollo
    .query({ query: MySheetDocument, variables: { evaluationId }, fetchPolicy: 'network-only' })
    .catch(failed);
  return data?.mySheet ?? failed(null);
}

function failed(fault: unknown): never {
  throw new SendFault(fault === null ? 'fault' : TROUBLES[faultKind(fault)]);
}

/**
 * The whole sheet after a save, from what it was before and from the marks that the answer brings.
 * @returns null where the two do not follow each other: then only the server knows
 */
function wholeSheet(
  before: Outbox_SavedSheetFragment | null,
  { baseVersion, entries }: Pick<Save, 'baseVersion' | 'entries'>,
  { sheet, marks }: MarksSaved,
): Outbox_SavedSheetFragment | null {
  if (before?.version !== baseVersion || sheet.version !== baseVersion + 1) return null;
  const others = before.marks.filter(({ criterion }) => !(criterion in entries));
  return { ...sheet, marks: [...others, ...marks] };
}

const SAVED_SHEET = { fragment: Outbox_SavedSheetFragmentDoc, fragmentName: 'Outbox_savedSheet' } as const;
const cacheId = (sheetId: string) => `ScoreSheet:${sheetId}`;
const cachedSheet = (sheetId: string) =>
  apollo.readFragment<Outbox_SavedSheetFragment>({ ...SAVED_SHEET, id: cacheId(sheetId) });

function keptSheet({ version, attempt, state, marks }: Outbox_SavedSheetFragment): KeptSheet {
  return {
    version,
    attempt,
    state,
    marks: marks.map(({ criterion, choice, levels, remark }) => ({
      criterion,
      choice,
      levels: [...levels],
      remark: remark ?? null,
    })),
  };
}
