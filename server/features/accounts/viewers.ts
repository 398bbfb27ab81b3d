import type { GraphQLError } from 'graphql';
import { unauthenticated } from '../../platform/authorize.js';
import { Intake, type Settled } from '../../platform/intake.js';
import { sameHash, secretHash } from '../../platform/secrets.js';
import type { Transactor } from '../../platform/transact.js';
import type { Credentials, Viewer } from '../../platform/viewer.js';
import { cureOf } from '../../platform/whose-fault.js';
import type { LoginRecord, LoginRepository } from './login.repository.js';
import type { Standing, WatchedKeys } from './sign-in-standing.js';

/** Sign-ins that one question asks for at most. */
const MOST_KEYS = 256;
/** Questions under way at once: a slow one must not hold up all who come after it. */
const LANES = 4;

/** Finds out who asks, and later whether they still may. */
export class Viewers {
  /** Sign-ins seen in the last second, so that a storm of saves does not ask for each of them anew. */
  private readonly recent = new Map<string, { record: LoginRecord | null; until: number }>();
  private readonly hashes = new WeakMap<Credentials, Buffer>();
  /** Who comes at the same moment is looked up together: to find out who asks must not cost more than what is asked. */
  private readonly asked = new Intake<string, LoginRecord | null>(
    (keys) => this.find(keys),
    cureOf,
    MOST_KEYS,
    LANES,
  );

  constructor(
    private readonly transactor: Transactor,
    private readonly logins: LoginRepository,
  ) {}

  /** Forgets what it remembers: some sign-in has ended. */
  forget(): void {
    this.recent.clear();
  }

  async identify(credentials: Credentials): Promise<Viewer> {
    const { loginKey, loginSecret, bearer } = credentials;
    if (bearer !== undefined) return this.byBearer(bearer);
    if (!loginKey || !loginSecret) return { kind: 'ANONYMOUS' };
    const login = await this.login(loginKey);
    if (!login || !sameHash(this.hashOf(credentials, loginSecret), login.secretHash))
      return { kind: 'ANONYMOUS' };
    if (login.ended) return { kind: 'ANONYMOUS', ended: login.ended };
    if (login.quiet) this.noteSeen(login);
    return viewerOf(login);
  }

  /** A socket shows the same credentials with each of its questions. */
  private hashOf(credentials: Credentials, secret: string): Buffer {
    const known = this.hashes.get(credentials);
    if (known) return known;
    const hash = secretHash(secret);
    this.hashes.set(credentials, hash);
    return hash;
  }

  /** The viewers among these who may no longer look, with the reason. */
  async lapsed(viewers: readonly Viewer[]): Promise<ReadonlyMap<Viewer, GraphQLError>> {
    return lapsedAmong(viewers, await this.logins.standing(this.transactor.reader, keysOf(viewers)));
  }

  private async login(key: string): Promise<LoginRecord | null> {
    const known = this.recent.get(key);
    if (known && known.until > Date.now()) return known.record;
    const record = await this.asked.add(key);
    if (this.recent.size >= 20_000) this.recent.clear();
    this.recent.set(key, { record, until: Date.now() + 1000 });
    return record;
  }

  private async find(keys: readonly string[]): Promise<Settled<LoginRecord | null>[]> {
    const records = await this.logins.findMany(this.transactor.reader, [...new Set(keys)]);
    const byKey = new Map(records.map((record) => [record.key, record]));
    return keys.map((key) => ({ answer: byKey.get(key) ?? null }));
  }

  /** Nobody waits for it, and nobody is shut out where it cannot be written: it only tells devices apart. */
  private noteSeen(login: LoginRecord): void {
    login.quiet = false;
    void this.logins.seen(this.transactor.reader, login.id).catch(() => undefined);
  }

  private async byBearer(bearer: string): Promise<Viewer> {
    const tx = this.transactor.reader;
    const hash = secretHash(bearer);
    if (bearer.startsWith('room.')) {
      const room = await this.logins.roomByHash(tx, hash);
      return room
        ? { kind: 'ROOM', linkId: room.id, sessionId: room.sessionId }
        : { kind: 'ANONYMOUS', ended: 'REVOKED' };
    }
    const token = await this.logins.tokenByHash(tx, hash);
    if (!token) return { kind: 'ANONYMOUS', token: { end: 'TOKEN_UNKNOWN' } };
    if (token.end) return { kind: 'ANONYMOUS', token: { end: token.end, on: token.endedOn } };
    return { kind: 'TOKEN', tokenId: token.id, scopes: token.scopes };
  }
}

function viewerOf({ id, key, accountId, isAdmin, memberId, sessionId }: LoginRecord): Viewer {
  if (accountId !== null) return { kind: 'ACCOUNT', loginId: id, loginKey: key, accountId, isAdmin };
  return { kind: 'SEAT', loginId: id, loginKey: key, memberId: memberId!, sessionId: sessionId! };
}

/** What the sign-ins and screens of these viewers are known by. */
export function keysOf(viewers: readonly Viewer[]): WatchedKeys {
  const loginIds = new Set<string>();
  const linkIds = new Set<string>();
  for (const viewer of viewers) {
    if ('loginId' in viewer) loginIds.add(viewer.loginId);
    if (viewer.kind === 'ROOM') linkIds.add(viewer.linkId);
  }
  return { loginIds: [...loginIds], linkIds: [...linkIds] };
}

/** The viewers among these who may no longer look, with the reason. One of whom nothing is known may not. */
export function lapsedAmong(
  viewers: readonly Viewer[],
  { signIns, links }: Standing,
): ReadonlyMap<Viewer, GraphQLError> {
  const lapsed = new Map<Viewer, GraphQLError>();
  for (const viewer of viewers) {
    if ('loginId' in viewer) {
      const ended = signIns.has(viewer.loginId) ? signIns.get(viewer.loginId) : 'REVOKED';
      if (ended) lapsed.set(viewer, unauthenticated(ended));
    } else if (viewer.kind === 'ROOM' && !links.has(viewer.linkId))
      lapsed.set(viewer, unauthenticated('REVOKED'));
  }
  return lapsed;
}
