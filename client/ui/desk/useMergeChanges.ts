import { computed, reactive, ref, shallowReactive, shallowRef, watch, type Ref } from 'vue';

/** As much of an act as tells that somebody else was quicker. */
export interface VersionedAct {
  readonly refusal: Readonly<Ref<{ readonly refusalCode: string } | null>>;
}

/**
 * A form over something that others may change while it is open. It is sent with the version that was read, whatever
 * the screen behind it has learnt since. Where that is refused as a CONFLICT, the row is read again: what others wrote
 * goes into the fields that were left alone, what was typed stays, and the next save is sent with the version now read.
 * @param row       as it was read; null for a new one
 * @param draftOf   the form of a row, made anew each time, field by field; a field may hold an object with an `id`,
 *   which then tells it, or a list or an object without one, which is compared whole
 * @param acts      what the form may send with a version
 * @param readNow   the same row as it stands now; null where it could not be read
 * @param together  fields that only mean something together: where one was typed, none is taken over
 * @returns `theirs`, field by field: what others wrote meanwhile, to be said at the field; `read`, the form of the row
 *   that was read last; `typed`, whether any field differs from it; and `saved`, to be told of the row now written where the form stays open after a save
 */
export function useMergeChanges<Row extends { version: number }, Draft extends object>(
  row: Row | null,
  draftOf: (row: Row | null) => Draft,
  acts: readonly VersionedAct[],
  readNow: (row: Row) => Promise<Row | null>,
  together: readonly (keyof Draft)[] = [],
) {
  const draft = reactive(draftOf(row)) as Draft;
  const theirs = shallowReactive<Partial<Draft>>({}) as Partial<Draft>;
  const version = ref(row?.version ?? 0);
  const read = shallowRef(draftOf(row));

  /** The field, and where it belongs to some, the others with it. */
  function isTyped(field: keyof Draft): boolean {
    const fields = together.includes(field) ? together : [field];
    return fields.some((each) => !isSame(draft[each], read.value[each]));
  }

  const typed = computed(() => (Object.keys(draft) as (keyof Draft)[]).some(isTyped));

  async function merge(): Promise<void> {
    const now = row && (await readNow(row));
    if (!now) return;
    const written = draftOf(now);
    const changed = (Object.keys(written) as (keyof Draft)[]).filter(
      (field) => !isSame(written[field], read.value[field]),
    );
    const left = changed.filter((field) => !isTyped(field));
    for (const field of changed) theirs[field] = written[field];
    // A form of its own: what is typed into it next must not change what was read.
    const own = draftOf(now);
    for (const field of left) draft[field] = own[field];
    read.value = written;
    version.value = now.version;
  }

  function saved(now: Row): void {
    for (const field of Object.keys(theirs) as (keyof Draft)[]) delete theirs[field];
    read.value = draftOf(now);
    version.value = now.version;
  }

  watch(
    acts.map(({ refusal }) => refusal),
    (refusals) => {
      if (refusals.some((refusal) => refusal?.refusalCode === 'CONFLICT')) void merge();
    },
  );
  return { draft, theirs, version, read, typed, saved };
}

/** Two readings of one row give two objects for one choice: its `id` tells. */
function isSame(one: unknown, other: unknown): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return 'id' in value ? value.id : JSON.stringify(value);
}
