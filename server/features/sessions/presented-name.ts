/** A name that was pinned on the evaluation when its dossier was presented or deferred, and the register's column beside it. */
export type PinnedName = 'product_name' | 'producer_name' | 'place_name';

/**
 * SQL: the name under which a dossier came to the table or was deferred; while it waits, and so may be presented
 * anew, the register's. `evaluation` and `registered` are an alias and a column of the statement around it.
 */
export const presentedName = (evaluation: string, pinned: PinnedName, registered: string): string =>
  `case ${evaluation}.phase when 'WAITING' then ${registered} else coalesce(${evaluation}.${pinned}, ${registered}) end`;
