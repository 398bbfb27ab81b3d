import { effectScope, nextTick, ref } from 'vue';
import { expect, it } from 'vitest';
import { useNoticeOf } from '../../client/live/useNoticeOf';

const act = () => {
  const [busy, notice] = [ref(false), ref('')];
  return { busy, notice, clear: () => (notice.value = '') };
};

it('says what went wrong last, until another act is sent or what it was about has changed', async () => {
  const scope = effectScope();
  const [one, other] = [act(), act()];
  const state = ref('a b');
  const said = scope.run(() => useNoticeOf([one, other], () => state.value))!;
  one.notice.value = 'Đã có người gỡ.';
  expect(said.value).toBe('Đã có người gỡ.');
  other.busy.value = true;
  await nextTick();
  expect(said.value).toBe('');
  other.busy.value = false;
  other.notice.value = 'Không đổi được thứ tự.';
  await nextTick();
  expect(said.value).toBe('Không đổi được thứ tự.');
  state.value = 'b a';
  await nextTick();
  expect(said.value).toBe('');
  scope.stop();
});
