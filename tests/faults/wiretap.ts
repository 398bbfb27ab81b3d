import type { Told } from './told.js';

interface SaveInput {
  readonly saveId: string;
  readonly sheetId: string;
  readonly marks: readonly {
    criterion: string;
    choice: string | null;
    levels: number[] | null;
    remark: string | null;
  }[];
}

interface SaveAnswer {
  readonly __typename: string;
  readonly refusalCode?: string;
  readonly sheet?: { readonly version: number };
}

interface SubmitAnswer {
  readonly id?: string;
  readonly receipt?: string | null;
}

/** Listens at a device's own end of the wire: what left it, and what really reached it. Knows nothing of the client. */
export class Wiretap {
  private readonly left = new Set<string>();

  constructor(
    private readonly told: Told,
    private readonly now: () => number,
  ) {}

  requestLeft(device: string, body: string): void {
    const input = saveIn(body);
    if (!input || this.left.has(input.saveId)) return;
    this.left.add(input.saveId);
    const marks = input.marks.map(({ criterion, choice, levels, remark }) => ({
      ...{ criterion, choice, levels: levels ?? [], stamp: remark ?? '' },
    }));
    this.told.sent.push({ saveId: input.saveId, sheetId: input.sheetId, device, at: this.now(), marks });
  }

  answerReached(body: string, answer: string): void {
    if (/submitSheet/i.test(body)) return this.submissionAnswered(answer);
    const input = saveIn(body);
    if (!input) return;
    const { data } = JSON.parse(answer) as { data?: { saveMarks?: SaveAnswer | null } | null };
    const outcome = data?.saveMarks;
    const { saveId, sheetId } = input;
    if (outcome?.__typename === 'MarksSaved' && outcome.sheet)
      this.told.acknowledged.push({ saveId, sheetId, version: outcome.sheet.version, at: this.now() });
    if (outcome?.__typename === 'Refusal')
      this.told.refused.push({ saveId, code: outcome.refusalCode ?? '', at: this.now() });
  }

  private submissionAnswered(answer: string): void {
    const { data } = JSON.parse(answer) as { data?: { submitSheet?: SubmitAnswer | null } | null };
    const { id: sheetId, receipt } = data?.submitSheet ?? {};
    if (sheetId && receipt) this.told.handedIn.push({ sheetId, receipt });
  }

  /** @returns whether it was a board */
  frameReached(screen: string, stream: number, frame: string): boolean {
    if (!frame.includes('"sessionBoard":{')) return false;
    const { payload } = JSON.parse(frame) as {
      payload: { data?: { sessionBoard?: { revision: number } | null } };
    };
    const revision = payload.data?.sessionBoard?.revision;
    if (revision === undefined) return false;
    this.told.boards.push({ screen, stream, revision, at: this.now() });
    return true;
  }
}

function saveIn(body: string): SaveInput | null {
  if (!/saveMarks/i.test(body)) return null;
  return (JSON.parse(body) as { variables?: { input?: SaveInput } }).variables?.input ?? null;
}
