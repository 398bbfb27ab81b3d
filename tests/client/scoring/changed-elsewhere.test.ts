import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MySheetDocument, Outbox_SavedSheetFragmentDoc } from '../../../client/generated/operations';
import { apollo } from '../../../client/live/apollo';
import { openOutbox } from '../../../client/live/outbox';
import { openOutboxStore } from '../../../client/live/outbox-store';
import { Replies } from '../support/replies';
import { sampleCard, sampleDossier, sampleSheet } from './sample-sheet';
import { ScoringScreen, two } from './scoring-screen';

vi.mock('../../../client/live/useLiveBoard', () => import('./followed-board'));

const page = new ScoringScreen();
const { open } = page;
let replies: Replies;
beforeEach(async () => {
  await page.start();
  ({ replies } = page);
});
afterEach(() => page.unmount());

describe("the member's screen in a session", () => {
  describe('when the sheet is changed somewhere else', () => {
    const criterion = sampleDossier('honey').criteriaSet.parts[0]!.sections[0]!.criteria[0]!;
    // The device remembers the sheet from test to test, as a device does: each reading of it must be a newer one.
    let version = 3;
    const ofServer = (more: object) => ({
      __typename: 'ScoreSheet',
      ...sampleSheet({
        id: 'sheet-evaluation',
        evaluationId: 'evaluation',
        version: (version += 1),
        ...more,
      }),
    });
    const marked = (position: number) => [
      {
        __typename: 'Mark' as const,
        criterion: criterion.code,
        choice: 'LEVELS' as const,
        levels: [position],
        points: criterion.levels[position]!.points,
        remark: null,
      },
    ];
    const chosen = () =>
      [
        ...document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`),
      ].findIndex((input) => input.checked);
    let now: ReturnType<typeof ofServer>;
    beforeEach(async () => {
      now = ofServer({ marks: marked(0) });
      const dossier = { __typename: 'Dossier', ...sampleDossier('honey') };
      replies = new Replies({
        DossierCard: () => ({ dossier }),
        ScoringCard: () => sampleCard(dossier),
        MySheet: () => ({ mySheet: now }),
      });
      await apollo.clearStore();
      await open(two('evaluation'));
      await vi.waitFor(() => expect(chosen()).toBe(0), 10_000);
    });
    const asked = () => replies.sentOf('MySheet').length;

    it('on another device: catches up when the member comes back to this window, asking once', async () => {
      now = ofServer({ marks: marked(1) });
      const before = asked();
      window.dispatchEvent(new Event('focus'));
      document.dispatchEvent(new Event('visibilitychange'));
      await vi.waitFor(() => expect(chosen()).toBe(1), 10_000);
      expect(asked()).toBe(before + 1);
    });

    /** The server takes the tap; its answer brings the marks of the save, and of the sheet only the head. */
    const saving = (meanwhile = 0) =>
      (replies = new Replies({
        MySheet: () => ({ mySheet: now }),
        SaveMarks: () => {
          version += meanwhile;
          now = ofServer({ marks: marked(1), scored: 17 + meanwhile });
          const { marks, attempts: _attempts, ...sheet } = now;
          return { saveMarks: { __typename: 'MarksSaved', saveId: 'x', sheet, marks } };
        },
      }));
    /** Once the device is ready to keep a tap: an earlier one would go nowhere. */
    const tap = async () => {
      const level = () =>
        document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`)[1]!;
      await vi.waitFor(() => expect(level().disabled).toBe(false), 10_000);
      level().click();
    };
    const cached = () =>
      apollo.readFragment({
        id: 'ScoreSheet:sheet-evaluation',
        fragment: Outbox_SavedSheetFragmentDoc,
        fragmentName: 'Outbox_savedSheet',
      });

    it('but not after his own save, whose answer makes the sheet whole', async () => {
      saving();
      await tap();
      await vi.waitFor(() => expect(cached()?.scored).toBe(17), 8_000);
      expect(cached()?.marks).toEqual(marked(1));
      expect(chosen()).toBe(1);
      expect(asked()).toBe(0);
    });

    it('and reads it after a save that came behind another one, since only the server has both', async () => {
      saving(1);
      await tap();
      await vi.waitFor(() => expect(asked()).toBe(1), 8_000);
      await vi.waitFor(() => expect(cached()?.marks).toEqual(marked(1)), 8_000);
      expect(replies.sentOf('SaveMarks')).toHaveLength(1);
    });

    it('and shows no version with the marks of another one while that reading does not get through', async () => {
      const before = cached();
      saving(1).answers['MySheet'] = () => {
        throw new TypeError('Failed to fetch');
      };
      await tap();
      await vi.waitFor(() => expect(asked()).toBe(1), 8_000);
      await flushPromises();
      expect(cached()).toEqual(before);
      saving(1);
      await vi.waitFor(() => expect(cached()?.scored).toBe(18), 8_000);
      expect(cached()?.marks).toEqual(marked(1));
    });

    it('and stays with what was read meanwhile where the answer to his save comes late', async () => {
      let arrive: () => void = () => undefined;
      saving();
      const answer = replies.answers['SaveMarks']!;
      replies.answers['SaveMarks'] = async (variables) => {
        const saved = await answer(variables);
        await new Promise<void>((resolve) => (arrive = resolve));
        return saved;
      };
      await tap();
      await vi.waitFor(() => expect(replies.sentOf('SaveMarks')).toHaveLength(1), 8_000);
      const submitted = (now = ofServer({ marks: marked(1), state: 'SUBMITTED', receipt: '7Q4M-2K9D' }));
      window.dispatchEvent(new Event('focus'));
      await vi.waitFor(() => expect(cached()?.state).toBe('SUBMITTED'), 8_000);
      const versions = new Set<number>();
      const seen = apollo.cache.watch({
        query: MySheetDocument,
        variables: { evaluationId: 'evaluation' },
        optimistic: false,
        callback: ({ result }) => result && versions.add(result.mySheet.version),
      });
      arrive();
      const device = openOutboxStore();
      const onItsWay = async () => (await device.read('sheet-evaluation'))?.inFlight ?? null;
      await vi.waitFor(async () => expect(await onItsWay()).toBeNull(), 8_000);
      seen();
      expect(cached()?.version).toBe(submitted.version);
      expect([...versions].filter((version) => version < submitted.version)).toEqual([]);
    });

    it('in another tab: catches up as soon as that tab says so', async () => {
      now = ofServer({ marks: marked(1), state: 'SUBMITTED', receipt: '7Q4M-2K9D' });
      const other = openOutbox('member', {
        send: () => Promise.reject(new Error('this tab sends nothing')),
        lead: () => () => undefined,
      });
      const open = () => document.querySelectorAll('[data-criterion] input:not([disabled])');
      await vi.waitFor(() => expect(open().length).toBeGreaterThan(90), 10_000);
      // As it opens, a tab forgets what needs no sending, perhaps also this sheet: so it is read until it is told.
      await vi.waitFor(
        async () => {
          await other.seen(now);
          expect(open()).toHaveLength(0);
        },
        { timeout: 10_000, interval: 100 },
      );
      other.close();
    });
  });
});
