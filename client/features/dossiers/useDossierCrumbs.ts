import { useViewer } from '../../live/viewer';
import { locale } from '../../ui/locale';
import { messages } from './messages';

interface Crumb {
  readonly label: string;
  readonly to: string;
}

/** The way back from a page of the dossiers: to the administration too for whoever may enter it. */
export function useDossierCrumbs(): (...within: Crumb[]) => Crumb[] {
  const { viewer } = useViewer();
  return (...within) => [
    ...(viewer.value?.isAdmin === true ? [{ label: messages[locale.value].admin, to: '/quan-tri' }] : []),
    ...within,
  ];
}
