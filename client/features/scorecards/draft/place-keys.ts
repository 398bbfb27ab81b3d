type Kind = 'part' | 'section' | 'criterion' | 'group';

/**
 * The keys under which a draft's places are held. A place is known by its code as it was last read or saved; its key
 * stays while the code is being typed over, and is found again by the new code once that is saved.
 */
export class PlaceKeys {
  private known = new Map<string, string>();
  private added = 0;

  /** For one reading from top to bottom: a code that occurs twice names two places. */
  reading() {
    const names = new Names();
    const taken = new Set(this.known.values());
    return {
      key: <K extends Kind>(kind: K, code: string): `${K} ${string}` => {
        const name = names.next(kind, code);
        let key = this.known.get(name);
        for (key ??= name; !this.known.has(name) && taken.has(key);) key += '*';
        taken.add(key);
        return key as `${K} ${string}`;
      },
    };
  }

  /** Of a place that is being added. */
  fresh<K extends Kind>(kind: K): `${K} ${string}` {
    this.added += 1;
    return `${kind} +${this.added}`;
  }

  /** Takes over the codes under which the places were just saved, in the order of the card. */
  remember(places: readonly { kind: Kind; code: string; key: string }[]): void {
    const names = new Names();
    this.known = new Map(places.map(({ kind, code, key }) => [names.next(kind, code), key]));
  }
}

/** "criterion 6.4", and "criterion 6.4 (2)" for the second one of that code. */
class Names {
  private readonly seen = new Map<string, number>();

  next(kind: Kind, code: string): string {
    const name = `${kind} ${code}`;
    const times = (this.seen.get(name) ?? 0) + 1;
    this.seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  }
}
