import { useEffect, useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from './Button.tsx';
import { putIntoClipboard } from './clipboard.ts';
import { Hidden } from './Hidden.tsx';
import { Icon } from './Icon.tsx';

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  text: string;
  thing: string;
  tabIndex?: number;
  isDrawn?: boolean;
}

/** `thing` names what is copied: "Copy address 10.0.0.7:5000". `isDrawn` false: there, but nobody sees it now. */
export function CopyButton({ text, thing, tabIndex, isDrawn = true }: CopyButtonProps) {
  const { t } = useLanguage();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();

  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => setOutcome((await putIntoClipboard(text)) ? 'copied' : 'copyFailed');
  const label = t('copyThing', { thing });
  return (
    <>
      <Button
        look="plain"
        icon
        small
        aria-label={label}
        tabIndex={tabIndex}
        title={outcome ? t(outcome) : label}
        onClick={() => void copy()}
      >
        {isDrawn && <Icon name={outcome === 'copied' ? 'done' : outcome === 'copyFailed' ? 'warning' : 'copy'} />}
      </Button>
      {isDrawn && <Hidden role="status">{outcome && t(outcome)}</Hidden>}
    </>
  );
}
