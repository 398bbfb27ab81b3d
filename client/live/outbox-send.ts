import { watch } from 'vue';
import { SaveMarksDocument, type Outbox_SavedSheetFragment } from '../generated/operations';
import { apollo } from './apollo';
import { amendSheetCopy } from './copies';
import { faultKind } from './faults';
import { useViewer } from './viewer';
import { openOutbox, type Outbox } from './outbox';
import { SendFault, type Trouble } from './outbox-sender';
import type { Answer, KeptSheet, Save } from './outbox-state';

const TROUBLES: Record<ReturnType<typeof faultKind>, Trouble> = {
  network: 'offline',
  signedOut: 'signed-out',
  forbidden: 'signed-out',
  fault: 'fault',
};

let open: Outbox | null = null;

// Who signs in again goes on sending; another person at this tab must not send for the former one.
const { viewer } = useViewer();
watch(viewer, (now) => {
  if (now?.seats.some((seat) => seat.memberId === open?.memberId)) open?.kick();
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

/** Sends one save; the answer also lands in the cache, where the page reads the sheet. */
async function sendSave(sheetId: string, save: Save): Promise<Answer> {
  const { saveId, baseVersion, enteredAt, waitingOnDevice } = save;
  const marks = Object.entries(save.entries).map(([criterion, { wish }]) => ({
    criterion,
    choice: wish.choice,
    levels: wish.choice === 'LEVELS' ? [...wish.levels] : null,
    remark: wish.remark,
  }));
  const outcome = await apollo
    .mutate({
      mutation: SaveMarksDocument,
      variables: { input: { sheetId, saveId, baseVersion, marks, enteredAt, waitingOnDevice } },
    })
    .then(
      ({ data }) => data?.saveMarks,
      (fault: unknown) => {
        throw new SendFault(TROUBLES[faultKind(fault)]);
      },
    );
  if (!outcome) throw new SendFault('fault');
  // Before the outbox lets go of the marks: whenever the page is opened again, one of the two has them.
  if (outcome.__typename !== 'Refusal') await amendSheetCopy(outcome.sheet.evaluationId, outcome.sheet);
  if (outcome.__typename === 'MarksSaved') return { kind: 'saved', sheet: keptSheet(outcome.sheet) };
  if (outcome.__typename === 'StaleSheet') return { kind: 'stale', sheet: keptSheet(outcome.sheet) };
  const { refusalCode: code, message, fields } = outcome;
  const inFull = (language: 'vi' | 'en'): string =>
    [message[language], ...fields.map((fault) => fault.message[language])].join(' ');
  return { kind: 'refused', refusal: { code, vi: inFull('vi'), en: inFull('en') } };
}

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
