import type { RegulationDraft } from './regulation-draft';

/** One setting of a regulation; the quorum's two numbers are one setting. */
export type RegulationSetting = 'quorum' | Exclude<keyof RegulationDraft, 'quorumNum' | 'quorumDen'>;

/** The setting to which a field of the form belongs. */
export const settingOf = (field: keyof RegulationDraft): RegulationSetting =>
  field === 'quorumNum' || field === 'quorumDen' ? 'quorum' : field;

/** The settings in the order in which a council would discuss them. */
export const regulationSettings: readonly RegulationSetting[] = [
  'quorum',
  'presidingRequired',
  'deviationLimit',
  'afterDeviation',
  'minimumTest',
  'roundsPerBatch',
  'averagesVisibleTo',
  'blindAverages',
  'resultsVisibleToRoom',
  'sheetsAfterRelease',
  'remarkBeyond',
  'hideOthersUntilMarked',
];

/** Gives the sentence of a key in the reader's language. */
type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Words the settings of a regulation, and what differs between two of them, by the messages of the councils. */
export function wordRegulation(t: Translate) {
  function wordSetting(setting: RegulationSetting, draft: RegulationDraft): string {
    switch (setting) {
      case 'quorum':
        return `${draft.quorumNum}/${draft.quorumDen}`;
      case 'presidingRequired':
      case 'blindAverages':
      case 'hideOthersUntilMarked':
        return t(draft[setting] ? 'on' : 'off');
      case 'deviationLimit':
        return t('points', { count: draft.deviationLimit });
      case 'roundsPerBatch':
        return t('rounds', { count: draft.roundsPerBatch });
      case 'remarkBeyond':
        return draft.remarkBeyond.trim() === '' ? t('notUsed') : t('points', { count: draft.remarkBeyond });
      case 'sheetsAfterRelease':
        return t(`choice.SHEETS_${draft.sheetsAfterRelease}`);
      default:
        return t(`choice.${draft[setting]}`);
    }
  }

  /** The settings that two regulations hold differently, in words. */
  function differences(from: RegulationDraft, to: RegulationDraft) {
    return regulationSettings
      .map((setting) => ({
        setting,
        title: t(`setting.${setting}.title`),
        from: wordSetting(setting, from),
        to: wordSetting(setting, to),
      }))
      .filter((each) => each.from !== each.to);
  }

  return { wordSetting, differences };
}
