import type { Prepared } from '../../platform/pipeline.js';
import type { SignInEnd } from '../../platform/viewer.js';

/**
 * The one place that says whether a sign-in holds: not ended, not expired, its account in use, its member in office on
 * the day of the session. Whoever ends one says why, but for a restore, which ends them before their time, and for
 * `onSeat`, which clears away expired ones.
 */
export const STANDING = `
  case when l.ended_because is not null then l.ended_because
       when l.ended_at < l.expires_at then 'RESTORED'
       when l.ended_at is not null then 'EXPIRED'
       when l.expires_at <= now() then 'EXPIRED'
       when l.account_id is not null and a.retired_at is not null then 'REVOKED'
       when l.member_id is not null
         and m.member_to < (coalesce(s.opened_at, now()) at time zone 'Asia/Ho_Chi_Minh')::date then 'REVOKED'
       else null end`;

/** Not heard of for so long that it is worth writing down. */
export const QUIET = `last_seen_at < now() - interval '3 minutes'`;

export const SIGN_INS = `from login l left join account a on a.id = l.account_id left join council_member m on m.id = l.member_id
  left join session s on s.id = l.session_id`;

/** Sign-ins by their keys. */
export const FIND_LOGINS: Prepared = {
  name: 'find_logins',
  text: `
select l.id, l.key, l.secret_hash as "secretHash", l.account_id as "accountId", coalesce(a.is_admin, false) as "isAdmin",
  l.member_id as "memberId", l.session_id as "sessionId", l.${QUIET} as quiet, ${STANDING} as ended ${SIGN_INS} where l.key = any($1::text[])`,
};

/** Why each of these sign-ins no longer holds, null while it does. */
export const READ_SIGN_IN_ENDS: Prepared = {
  name: 'read_sign_in_ends',
  text: `select l.id, ${STANDING} as ended ${SIGN_INS} where l.id = any($1::uuid[])`,
};

/** What somebody watches by. */
export interface WatchedKeys {
  readonly loginIds: readonly string[];
  /** Of screens. */
  readonly linkIds: readonly string[];
}

/** How it stands with them. */
export interface Standing {
  /** Why each sign-in that there is no longer holds; null while it does. */
  readonly signIns: ReadonlyMap<string, SignInEnd | null>;
  /** Screens' links that still work. */
  readonly links: ReadonlySet<string>;
}

/** As the columns of `standingColumns` come. */
export interface StandingRow {
  readonly signIns: readonly { readonly id: string; readonly ended: SignInEnd | null }[];
  readonly links: readonly string[];
}

/** @param logins, links the parameters that hold their ids, as "$1" */
export const standingColumns = (logins: string, links: string): string => `
coalesce((select json_agg(json_build_object('id', l.id, 'ended', ${STANDING})) ${SIGN_INS}
  where l.id = any(${logins}::uuid[])), '[]') as "signIns",
coalesce((select json_agg(k.id) from link k
  where k.id = any(${links}::uuid[]) and k.voided_at is null and k.expires_at > now()), '[]') as links`;

export const READ_STANDING: Prepared = {
  name: 'read_standing',
  text: `select ${standingColumns('$1', '$2')}`,
};

export function standingOf({ signIns, links }: StandingRow): Standing {
  return { signIns: new Map(signIns.map(({ id, ended }) => [id, ended])), links: new Set(links) };
}
