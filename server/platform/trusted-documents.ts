import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { signInFirst } from './authorize.js';
import type { Viewer } from './viewer.js';

/** What a request asks with: a text, the id of one (`extensions.persistedQuery`), or both; nothing of it checked yet. */
export interface Asked {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** How long a list that did not have an id is believed, in milliseconds. */
const LOOK_AGAIN_MS = 1000;

/**
 * The documents of our own client, by the SHA-256 of their text, as its build lists them. Nobody else can add to them.
 * A text that is on the list is as good as its id.
 */
export class TrustedDocuments {
  private readonly texts = new Map<string, string>();
  private readonly known = new Set<string>();
  private writtenAt = 0;
  private lookedAt = 0;

  /**
   * @param file  a JSON object whose values are the texts; absent while there is no built client
   * @param only  whether nothing else is taken, but from other systems that show a token
   */
  constructor(
    private readonly file: string,
    private readonly only: boolean,
  ) {
    this.look();
  }

  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  textOf(id: string): string | undefined {
    return this.texts.get(id) ?? (this.lookAgain() ? this.texts.get(id) : undefined);
  }

  /**
   * The text of what is asked; undefined where there is neither text nor id, which each door refuses in its own words.
   * @param whoAsks  called only where it matters
   * @throws {GraphQLError} for what is not to be read any further
   */
  async read(
    { query, extensions }: Asked,
    whoAsks: () => Viewer | Promise<Viewer>,
  ): Promise<string | undefined> {
    const id = idIn(extensions);
    if (typeof query !== 'string') {
      const text = id === undefined ? undefined : this.textOf(id);
      if (id === undefined || text !== undefined) return text;
      if (this.only) refuseStranger(await whoAsks());
      throw unknownId();
    }
    if (id !== undefined && id !== sha256(query)) throw otherText();
    if (this.only && !this.isKnown(query)) refuseStranger(await whoAsks());
    return query;
  }

  private isKnown(text: string): boolean {
    return this.known.has(text) || (this.lookAgain() && this.known.has(text));
  }

  /** A client that was built anew under the running server is served at once: so must its documents be. */
  private lookAgain(): boolean {
    return Date.now() - this.lookedAt > LOOK_AGAIN_MS && this.look();
  }

  /** Adds what the list has now; what pages that are open were built with stays. @returns whether it was read */
  private look(): boolean {
    this.lookedAt = Date.now();
    const writtenAt = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (writtenAt === 0 || writtenAt === this.writtenAt) return false;
    for (const text of readList(this.file)) {
      this.texts.set(sha256(text), text);
      this.known.add(text);
      this.writtenAt = writtenAt;
    }
    return this.writtenAt === writtenAt;
  }
}

/** The texts of a list; none while it is being written, or where it is none. */
function readList(file: string): string[] {
  try {
    const texts: unknown[] = Object.values(JSON.parse(readFileSync(file, 'utf8')) as object);
    return texts.filter((text) => typeof text === 'string');
  } catch {
    return [];
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The id a request names, as Apollo's clients do. @throws {GraphQLError} for one that is none */
function idIn(extensions: unknown): string | undefined {
  const named = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
  if (!named) return undefined;
  const { version, sha256Hash } = named as { version?: unknown; sha256Hash?: unknown };
  if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  throw new GraphQLError(
    'persistedQuery phải có version 1 và sha256Hash. / persistedQuery needs version 1 and a sha256Hash.',
    { extensions: { code: 'BAD_REQUEST' } },
  );
}

function unknownId(): GraphQLError {
  return new GraphQLError(
    'Máy chủ không có truy vấn mang mã này; hãy gửi cả nội dung. / No document has this id here; send its text.',
    { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
  );
}

function otherText(): GraphQLError {
  return new GraphQLError(
    'Mã không phải của nội dung gửi kèm; chưa có gì thay đổi. / The id is not that of the text; nothing was changed.',
    { extensions: { code: 'BAD_REQUEST' } },
  );
}

/**
 * Other systems bring documents of their own, under the limits of everybody; whose token has ended is told that.
 * @throws {GraphQLError} for everybody else
 */
function refuseStranger(viewer: Viewer): void {
  if (viewer.kind === 'TOKEN') return;
  if (viewer.kind === 'ANONYMOUS' && viewer.token) throw signInFirst(viewer);
  throw new GraphQLError(
    'Máy chủ này chỉ nhận truy vấn của chính các trang Chấm Sao. Nếu trang này mở từ trước khi hệ thống được nâng cấp, xin tải lại trang; những gì chưa gửi vẫn nằm trên máy. Hệ thống khác cần khóa API. / This server takes only the documents of its own pages. If this page was open before an upgrade, please reload it; what was not sent stays on the device. Other systems need an API token.',
    { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
  );
}
