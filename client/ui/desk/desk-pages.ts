/** A list that is read page by page, as a screen shows it. */
export interface DeskPages<Row> {
  /** Of all pages read so far, in the server's order. */
  readonly rows: readonly Row[];
  /** Of the whole list. */
  readonly total: number;
  readonly hasMore: boolean;
  /** Nothing has come yet. */
  readonly waiting: boolean;
  /** The next page is on its way. */
  readonly readingMore: boolean;
  /** Why it could not be read, in words; '' where it could. */
  readonly fault: string;
  /** The same of the next page; what was shown stays. */
  readonly moreFault: string;
  readMore(): void;
  retry(): void;
}
