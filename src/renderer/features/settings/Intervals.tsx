import { useLanguage } from '../../i18n/language.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { usePeerSettings } from './usePeerSettings.ts';

/** How often this peer speaks up without being asked. */
export function Intervals() {
  const { t } = useLanguage();
  const settings = usePeerSettings();
  if (settings === undefined) return undefined;
  return (
    <>
      <NumberSetting
        name="antiEntropySeconds"
        label={t('antiEntropy')}
        hint={t('antiEntropyHint')}
        settings={settings}
      />
      <NumberSetting name="routeRumorSeconds" label={t('routeRumor')} hint={t('routeRumorHint')} settings={settings} />
    </>
  );
}
