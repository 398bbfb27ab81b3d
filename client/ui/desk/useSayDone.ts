import { Notify } from 'quasar';

/** Says softly what was done, and offers the way back where there is one. */
export function useSayDone(): (text: string, undo?: { label: string; run: () => void }) => void {
  return (text, undo) => {
    Notify.create({
      message: text,
      position: 'bottom',
      // Several alike are several sentences: a red number beside "Saved" would read as a fault.
      group: false,
      timeout: undo ? 10_000 : 4_000,
      // Named colours of Quasar are classes: ours is in DeskPage.
      color: 'desk',
      textColor: 'desk',
      attrs: { role: 'status' },
      actions: undo ? [{ label: undo.label, noCaps: true, handler: undo.run }] : [],
    });
  };
}
