import { isDeepStrictEqual } from 'node:util';
import type { Browser } from './browser.js';
import type { Tab } from './tab.js';
import type { OpenSheet } from './tab-api.js';
import type { Told } from './told.js';

/** What screens of one round share. */
export interface Hall {
  readonly sessionId: string;
  readonly told: Told;
  readonly now: () => number;
}

/** One screen in the hall: a tab that follows the session, and the sheet that lies open in it. */
export class Screen {
  tab!: Tab;
  sheet: OpenSheet | null = null;
  private showing: string | null = null;

  constructor(
    private readonly hall: Hall,
    readonly browser: Browser,
    /** Null: the room's screen, which has a token instead of a sign-in. */
    private readonly roomToken: string | null = null,
  ) {
    this.open();
  }

  /** Whether this screen's sign-in or stream has ended for good: another device has the seat. */
  get isOver(): boolean {
    return this.tab.api.ended() !== null;
  }

  get revision(): number {
    return this.tab.api.board()?.revision ?? 0;
  }

  /** The page is gone at once and opened anew on the same device; what lay open lies open again. */
  reload(): void {
    const { sessionStorage } = this.tab;
    this.tab.kill();
    this.open(sessionStorage);
    this.follow();
    if (this.showing) void this.show(this.showing);
  }

  /** Sits down at the seat anew with its card, whichever device sits there now. */
  async takeSeat(token: string): Promise<void> {
    this.tab.kill();
    this.open();
    while ((await this.tab.api.openLink(token, true)) !== 'opened') await pause(300);
    this.follow();
    if (this.showing) void this.show(this.showing);
  }

  follow(): void {
    const { name, api } = this.tab;
    const { told, now, sessionId } = this.hall;
    api.follow(sessionId, (revision) => told.shown.push({ screen: name, revision, at: now() }));
  }

  /** Opens the viewer's sheet of a product, as often as the connection makes it fail. */
  async show(evaluationId: string): Promise<void> {
    const { tab } = this;
    this.showing = evaluationId;
    this.sheet = null;
    while (this.tab === tab && this.showing === evaluationId && !this.isOver) {
      const opened = tab.api.openSheet(this.hall.sessionId, evaluationId).catch(() => null);
      const sheet = await Promise.race([opened, pause(20_000)]);
      if (this.tab !== tab || this.showing !== evaluationId) return;
      if (sheet) {
        this.sheet = sheet;
        return;
      }
      await pause(300);
    }
  }

  /** Stamps of what this tab holds back; nothing of what waits for its member's word or was refused. */
  unsent(): string[] {
    const state = this.sheet && this.tab.api.sheetState(this.sheet.sheetId);
    if (!state || state.blocked) return [];
    const waiting = new Set(state.waiting.filter((criterion) => !state.conflicts.includes(criterion)));
    return state.shown.flatMap(({ criterion, remark }) => (waiting.has(criterion) && remark ? [remark] : []));
  }

  /** Whether it shows what a reload would, asked of the server past everything that can break. */
  async isRight(address: string): Promise<boolean> {
    const data = await this.ask<{ sessionBoard: object }>(address, this.tab.api.boardQuery);
    return data !== null && isDeepStrictEqual(bare(data.sessionBoard), bare(this.tab.api.board()));
  }

  /** The revision of the board that this viewer would be given now; null where nobody answers. */
  async revisionNow(address: string): Promise<number | null> {
    const query = 'query($sessionId: ID!) { sessionBoard(sessionId: $sessionId) { revision } }';
    return (
      (await this.ask<{ sessionBoard: { revision: number } }>(address, query))?.sessionBoard.revision ?? null
    );
  }

  private ask<Data>(address: string, query: string): Promise<Data | null> {
    const variables = { sessionId: this.hall.sessionId };
    return this.tab
      .askDirectly<Data>(address, query, variables, this.roomToken ?? undefined)
      .catch(() => null);
  }

  private open(remembered?: Tab['sessionStorage']): void {
    this.tab = this.browser.openTab(remembered);
    this.sheet = null;
    if (this.roomToken) this.tab.api.becomeRoom(this.roomToken);
  }
}

export const pause = (milliseconds: number): Promise<null> =>
  new Promise((done) => setTimeout(() => done(null), milliseconds));

/** The client's own note, and the moment of a member's last sign of life, for which alone no board is sent. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['__typename', 'lastSeenAt']);

function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (NOT_COMPARED.has(key) ? undefined : each)),
  );
}
