import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ExecutionArgs,
  type OperationDefinitionNode,
} from 'graphql';
import { Links } from './features/accounts/links.js';
import { LoginRepository } from './features/accounts/login.repository.js';
import { inDatabase, inMemory } from './features/accounts/limiters.js';
import { OpenSignInRepository } from './features/accounts/open-sign-in.repository.js';
import { OpenSignInResolver } from './features/accounts/open-sign-in.resolver.js';
import { OpenSignIns } from './features/accounts/open-sign-ins.js';
import { SecondFactorRepository } from './features/accounts/second-factor.repository.js';
import { SecondFactorResolver } from './features/accounts/second-factor.resolver.js';
import { SecondFactors } from './features/accounts/second-factors.js';
import { CodeLimits, SignInLimits } from './features/accounts/sign-in-limits.js';
import { SignIns } from './features/accounts/sign-ins.js';
import { Viewers } from './features/accounts/viewers.js';
import { Boards } from './features/board/boards.js';
import { BoardResolver } from './features/board/board.resolver.js';
import { ConductSessionResolver } from './features/board/conduct-session.resolver.js';
import { ConductResolver } from './features/board/conduct.resolver.js';
import { EvaluationSheetsResolver } from './features/board/evaluation-sheets.resolver.js';
import { LiveBoards } from './features/board/live-boards.js';
import { lookAt } from './features/board/look.js';
import { Rereads } from './features/board/reread.js';
import { MissedChanges } from './features/board/missed-changes.js';
import { HistoryRepository } from './features/history/history.repository.js';
import { HistoryResolver } from './features/history/history.resolver.js';
import { SessionHistories } from './features/history/session-history.js';
import { ReportResolver } from './features/reports/report.resolver.js';
import { AgendaRepository } from './features/sessions/agenda.repository.js';
import { AgendaResolver } from './features/sessions/agenda.resolver.js';
import { Agenda } from './features/sessions/agenda.js';
import { Conduct } from './features/sessions/conduct.js';
import { SeatLinks } from './features/sessions/seat-links.js';
import { SeatLinksResolver } from './features/sessions/seat-links.resolver.js';
import {
  AttendanceResolver,
  CouncilSessionsResolver,
  SessionFieldsResolver,
} from './features/sessions/session-plan-fields.resolver.js';
import { SessionPlanRepository } from './features/sessions/session-plan.repository.js';
import { SessionPlanResolver } from './features/sessions/session-plan.resolver.js';
import { SessionPlan } from './features/sessions/session-plan.js';
import { type HaveCards, SessionRepository } from './features/sessions/session.repository.js';
import { ViewerDescriptions } from './features/sessions/describe-viewer.js';
import { ProviderSignInResolver } from './features/sessions/provider-sign-in.resolver.js';
import { SignInResolver } from './features/sessions/sign-in.resolver.js';
import { SaveIntake } from './features/sheets/save-intake.js';
import { SheetAttempts } from './features/sheets/sheet-attempts.js';
import { SheetAttemptsResolver } from './features/sheets/sheet-attempts.resolver.js';
import { SheetRepository } from './features/sheets/sheet.repository.js';
import { SheetResolver } from './features/sheets/sheet.resolver.js';
import { Sheets } from './features/sheets/sheets.js';
import { composeProvider } from './compose-provider.js';
import type { OidcConfig } from './oidc-settings.js';
import type { composeRegistry, RegistryParts } from './compose-registry.js';
import { composeReports, readReports } from './compose-reports.js';
import { headCode } from './platform/ledger.js';
import { Presence } from './platform/presence.js';
import type { SocketContext, Subscribe } from './platform/sockets.js';
import type { Tx } from './platform/transact.js';

/** What the live part is put together from, besides the registry. */
export interface LiveParts extends RegistryParts {
  readonly registry: ReturnType<typeof composeRegistry>;
  readonly haveCards: HaveCards;
  readonly sessionHours: number;
  readonly boardIntervalMs: number;
  /** Undefined: nobody signs in by a provider. */
  readonly oidc?: OidcConfig | undefined;
  readonly publicUrl: () => string;
  readonly fault: (error: unknown) => void;
}

