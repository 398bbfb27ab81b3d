import {
  computed,
  inject,
  onBeforeUnmount,
  onScopeDispose,
  provide,
  ref,
  watch,
  type InjectionKey,
} from 'vue';
import {
  DiscardCriteriaSetDraftDocument,
  PublishCriteriaSetDraftDocument,
  ReadCriteriaSetDraftDocument,
  SaveCriteriaSetDraftDocument,
  type DraftDesk_DraftFragment,
} from '../../../generated/operations';
import { useAct } from '../../../live/act';
import { useBackOnline } from '../../../live/connection';
import { readNow } from '../../../live/read-now';
import { useViewer } from '../../../live/viewer';
import { useMergeChanges } from '../../../ui/desk/useMergeChanges';
import { inLocale } from '../../../ui/locale';
import { placeFault, type Place } from './draft-faults';
import { formOf, namedPlaces, type DraftForm, type ListKey } from './draft-form';
import { draftInput } from './draft-input';
import { keepWords, takeWords } from './kept-words';
import { mergeLists } from './merge-list';
import { PlaceKeys } from './place-keys';
import { changedFields, placeOfField } from './place-of-field';
import { placesInOrder } from './useChosenPlace';

/** How long a pause in typing lasts before what was typed is saved. */
const PAUSE_MS = 800;

export type SaveStanding = 'saved' | 'typing' | 'saving' | 'held' | 'unread' | 'failed';

/**
 * A draft in hand: what is typed is saved by itself after a pause, merged with what colleagues save meanwhile, and
 * looked over by the server with every save. Where a colleague wrote the same place, nothing is sent until one of the
 * two wordings is chosen.
 * @param shown  the draft as it was read last
 */
