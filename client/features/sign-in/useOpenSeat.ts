import { ref, shallowRef } from 'vue';
import { OpenSeatDocument, SeatLinkStateDocument, type SeatLinkStateQuery } from '../../generated/operations';
import { useAct } from '../../live/act';
import { apollo } from '../../live/apollo';
import { takeSignIn, type Viewer } from '../../live/viewer';

export type SeatCard = NonNullable<SeatLinkStateQuery['seatLinkState']>;

/** What is happening to the card: `ask` waits for the person's word, `failed` is worded by `notice` or is no card at all. */
export type SeatStep = 'opening' | 'ask' | 'unreachable' | 'failed' | 'opened';

/**
 * Opens a seat card: shows what it opens, signs in at once when nobody sits there, and asks before it takes a seat from
 * another device. Only the server knows whether the device that sits there is this very one (a card scanned twice), so
 * it is asked to open the seat, without taking it over, and says SEAT_TAKEN. A one-time link of an account shows no seat.
 */
export function useOpenSeat(token: () => string, onOpened: (viewer: Viewer) => void) {
  const card = shallowRef<SeatCard | null>(null);
  const step = ref<SeatStep>('opening');
  const { run, busy, notice, refusal } = useAct(OpenSeatDocument, { fetchPolicy: 'no-cache' });

  async function open(): Promise<void> {
    step.value = 'opening';
    try {
      const { data } = await apollo.query({
        query: SeatLinkStateDocument,
        variables: { token: token() },
        fetchPolicy: 'no-cache',
      });
      card.value = data.seatLinkState ?? null;
    } catch {
      step.value = 'unreachable';
      return;
    }
    await use(false);
  }

  async function use(takeOver: boolean): Promise<void> {
    const signedIn = await run({ token: token(), takeOver });
    if (signedIn) {
      await takeSignIn(signedIn);
      step.value = 'opened';
      onOpened(signedIn.viewer);
    } else if (refusal.value?.refusalCode === 'SEAT_TAKEN') {
      step.value = 'ask';
    } else {
      step.value = refusal.value ? 'failed' : 'unreachable';
    }
  }

  return { card, step, busy, notice, open, takeOver: () => use(true) };
}
