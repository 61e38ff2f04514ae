import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { done, refused, unreachable, type Result } from '../../../api/result.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { readTyped, type Typed } from './slashCommand.ts';
import { byteUse } from './byteLimit.ts';
import styles from './Composer.module.css';
import { useDraft } from './useDraft.ts';
import { useSlowSending } from './useSlowSending.ts';

const MAX_ROWS = 8;

/** Writes a message. The text is cleared at once and comes back, with the reason, where it could not be sent. */
export function Composer() {
  const { t } = useLanguage();
  const session = useSession();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft('everyone');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { isSlow, sending } = useSlowSending();
  const { used, limit, over, isNear } = byteUse(text);
  const canSend = over === 0 && text.trim() !== '';

  const send = async (): Promise<void> => {
    input.current?.focus();
    if (!canSend) return;
    const sent = text;
    setText('');
    setProblem(undefined);
    setHelpOpen(false);
    const result = await act(readTyped(sent.toWellFormed().trim()));
    if (result.ok) return;
    // What was typed meanwhile stands below it.
    setText((now) => (now === '' ? sent : `${sent}\n${now}`));
    setProblem(result.problem.message);
  };

  const act = async (typed: Typed): Promise<Result<unknown>> => {
    switch (typed.kind) {
      case 'say':
        return await sending(session.say(typed.text));
      case 'nick':
        return await sending(session.setName(typed.name));
      case 'add':
        return await sending(session.addPeer(typed.address));
      case 'help':
        setHelpOpen(true);
        return done({});
      case 'incomplete':
        return refused('incomplete-command', t('commandIncomplete', { command: typed.command }));
      case 'unknown':
        return refused('unknown-command', t('commandUnknown', { command: typed.command }));
      default:
        return unreachable(typed);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter also ends the choosing of a character in an input method; that one sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  const wrong = over > 0 ? t('tooLong', { over }) : problem && t('notSent', { message: problem });
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {wrong !== undefined && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {wrong}
          {over === 0 && canSend && (
            <>
              {' '}
              <Button look="text" onClick={() => void send()}>
                {t('tryAgain')}
              </Button>
            </>
          )}
        </p>
      )}
      {isHelpOpen && (
        <div className={styles.help} role="status">
          <ul>
            <li>{t('commandMe')}</li>
            <li>{t('commandNick')}</li>
            <li>{t('commandAdd')}</li>
            <li>{t('commandSlash')}</li>
          </ul>
          <Button look="plain" icon small aria-label={t('close')} title={t('close')} onClick={() => setHelpOpen(false)}>
            <Icon name="close" />
          </Button>
        </div>
      )}
      <div className={classes(styles.box, over > 0 && styles.over)}>
        <textarea
          ref={input}
          className={styles.input}
          rows={Math.min(MAX_ROWS, text.split('\n', MAX_ROWS).length)}
          dir="auto"
          value={text}
          placeholder={t('composerPlaceholder')}
          aria-label={t('composerLabel')}
          aria-invalid={over > 0}
          aria-describedby={`${id}-hint${wrong === undefined ? '' : ` ${id}-problem`}`}
          autoFocus
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          look="primary"
          icon
          className={styles.send}
          aria-label={t('send')}
          title={t('send')}
          aria-disabled={!canSend}
        >
          <Icon name="send" />
        </Button>
      </div>
      <p className={styles.below}>
        <span id={`${id}-hint`}>{t('composerHint')}</span>
        <span role="status">{isSlow && t('sending')}</span>
        {isNear && <span className={styles.count}>{t('bytesUsed', { used, limit })}</span>}
      </p>
    </form>
  );
}
