import { useLanguage } from '../../i18n/language.tsx';
import { Switch } from '../../ui/Switch.tsx';

interface OpenSwitchProps {
  isOpen: boolean;
  /** The name of another group that is open now. */
  other: string | undefined;
  onChange: (open: boolean) => void;
}

/** Whether a group also talks with programs that know no groups. */
export function OpenSwitch({ isOpen, other, onChange }: OpenSwitchProps) {
  const { t } = useLanguage();
  const taken = other === undefined ? '' : ` ${t('openGroupIs', { name: other })}`;
  return (
    <Switch label={t('openToCourse')} hint={`${t('openToCourseHint')}${taken}`} checked={isOpen} onChange={onChange} />
  );
}
