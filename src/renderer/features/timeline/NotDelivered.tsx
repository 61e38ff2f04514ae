import { useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './MessageRow.module.css';

/** Of a message that was given up: says so, and sends it once more as a new one. */
export function NotDelivered({ message }: { message: Message }) {
  const { t } = useLanguage();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const sendAgain = async (): Promise<void> => {
    const result = await session.say(message.text, message.conversation);
    setProblem(result.ok ? undefined : explain(t, result.problem));
  };
  return (
    <p className={styles.notDelivered}>
      {t('notDelivered')}{' '}
      <Button look="text" onClick={() => void sendAgain()}>
        {t('sendAgain')}
      </Button>
      {problem !== undefined && <span role="alert"> {t('notSent', { message: problem })}</span>}
    </p>
  );
}
