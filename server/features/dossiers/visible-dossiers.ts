import type { Asker } from './dossier.js';

/** A condition of SQL with its named parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Which rows of `dossier` the asker may open; the one place that decides it. */
export function visibleDossiers(asker: Asker): Condition {
  switch (asker.kind) {
    case 'NOBODY':
      return { sql: 'false', parameters: {} };
    case 'ACCOUNT':
      return {
        // An administrator who sits in councils is recused like everybody else.
        sql: `${asker.isAdmin ? 'true' : `exists (${OF_ACCOUNT})`} and ${notRecused(OF_ACCOUNT)}`,
        parameters: { askingAccount: asker.accountId },
      };
    case 'SEAT':
      return {
        sql: `${ON_AGENDA} and ${notRecused(SAME_PERSON)}`,
        parameters: { askingMember: asker.memberId, askingSession: asker.sessionId },
      };
  }
}

const OF_ACCOUNT = 'select id from council_member where account_id = :askingAccount';

const ON_AGENDA = `exists (select 1 from evaluation
  where evaluation.dossier_id = dossier.id and evaluation.session_id = :askingSession)`;

/** A seat whose member has an account is the same person in every council of that account. */
const SAME_PERSON = `select id from council_member where id = :askingMember
  union select other.id from council_member me join council_member other on other.account_id = me.account_id
  where me.id = :askingMember`;

const notRecused = (members: string) => `not exists (select 1 from evaluation
  join sheet on sheet.evaluation_id = evaluation.id
  where evaluation.dossier_id = dossier.id and sheet.state = 'RECUSED' and sheet.member_id in (${members}))`;
