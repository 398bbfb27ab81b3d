import { Field, ObjectType } from 'type-graphql';
import { checkPageSize, type Page, type PageRequest } from '../domain/page.js';
import { invalid } from '../domain/wording.js';
import { isIdentifier } from './wording.js';

@ObjectType('PageInfo', { description: 'Where a page of a list ends.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'More stand after `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Send it back as `after` for the next page.' })
  endCursor!: string | null;
}

/** A page as the API shows it. */
export interface Connection<Node> {
  nodes: Node[];
  pageInfo: PageInfoType;
  totalCount: number;
}

/**
 * Reads the paging arguments of a list.
 * @param keyLength  parts of the list's sort key, the id included
 * @throws {Refusal} INVALID_INPUT for a page size outside 1 to 200, or a cursor that this list never gave out
 */
export function readPaging(first: number, after: string | null | undefined, keyLength: number): PageRequest {
  const request = { first: checkPageSize(first), after: null };
  return after === null || after === undefined
    ? request
    : { ...request, after: readCursor(after, keyLength) };
}

/** The page with its cursor; the key stays readable to nobody but us. */
export function connectionOf<Node>(page: Page<Node>): Connection<Node> {
  return {
    nodes: [...page.items],
    pageInfo: {
      hasNextPage: page.hasNext,
      endCursor: page.endKey && Buffer.from(JSON.stringify(page.endKey)).toString('base64url'),
    },
    totalCount: page.total,
  };
}

function readCursor(cursor: string, keyLength: number): readonly string[] {
  const key = parse(Buffer.from(cursor.slice(0, 4000), 'base64url').toString());
  const genuine =
    Array.isArray(key) &&
    key.length === keyLength &&
    key.every((part) => typeof part === 'string' && !part.includes('\u0000')) &&
    isIdentifier(key.at(-1));
  if (genuine) return key as string[];
  throw invalid('after', 'không phải vị trí do danh sách này cấp', 'is not a cursor that this list gave out');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
