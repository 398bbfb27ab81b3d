import { flushPromises, type VueWrapper } from '@vue/test-utils';
import ConductBoard from '../../../client/features/chair/ConductBoard.vue';
import type { Board } from '../../../client/live/useLiveBoard';
import { board, item, scoringItem } from '../boards/council-board';
import { readOut } from '../boards/read-out';
import { mountAt } from './mounting';

/** The screen on which a session is conducted, as its chair sees it unless something else is said. */
export class ConductScreen {
  wrapper!: VueWrapper;

  readonly show = async (given: Board, props: Record<string, unknown> = {}): Promise<void> => {
    const mounted = await mountAt(ConductBoard, '/', {
      board: given,
      role: 'CHAIR',
      memberId: 'm1',
      scores: true,
      admin: true,
      ...props,
    });
    this.wrapper = mounted.wrapper as VueWrapper;
  };

  readonly button = (label: string) =>
    this.wrapper.findAll('button').find((each) => each.text() === label || each.text().startsWith(label));

  readonly press = async (label: string): Promise<void> => {
    await this.button(label)!.trigger('click');
    await flushPromises();
  };

  /** The confirming button stands in the open dialog, last. */
  readonly confirm = async (): Promise<void> => {
    await this.wrapper.get('dialog[open] .dialog-actions button:last-child').trigger('click');
    await flushPromises();
  };

  readonly text = (): string => readOut(this.wrapper.element);
}

/** The fourth dossier of the agenda is being scored, and one more waits. */
export const scoring = (changes = {}) =>
  board({ onTable: 'e4', agenda: [scoringItem(changes), item(5, 'WAITING')] });

/** The answer to an act that was taken. */
export const taken = (field: string) => ({ [field]: { __typename: 'SessionBoard', id: 's1', revision: 2 } });
