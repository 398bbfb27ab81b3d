import { ApolloLink, Observable, type FetchResult, type Operation } from '@apollo/client/core';
import { apollo } from '../../../client/live/apollo';

type Variables = Record<string, unknown>;
/** Answers an operation with its data; throwing an Error is a network that failed. */
export type Answer = (variables: Variables) => object | Promise<object>;

interface Stream {
  next(value: FetchResult): void;
  error(reason: unknown): void;
  complete(): void;
}

/** Stands where the server would: answers by operation name, remembers what was sent, and holds open streams. */
export class Replies extends ApolloLink {
  readonly sent: { name: string; variables: Variables }[] = [];
  readonly streams: Stream[] = [];

  constructor(readonly answers: Record<string, Answer> = {}) {
    super();
    apollo.setLink(this);
  }

  sentOf(name: string): Variables[] {
    return this.sent.filter((each) => each.name === name).map((each) => each.variables);
  }

  override request({ operationName: name, variables, query }: Operation): Observable<FetchResult> {
    this.sent.push({ name, variables });
    const streaming = query.definitions.some(
      (each) => each.kind === 'OperationDefinition' && each.operation === 'subscription',
    );
    if (streaming) {
      return new Observable((observer) => {
        this.streams.push(observer);
      });
    }
    return new Observable((observer) => {
      const answer = this.answers[name];
      void Promise.resolve()
        .then(() => {
          if (!answer) throw new Error(`No answer stands ready for ${name}`);
          return answer(variables);
        })
        .then(
          (data) => {
            observer.next({ data });
            observer.complete();
          },
          (reason: unknown) => observer.error(reason),
        );
    });
  }
}

/** A refusal as the API words it. */
export const refused = (refusalCode: string, vi: string, en: string, fields: object[] = []) => ({
  __typename: 'Refusal',
  refusalCode,
  message: { __typename: 'Text', vi, en },
  fields,
});

export const seat = (changes: object = {}) => ({
  __typename: 'ViewerSeat',
  sessionId: 's1',
  sessionName: 'Phiên họp đợt 2/2026',
  councilName: 'Hội đồng cấp tỉnh',
  phase: 'OPEN',
  plannedAt: '2026-11-22T01:00:00Z',
  memberId: 'm1',
  role: 'MEMBER',
  voting: true,
  conducts: false,
  agendaCount: 8,
  ...changes,
});

export const viewer = (changes: object = {}) => ({
  __typename: 'Viewer',
  id: 'v1',
  kind: 'SEAT',
  name: 'Sở Y tế',
  isAdmin: false,
  loginKey: 'k1',
  account: null,
  seats: [seat()],
  ...changes,
});

export const signedIn = (changes: object = {}) => ({
  __typename: 'SignedIn',
  loginKey: 'k1',
  viewer: viewer(changes),
});
