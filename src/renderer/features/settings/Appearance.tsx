import { usePreferences } from '../../app/preferences.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { languageCodes, languageNames } from '../../i18n/languages.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Settings.module.css';

/** How this window looks. */
export function Appearance() {
  const { t } = useLanguage();
  const [preferences, prefer] = usePreferences();
  return (
    <>
      <p className={styles.text}>{t('appearanceKept')}</p>
      <Select
        label={t('language')}
        hint={t('languageHint')}
        options={[
          { value: 'system', label: t('asSystem') },
          ...languageCodes.map((code) => ({ value: code, label: languageNames[code], lang: code })),
        ]}
        value={preferences.language}
        onChange={(language) => prefer({ language })}
      />
      <Choice
        label={t('theme')}
        options={[
          { value: 'system', label: t('asSystem') },
          { value: 'light', label: t('themeLight') },
          { value: 'dark', label: t('themeDark') },
        ]}
        value={preferences.theme}
        onChange={(theme) => prefer({ theme })}
      />
      <Choice
        label={t('density')}
        options={[
          { value: 'comfortable', label: t('densityComfortable') },
          { value: 'compact', label: t('densityCompact') },
        ]}
        value={preferences.density}
        onChange={(density) => prefer({ density })}
      />
      <Choice
        label={t('textSize')}
        options={[
          { value: 'small', label: t('textSmall') },
          { value: 'normal', label: t('textNormal') },
          { value: 'large', label: t('textLarge') },
          { value: 'largest', label: t('textLargest') },
        ]}
        value={preferences.textSize}
        onChange={(textSize) => prefer({ textSize })}
      />
      <Choice
        label={t('motion')}
        options={[
          { value: 'system', label: t('asSystem') },
          { value: 'reduced', label: t('motionReduced') },
        ]}
        value={preferences.motion}
        onChange={(motion) => prefer({ motion })}
      />
    </>
  );
}
