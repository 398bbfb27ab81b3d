import QRCode from 'qrcode';
import { Refusal } from '../../domain/refusal.js';
import { forbidden } from '../../platform/authorize.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Links } from '../accounts/links.js';
import { actorIn, conducts } from './authority.js';
import type { SessionRepository } from './session.repository.js';
import type { SessionState } from './session-state.js';

export interface IssuedSeat {
  readonly memberId: string;
  readonly url: string;
  /** SVG. */
  readonly qr: string;
  readonly expiresAt: Date;
}

/** Cards for seats and the address of the room screen: for administrators and for whoever conducts the session. */
export class SeatLinks {
  constructor(
    private readonly transactor: Transactor,
    private readonly sessions: SessionRepository,
    private readonly links: Links,
    /** Where people reach this server. */
    private readonly publicUrl: () => string,
  ) {}

  /**
   * @param memberIds whose cards; null for every voting member and the secretary
   * @throws {Refusal} NOT_ALLOWED, SESSION_CLOSED, NOT_FOUND
   */
  async issueSeats(
    sessionId: string,
    viewer: Viewer,
    memberIds: readonly string[] | null,
  ): Promise<IssuedSeat[]> {
    return this.transactor.run(async (tx) => {
      const state = await this.state(tx, sessionId, viewer);
      const wanted =
        memberIds ?? state.members.filter((m) => m.voting || m.role === 'SECRETARY').map(({ id }) => id);
      const issued: IssuedSeat[] = [];
      for (const memberId of wanted) {
        if (!state.members.some(({ id }) => id === memberId))
          throw new Refusal('NOT_FOUND', { member: memberId });
        const { token, expiresAt } = await this.links.issueSeatLink(tx, sessionId, memberId);
        const url = `${this.publicUrl()}/ghe/${token}`;
        issued.push({ memberId, url, qr: await QRCode.toString(url, { type: 'svg', margin: 1 }), expiresAt });
      }
      return issued;
    });
  }

  /** @throws {Refusal} NOT_ALLOWED, NOT_FOUND */
  async issueRoom(sessionId: string, viewer: Viewer): Promise<string> {
    return this.transactor.run(async (tx, emit) => {
      await this.state(tx, sessionId, viewer, true);
      const { token } = await this.links.issueRoomLink(tx, sessionId);
      emit({ kind: 'rightsChanged', sessionId });
      return `${this.publicUrl()}/man-hinh/${token}`;
    });
  }

  private async state(tx: Tx, sessionId: string, viewer: Viewer, alsoClosed = false): Promise<SessionState> {
    if (viewer.kind !== 'SEAT' && viewer.kind !== 'ACCOUNT') throw forbidden();
    await this.sessions.lock(tx, sessionId);
    const state = await this.sessions.read(tx, sessionId);
    if (!state) throw new Refusal('NOT_FOUND', { session: sessionId });
    const actor = actorIn(state, viewer);
    const admin = viewer.kind === 'ACCOUNT' && viewer.isAdmin;
    if (!admin && !(actor.kind === 'MEMBER' && conducts(state, actor.member)))
      throw new Refusal('NOT_ALLOWED');
    if (state.phase === 'CLOSED' && !alsoClosed) throw new Refusal('SESSION_CLOSED');
    return state;
  }
}
