import { Notify } from 'quasar';

/** Says softly what was done, and offers the way back where there is one. */
export function useSayDone(): (text: string, undo?: { label: string; run: () => void }) => void {
  return (text, undo) => {
    Notify.create({
      message: text,
      position: 'bottom',
      timeout: undo ? 10_000 : 4_000,
      color: 'dark',
      textColor: 'white',
      attrs: { role: 'status' },
      actions: undo ? [{ label: undo.label, color: 'white', noCaps: true, handler: undo.run }] : [],
    });
  };
}
