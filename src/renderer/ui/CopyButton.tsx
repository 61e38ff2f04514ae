import { useEffect, useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from './Button.tsx';
import { Hidden } from './Hidden.tsx';
import { Icon } from './Icon.tsx';

const SHOWN_MS = 2_000;

/** `thing` names what is copied: "Copy address 10.0.0.7:5000". */
export function CopyButton({ text, thing, tabIndex }: { text: string; thing: string; tabIndex?: number }) {
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
        <Icon name={outcome === 'copied' ? 'done' : outcome === 'copyFailed' ? 'warning' : 'copy'} />
      </Button>
      <Hidden role="status">{outcome && t(outcome)}</Hidden>
    </>
  );
}

/** The clipboard API exists only on secure pages; a page served over http from another machine isn't one. */
async function putIntoClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  field.style.position = 'fixed';
  document.body.append(field);
  field.select();
  // Deprecated, and the only way that there is on such a page.
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
