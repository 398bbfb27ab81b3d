import { execute, type ExecutionArgs } from 'graphql';
import { Payload } from '../../platform/latest-sender.js';
import { maskError, type FaultLog } from '../../platform/mask-error.js';
import { PlainQuestion } from '../../platform/plain-question.js';
import { MaskedFault } from '../../platform/report-fault.js';
import type { EvaluationState, SessionState } from '../sessions/session-state.js';
import type { BoardItem, SessionBoard } from './board.js';
import { buildBoard, type BoardSources } from './build-board.js';
import { showBoard } from './show-board.js';
import type { Rights } from './visibility.js';

/** A board, told apart from others of its cohort by number, so that a watcher needs to remember no text. */
export interface MadeBoard {
  readonly board: SessionBoard;
  readonly number: number;
}

/** Objects of these types are never changed once they are built. */
const KEPT: ReadonlySet<string> = new Set(['BoardItem']);

/** How each document that asks for boards is answered without executing it; null where it has to be. */
const questions = new WeakMap<object, Map<string, PlainQuestion | null>>();

/** Makes the boards of one session, and the answers with them. What did not change since the last one is not made anew. */
export class BoardMaking {
  private readonly last = new Map<string, { text: string; number: number }>();
  private numbers = 0;
  /** By cohort. An evaluation that was read anew is another object; all that its item shows was read with it. */
  private readonly items = new WeakMap<EvaluationState, Map<string, BoardItem>>();
  private readonly texts = new WeakMap<BoardItem, string>();

  constructor(
    private readonly sources: BoardSources,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** The same number as the last one where the cohort would see no difference. */
  make(state: SessionState, rights: Rights): MadeBoard {
    const board = buildBoard(state, rights, this.sources, (evaluation, build) =>
      this.item(evaluation, rights.key, build),
    );
    const text = this.textOf(board);
    const last = this.last.get(rights.key);
    if (last?.text === text) return { board, number: last.number };
    const number = (this.numbers += 1);
    this.last.set(rights.key, { text, number });
    return { board, number };
  }

  /**
   * The bytes that go to everybody; they pass no other hand, so faults are masked here.
   * @throws {GraphQLError} what left nothing of the board
   */
  async answer(args: ExecutionArgs, board: SessionBoard): Promise<Payload> {
    const plain = plainQuestionOf(args)?.write(showBoard(board));
    if (plain) return new Payload(plain);
    const { data, errors } = await execute({ ...args, rootValue: board });
    if (!data) throw errors?.[0] ?? new Error('a board without data');
    const log: FaultLog = {
      error: (details, message) => this.fault(new MaskedFault(message, details)),
    };
    const masked = errors?.map((error) => maskError(error.toJSON(), error, log));
    return new Payload(JSON.stringify({ data, ...(masked && { errors: masked }) }));
  }

  private item(evaluation: EvaluationState, cohort: string, build: () => BoardItem): BoardItem {
    const known = this.items.get(evaluation) ?? new Map<string, BoardItem>();
    this.items.set(evaluation, known);
    const item = known.get(cohort) ?? build();
    known.set(cohort, item);
    return item;
  }

  /** All that a board shows, but for its number. */
  private textOf({ agenda, ...board }: SessionBoard): string {
    const items = agenda.map((item) => {
      const text = this.texts.get(item) ?? JSON.stringify(item);
      this.texts.set(item, text);
      return text;
    });
    return `${JSON.stringify({ ...board, revision: 0 })}${items.join()}`;
  }
}

function plainQuestionOf(args: ExecutionArgs): PlainQuestion | null {
  const known = questions.get(args.document) ?? new Map<string, PlainQuestion | null>();
  questions.set(args.document, known);
  const name = args.operationName ?? '';
  const question = known.get(name);
  if (question !== undefined) return question;
  const made = PlainQuestion.from(args, KEPT);
  known.set(name, made);
  return made;
}
