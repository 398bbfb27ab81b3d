import type { PlaceRow_PlaceFragment } from '../../../generated/operations';
import { foldText } from '../../../ui/desk/fold-text';

/** A place with those that belong to it, in the order in which the server gave them. */
export interface PlaceBranch {
  readonly place: PlaceRow_PlaceFragment;
  readonly below: readonly PlaceBranch[];
}

/**
 * Places as the tree of their levels. A place whose parent is not among them stands at the root.
 * @param search  keeps the places that match, those above them, and all below a match; tones do not matter
 * @param withRetired  keeps retired places too; otherwise only those to which one in use still belongs
 */
export function placeTree(
  places: readonly PlaceRow_PlaceFragment[],
  search: string,
  withRetired: boolean,
): PlaceBranch[] {
  const known = new Set(places.map(({ id }) => id));
  const children = new Map<string | null, PlaceRow_PlaceFragment[]>();
  for (const place of places) {
    const parent = place.parent && known.has(place.parent.id) ? place.parent.id : null;
    children.set(parent, [...(children.get(parent) ?? []), place]);
  }
  const wanted = foldText(search);
  const grow = (parent: string | null, all: boolean): PlaceBranch[] =>
    (children.get(parent) ?? []).flatMap((place) => {
      const matches = all || foldText(`${place.name} ${place.code ?? ''}`).includes(wanted);
      const below = grow(place.id, matches);
      const shown = matches && (withRetired || place.retiredOn === null);
      return shown || below.length > 0 ? [{ place, below }] : [];
    });
  return grow(null, wanted === '');
}