function openDraft(shown: () => DraftDesk_DraftFragment) {
  const { id } = shown();
  const by = useViewer().viewer.value?.account?.id ?? null;
  const kept = takeWords(id, by);
  const keys = kept?.keys ?? new PlaceKeys();
  /** As it was read or saved last. */
  let row = kept?.row ?? shown();
  const save = useAct(SaveCriteriaSetDraftDocument);
  const publish = useAct(PublishCriteriaSetDraftDocument, {
    // Every list of cards is read anew: there is one more, and it may be complete where the former was not.
    update: (cache) => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'criteriaSets' }),
  });
  const discard = useAct(DiscardCriteriaSetDraftDocument);
  let before: DraftForm | null = null;
  let lists: Record<ListKey, string[]> = {};
  const { draft, theirs, version, read, saved } = useMergeChanges(
    row,
    (now) => formOf(now ?? row, keys),
    [save, publish, discard],
    async () => {
      const now = await readNow(ReadCriteriaSetDraftDocument, { id });
      [before, lists] = [read.value, listsOf(draft)];
      if (now) row = now;
      return now;
    },
  );
  Object.assign(draft, kept?.form);

  /** Where a colleague wrote, and who; it stands in the form, unless the same place was changed here. */
  const merged = ref<{ by: string; places: Place[] }>({ by: '', places: [] });
  const conflicts = computed(() =>
    (Object.keys(theirs) as (keyof DraftForm)[]).filter(
      (field) =>
        !String(field).startsWith('in ') &&
        JSON.stringify(theirs[field]) !== JSON.stringify(draft[field]) &&
        // Of a place that was taken out here there is nothing left to choose.
        placesInOrder(draft).includes(placeOfField(draft, field)),
    ),
  );
  watch(
    read,
    (now) => {
      if (!before) return;
      const was = before;
      before = null;
      const isTyped = (key: string) =>
        JSON.stringify(draft[key as ListKey]) !== JSON.stringify(was[key as ListKey]);
      Object.assign(draft, mergeLists(listsOf(was), lists, listsOf(now), isTyped));
      const places = new Set(changedFields(was, now).map((field) => placeOfField(now, field)));
      merged.value = { by: shown().changedBy, places: [...places] };
    },
    { flush: 'sync' },
  );
  function keepMine(field: keyof DraftForm): void {
    delete theirs[field];
  }
  function takeTheirs(field: keyof DraftForm): void {
    Object.assign(draft, { [field]: JSON.parse(JSON.stringify(theirs[field])) as unknown });
    delete theirs[field];
  }

  const typed = computed(() => draftInput(draft));
  const unread = computed(() => typed.value.unread);
  const dirty = computed(
    () => JSON.stringify(typed.value.input) !== JSON.stringify(draftInput(read.value).input),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();

  /** @returns whether everything typed is on the server now */
  async function saveNow(): Promise<boolean> {
    clearTimeout(timer);
    await sending;
    const mayGo = unread.value.length === 0 && conflicts.value.length === 0;
    if (dirty.value && mayGo) await (sending = send());
    return !dirty.value;
  }
  async function send(): Promise<void> {
    const places = namedPlaces(draft);
    const done = await save.run({ id, version: version.value, input: typed.value.input });
    if (!done) return;
    keys.remember(places);
    row = done;
    saved(done);
  }
  function saveSoon(): void {
    clearTimeout(timer);
    if (dirty.value && conflicts.value.length === 0) timer = setTimeout(() => void saveNow(), PAUSE_MS);
  }
  watch([() => JSON.stringify(typed.value.input), version, () => conflicts.value.length], saveSoon);
  useBackOnline(saveSoon);
  if (kept) saveSoon();
  onScopeDispose(() => clearTimeout(timer));
  let isLetGo = false;
  /** From here on nothing typed is kept: it is published, discarded or given up. */
  const letGo = () => {
    isLetGo = true;
  };
  onBeforeUnmount(() => {
    if (!dirty.value || isLetGo) return;
    keepWords(id, { by, row, keys, form: JSON.parse(JSON.stringify(draft)) as DraftForm });
  });

  const standing = computed<SaveStanding>(() => {
    if (save.busy.value) return 'saving';
    if (!dirty.value) return 'saved';
    if (conflicts.value.length > 0) return 'held';
    if (unread.value.length > 0) return 'unread';
    const wasMerged = save.refusal.value?.refusalCode === 'CONFLICT' && merged.value.places.length > 0;
    return save.notice.value && !wasMerged ? 'failed' : 'typing';
  });

  /** Rises whenever somebody goes to a place, be it the one in hand. */
  const focusWanted = ref(0);
  const wantFocus = () => {
    focusWanted.value += 1;
  };

  const faults = computed(() => shown().faults.map((fault) => placeFault(read.value, shown().code, fault)));
  const faultsAt = (place: Place) => faults.value.filter((fault) => fault.place === place);
  /** What is wrong with one field of a place, in words; '' where nothing is. */
  const faultOf = (place: Place, field: string): string => {
    const found = faultsAt(place).find((fault) => fault.field === field);
    return found ? inLocale(found.sentence) : '';
  };

  return {
    ...{ shown, draft, keys, theirs, version, merged, conflicts, keepMine, takeTheirs },
    ...{ dirty, unread, saveNow, letGo, standing, notice: save.notice, publish, discard },
    ...{ faults, faultsAt, faultOf, focusWanted, wantFocus },
  };
}

export type DraftDesk = ReturnType<typeof openDraft>;
const key: InjectionKey<DraftDesk> = Symbol('the draft in hand');

/** Opens a draft for the page and all that stands in it. */
export function provideDraft(shown: () => DraftDesk_DraftFragment): DraftDesk {
  const desk = openDraft(shown);
  provide(key, desk);
  return desk;
}

/** The draft in hand. */
export function useDraftForm(): DraftDesk {
  const desk = inject(key);
  if (!desk) throw new Error('No draft is open here.');
  return desk;
}

const listsOf = (form: DraftForm): Record<ListKey, string[]> =>
  Object.fromEntries(
    Object.entries(form)
      .filter(([field]) => field.startsWith('in '))
      .map(([field, list]) => [field, [...(list as string[])]]),
  );
