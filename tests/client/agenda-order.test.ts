import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import SessionPage from '../../client/features/admin/sessions/SessionPage.vue';
import { mountDesk, press, settle, shownText } from './support/desk';
import { agendaItem, dossier, session } from './support/desk-rows';
import { refused, Replies } from './support/replies';

let wrapper: VueWrapper;
const inOrder = (ids: readonly string[], fixed: readonly string[] = []) =>
  session({
    agenda: ids.map((id, at) => agendaItem(id, at + 1, fixed.includes(id) ? { phase: 'RELEASED' } : {})),
  });
const names = () => wrapper.findAll('.desk-order a').map((link) => link.text());

describe('The agenda of a session', () => {
  afterEach(() => wrapper.unmount());

  it('is put into a new order by the keyboard, and the whole order is sent', async () => {
    const replies = new Replies({
      ReadSession: () => ({ session: inOrder(['a', 'b', 'c']) }),
      OrderAgenda: ({ evaluationIds }) => ({ orderAgenda: inOrder(evaluationIds as string[]) }),
    });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    await press('Chuyển lên: Sản phẩm c');
    expect(replies.sentOf('OrderAgenda')).toEqual([{ sessionId: 's1', evaluationIds: ['a', 'c', 'b'] }]);
    expect(names()).toEqual(['Sản phẩm a', 'Sản phẩm c', 'Sản phẩm b']);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Chuyển lên: Sản phẩm c');
    await press('Chuyển lên: Sản phẩm c');
    expect(replies.sentOf('OrderAgenda')[1]).toEqual({ sessionId: 's1', evaluationIds: ['c', 'a', 'b'] });
  });

  it('can still be changed once some dossiers have begun: those keep their places and are not sent', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const replies = new Replies({
      ReadSession: () => ({ session: inOrder(ids, ['a', 'b']) }),
      OrderAgenda: () => ({ orderAgenda: inOrder(['a', 'b', 'd', 'c'], ['a', 'b']) }),
    });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    await press('Chuyển lên: Sản phẩm d');
    expect(replies.sentOf('OrderAgenda')).toEqual([{ sessionId: 's1', evaluationIds: ['d', 'c'] }]);
    expect(names().filter((name) => name !== 'Lịch sử')).toEqual(
      ['a', 'b', 'd', 'c'].map((id) => `Sản phẩm ${id}`),
    );
  });

  it('remarks which dossiers are of another batch than the session, or of another year', async () => {
    const of = (id: string, changes: object) => ({ dossier: dossier(id, changes) });
    const agenda = [
      agendaItem('a', 1),
      agendaItem('b', 2, of('b', { batch: 1 })),
      agendaItem('c', 3, of('c', { year: 2025 })),
    ];
    new Replies({ ReadSession: () => ({ session: session({ agenda }) }) });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    const remarks = wrapper
      .findAll('.agenda-line')
      .map((line) => line.text().match(/Hồ sơ của đợt [\d/]+/)?.[0]);
    expect(remarks).toEqual([undefined, 'Hồ sơ của đợt 1/2026', 'Hồ sơ của đợt 2/2025']);
  });

  it('stays as the server has it when the order is refused, and says why', async () => {
    new Replies({
      ReadSession: () => ({ session: inOrder(['a', 'b']) }),
      OrderAgenda: () => ({ orderAgenda: refused('SESSION_CLOSED', 'Phiên họp đã bế mạc.', 'Closed.') }),
    });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    await press('Chuyển xuống: Sản phẩm a');
    expect(names()).toEqual(['Sản phẩm a', 'Sản phẩm b']);
    expect(shownText()).toContain('Phiên họp đã bế mạc.');
  });

  it('lets nothing pass a dossier that was evaluated already', async () => {
    new Replies({ ReadSession: () => ({ session: inOrder(['a', 'b', 'c'], ['a']) }) });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    const movable = wrapper
      .findAll<HTMLButtonElement>('.desk-order .step')
      .filter((step) => !step.element.disabled)
      .map((step) => step.attributes('aria-label'));
    expect(movable).toEqual(['Chuyển xuống: Sản phẩm b', 'Chuyển lên: Sản phẩm c']);
  });

  it('gives a dossier back that was taken off by mistake', async () => {
    const replies = new Replies({
      ReadSession: () => ({ session: inOrder(['a', 'b']) }),
      RemoveFromAgenda: () => ({ removeFromAgenda: inOrder(['a']) }),
      AddToAgenda: () => ({ addToAgenda: inOrder(['a', 'b']) }),
    });
    ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
    await press('Bỏ khỏi chương trình: Sản phẩm b');
    expect(replies.sentOf('RemoveFromAgenda')).toEqual([]);
    expect(shownText()).toContain('Bỏ “Sản phẩm b” khỏi chương trình?');
    expect(shownText()).toContain('hồ sơ đã để lại lần sau chỉ vào được phiên họp lần ấy');
    wrapper.get<HTMLButtonElement>('dialog[open] .dialog-actions button:last-child').element.click();
    await settle();
    expect(replies.sentOf('RemoveFromAgenda')).toEqual([{ evaluationId: 'b' }]);
    expect(names()).toEqual(['Sản phẩm a']);
    await press('Hoàn tác');
    expect(replies.sentOf('AddToAgenda')).toEqual([{ sessionId: 's1', dossierIds: ['b'] }]);
    expect(names()).toEqual(['Sản phẩm a', 'Sản phẩm b']);
  });
});