/** Signing in, sessions, sheets, boards and what came out: everything that happens while a council sits. */
export function composeLive(parts: LiveParts) {
  const { manager, transactor, bus, library, now, registry } = parts;
  const sessions = new SessionRepository(parts.haveCards);
  const logins = new LoginRepository();
  const links = new Links(now);
  const viewers = new Viewers(transactor, logins);
  bus.listen(({ kind }) => (kind === 'rightsChanged' || kind === 'factsMissed') && viewers.forget());
  const limiter = bus.node === null ? inMemory : inDatabase(manager.dataSource);
  const secondFactors = new SecondFactors(
    transactor,
    (tx) => new SecondFactorRepository(tx),
    new CodeLimits(limiter),
    now,
  );
  const signIns = new SignIns(
    transactor,
    logins,
    links,
    viewers,
    new SignInLimits(limiter),
    secondFactors,
    parts.sessionHours,
    now,
  );
  const provider = composeProvider(parts.oidc, { ...parts, limiter, signIns, secondFactors });
  const presence: Presence = new Presence((sessionId) => live.changed(sessionId), now);
  const boards = new Boards(transactor, sessions, {
    cards: library,
    presence: (sessionId, memberId) => presence.of(sessionId, memberId),
    recordCode: headCode,
  });
  const rereads = new Rereads(transactor.reader);
  const live = new LiveBoards(
    {
      ...boards.sources,
      reread: rereads.reread,
      look: (sessionId, watching) => lookAt(transactor.reader, sessions, sessionId, watching),
    },
    presence,
    bus,
    parts.boardIntervalMs,
    parts.fault,
  );
  const missed = new MissedChanges(live, {
    revisions: (sessionIds) => sessions.revisions(transactor.reader, sessionIds),
    today: () => sessions.today(transactor.reader),
    lapsed: (watching) => viewers.lapsed(watching),
  });
  const conduct = new Conduct(transactor, sessions, library, now);
  const sheetRecords = new SheetRepository(parts.haveCards);
  const intake = new SaveIntake(transactor, sheetRecords, library);
  const sheets = new Sheets(transactor, sheetRecords, library, intake, sessions.regulation, now);
  const records = (tx: Tx) => ({ plans: new SessionPlanRepository(tx), agenda: new AgendaRepository(tx) });
  const plan = new SessionPlan(transactor, records, sessions, now);
  const agenda = new Agenda(transactor, records, sessions, library, now);
  const seatLinks = new SeatLinks(transactor, sessions, links, parts.publicUrl);
  const { accounts, councils, members, regulations, dossiers } = registry;
  const descriptions = new ViewerDescriptions(accounts, transactor);
  const resolvers = [
    new SignInResolver(signIns, accounts, descriptions, transactor),
    new ProviderSignInResolver(parts.oidc ?? null, provider, descriptions),
    new SecondFactorResolver(secondFactors, signIns, accounts),
    new OpenSignInResolver(new OpenSignIns(transactor, (tx) => new OpenSignInRepository(tx))),
    new SessionPlanResolver(plan),
    new SessionFieldsResolver({ plan, agenda, councils, regulations, members }),
    new AttendanceResolver(members),
    new CouncilSessionsResolver(plan),
    new AgendaResolver(agenda, dossiers),
    new SeatLinksResolver(seatLinks, members),
    new SheetResolver(sheets, presence),
    new SheetAttemptsResolver(new SheetAttempts(library), transactor),
    new BoardResolver(boards),
    new ConductSessionResolver(conduct, boards),
    new ConductResolver(conduct, boards, library),
    new EvaluationSheetsResolver(boards),
    new HistoryResolver(new SessionHistories(boards, new HistoryRepository(manager))),
    new ReportResolver(readReports(parts), composeReports(manager, library)),
  ];
  return { viewers, links, provider, plan, agenda, conduct, sheets, live, missed, presence, resolvers };
}

/** A save alone: the batch that writes it finds out, under the session's lock, whether the sign-in still holds. */
export const judgesSignIn = ({ operation, selectionSet }: OperationDefinitionNode): boolean =>
  operation === OperationTypeNode.MUTATION &&
  selectionSet.selections.every((one) => one.kind === Kind.FIELD && one.name.value === 'saveMarks');

/** Serves `sessionBoard` from the live boards; there is no other subscription. */
export function subscribeTo(live: LiveBoards): Subscribe {
  return (args: ExecutionArgs) => {
    const operation = getOperationAST(args.document, args.operationName);
    const field = operation?.selectionSet.selections[0];
    const definition = args.schema.getSubscriptionType()?.getFields()['sessionBoard'];
    if (field?.kind !== Kind.FIELD || field.name.value !== 'sessionBoard' || !definition) {
      return {
        errors: [
          new GraphQLError('Chỉ theo dõi được sessionBoard. / Only sessionBoard can be followed.', {
            extensions: { code: 'BAD_USER_INPUT' },
          }),
        ],
      };
    }
    try {
      const { schema, variableValues } = args;
      const read = getVariableValues(schema, operation?.variableDefinitions ?? [], variableValues ?? {});
      if (read.errors) return { errors: read.errors };
      const { sessionId } = getArgumentValues(definition, field, read.coerced) as { sessionId: string };
      const { viewer, sender } = args.contextValue as SocketContext;
      return live.subscribe(args, sessionId, viewer, sender);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}
