import { ref } from 'vue';
import type { FilterQuery } from './dossier-filter';

/** A filter under a name. */
export interface KeptView {
  readonly name: string;
  readonly query: FilterQuery;
}

const KEPT_AS = 'dossier-views';

function read(): KeptView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (view): view is KeptView =>
        typeof view?.name === 'string' && typeof view?.query === 'object' && view.query,
    );
  } catch {
    return []; // storage shut off, or written by something else: there are simply no views
  }
}

const views = ref<KeptView[]>(read());

function write(next: KeptView[]): void {
  views.value = next;
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(next));
  } catch {
    /* not kept: the views hold for this tab */
  }
}

/** Views of the dossier list, kept on this device. A view of the same name is replaced. */
export function useKeepViews() {
  return {
    views,
    keep: (view: KeptView) => write([...views.value.filter(({ name }) => name !== view.name), view]),
    drop: (name: string) => write(views.value.filter((view) => view.name !== name)),
  };
}
