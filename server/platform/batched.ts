import DataLoader from 'dataloader';

/**
 * Gathers look-ups by id that a list makes at the same moment into one. Keeps nothing afterwards, so a stream that
 * lives for hours never shows what was true when it began.
 * @param read  given ids without repeats; answers those that exist, in any order
 */
export function batchedById<Item extends { readonly id: string }>(
  read: (ids: readonly string[]) => Promise<readonly Item[]>,
): (id: string) => Promise<Item | null> {
  const loader = new DataLoader<string, Item | null>(
    async (ids) => {
      const found = new Map((await read([...new Set(ids)])).map((item) => [item.id, item]));
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );
  return (id) => loader.load(id);
}

/**
 * The same for what belongs to an owner: many items each, in the order in which they were read.
 * @param ownerOf  id of the owner of an item
 */
export function batchedByOwner<Item>(
  read: (ownerIds: readonly string[]) => Promise<readonly Item[]>,
  ownerOf: (item: Item) => string,
): (ownerId: string) => Promise<Item[]> {
  const loader = new DataLoader<string, Item[]>(
    async (ids) => {
      const owned = new Map<string, Item[]>(ids.map((id) => [id, []]));
      for (const item of await read([...owned.keys()])) owned.get(ownerOf(item))?.push(item);
      return ids.map((id) => owned.get(id) ?? []);
    },
    { cache: false },
  );
  return (id) => loader.load(id);
}
