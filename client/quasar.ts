import { Dark, Dialog, Lang, Notify, Quasar } from 'quasar';
import en from 'quasar/lang/en-US';
import vi from 'quasar/lang/vi';
import icons from 'quasar/icon-set/svg-material-icons';
import 'quasar/dist/quasar.css';
import './ui/quasar-theme.css';
import { watch, type App } from 'vue';
import { isDark } from './ui/appearance';
import { locale } from './ui/locale';

let installed = false;

/**
 * Brings Quasar into the app, once. Only pages of the desk (administration, dossiers, scorecards) need it; the router
 * loads this file before the first of them, so that a member's tablet never does.
 */
export function ensureQuasar(app: App): void {
  if (installed) return;
  installed = true;
  app.use(Quasar, {
    plugins: { Notify, Dialog },
    lang: locale.value === 'vi' ? vi : en,
    iconSet: icons,
    config: { notify: { position: 'bottom', timeout: 6000 } },
  });
  // Quasar types its packs and its own setter apart in one optional parameter.
  watch(locale, (next) => Lang.set((next === 'vi' ? vi : en) as Parameters<typeof Lang.set>[0]));
  watch(isDark, (dark) => Dark.set(dark), { immediate: true });
}
