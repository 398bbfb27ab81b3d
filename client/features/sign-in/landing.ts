import type { Viewer } from '../../live/viewer';

/** Where a person works in a session. */
export function seatPath(seat: { sessionId: string; conducts: boolean }): string {
  return `/ky-hop/${seat.sessionId}/${seat.conducts ? 'dieu-hanh' : 'cham'}`;
}

/** Where a link leads: a seat to its work, an account to what it can do now. */
export function landingPath(viewer: Viewer): string {
  const seat = viewer.kind === 'SEAT' ? viewer.seats[0] : undefined;
  return seat ? seatPath(seat) : '/';
}

/** The address asked for before signing in, if it is one of ours; an address elsewhere must not be reachable from here. */
export function ownPath(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/';
}
